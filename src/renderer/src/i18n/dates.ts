export { dayInWords as formatDay } from '../../../domain/text/calendar-day';

/** A time of day on the 24-hour clock, `HH:MM`. */
export function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
