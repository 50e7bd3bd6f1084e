import { localDay } from '../../app-context';
import { formatDay, formatTime } from '../../i18n/dates';

/** When a snapshot was taken, by this computer's zone: day and time of day. */
export function snapshotTime(createdAt: string): string {
  const milliseconds = Date.parse(createdAt);
  return `${formatDay(localDay(milliseconds))}, ${formatTime(milliseconds)}`;
}
