import { useI18n } from 'vue-i18n';

/** Words what the host could not do: which file wasn't saved, where it is about one, then why and what to do. A code without a text counts as `internal`. */
export function useHostFailure(): (code: string, fileName?: string) => string {
  const { t, te } = useI18n();
  return (code, fileName = '') => {
    const reason = t(`errors.${te(`errors.${code}`) ? code : 'internal'}`);
    return fileName === '' ? reason : `${t('files.notSaved', { fileName })} ${reason}`;
  };
}
