import { useI18n } from 'vue-i18n';

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
