import { interfaceLanguage } from './interface-language';
import { inDigits } from '../../../domain/text/digits';
import { dayInWords } from '../../../domain/text/calendar-day';

/**
 * A calendar day (`YYYY-MM-DD`) in words, in the language of the interface; reactive.
 * @throws RangeError for anything else
 */
export function formatDay(day: string): string {
  return dayInWords(day, interfaceLanguage.value);
}

/** A time of day on the 24-hour clock, `HH:MM`, in the digits of the days beside it; reactive. */
export function formatTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const time = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  return inDigits(time, interfaceLanguage.value);
}
