import { useI18n } from 'vue-i18n';

/** Words what the browser's database could not do, and what to do. A code without a text counts as `failed`. */
export function useStorageFailure(): (code: string) => string {
  const { t, te } = useI18n();
  return (code) => t(`notices.storage.${te(`notices.storage.${code}.text`) ? code : 'failed'}.text`);
}
