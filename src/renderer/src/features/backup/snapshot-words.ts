import { useI18n } from '../../i18n/vue-texts';
import { localDay } from '../../app-context';
import { formatDay, formatTime } from '../../i18n/dates';

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** Words a size in bytes: whole kilobytes, rounded up; from ten megabytes on whole megabytes. */
export function useSnapshotSize(): (bytes: number) => string {
  const { t } = useI18n();
  return (bytes) =>
    bytes < 10 * MEGABYTE
      ? t('snapshots.size', { kilobytes: Math.ceil(bytes / KILOBYTE) })
      : t('snapshots.megabytes', { megabytes: Math.round(bytes / MEGABYTE) });
}

/** When a snapshot was taken, by this computer's zone: day and time of day. */
export function snapshotTime(createdAt: string): string {
  const milliseconds = Date.parse(createdAt);
  return `${formatDay(localDay(milliseconds))} · ${formatTime(milliseconds)}`;
}
