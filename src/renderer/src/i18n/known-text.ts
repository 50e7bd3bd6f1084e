import { useI18n } from 'vue-i18n';
import { SOURCE_LANGUAGE } from '../../../domain/text/language';

/**
 * Picks a text by what the host or the database answered: the first name that there is a text of, else the last one.
 * English has every text that any language has.
 */
export function useKnownText(): (name: string, ...others: readonly string[]) => string {
  const { getLocaleMessage } = useI18n({ useScope: 'global' });
  return (...names) => {
    const texts = getLocaleMessage(SOURCE_LANGUAGE);
    return names.find((name) => name in texts) ?? names.at(-1) ?? '';
  };
}
