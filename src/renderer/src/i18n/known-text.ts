import { useI18n } from './vue-texts';

/**
 * Picks a text by what the host or the database answered: the first name that there is a text of, else the last one.
 * English has every text that any language has.
 */
export function useKnownText(): (name: string, ...others: readonly string[]) => string {
  const { has } = useI18n();
  return (...names) => names.find(has) ?? names.at(-1) ?? '';
}
