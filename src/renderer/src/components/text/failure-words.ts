import { useI18n } from '../../i18n/vue-texts';
import { useKnownText } from '../../i18n/known-text';

/**
 * Words a failure of the host: which file wasn't saved, if any, then why and what to do. A code without a text counts
 * as `internal`. `facts` are what the text of a code names.
 */
export function useHostFailure(): (
  code: string,
  fileName?: string,
  facts?: Readonly<Record<string, string>>,
) => string {
  const { t } = useI18n();
  const knownText = useKnownText();
  return (code, fileName = '', facts = {}) => {
    const reason = t(knownText(`errors.${code}`, 'errors.internal'), facts);
    return fileName === '' ? reason : `${t('files.notSaved', { fileName })} ${reason}`;
  };
}

/** Words a failure of the browser's database, and what to do. A code without a text counts as `failed`. */
export function useStorageFailure(): (code: string) => string {
  const { t } = useI18n();
  const knownText = useKnownText();
  return (code) => t(knownText(`notices.storage.${code}.text`, 'notices.storage.failed.text'));
}
