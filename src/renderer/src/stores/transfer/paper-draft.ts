import type { TranslationState } from '../../../../domain/series/translation';
import { LANGUAGES, SOURCE_LANGUAGE, type Language, type Translate } from '../../../../domain/text/language';

/**
 * What the foot of a paper says of its translated words, in every language: that nobody has read them, or that there
 * are none. Nothing where it has none or they were read.
 *
 * @param wanted the languages of the paper
 * @param state of the words; undefined where they aren't translated
 */
export function draftLine(
  wanted: readonly (Language | undefined)[],
  state: TranslationState | undefined,
  wordsIn: (language: Language) => Translate,
): { readonly draft?: string } {
  const translated = LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE);
  if (!translated.some((language) => wanted.includes(language)) || state === 'read') return {};
  const key = state === undefined ? 'papers.untranslated' : 'papers.draft';
  return { draft: [...translated, SOURCE_LANGUAGE].map((language) => wordsIn(language)(key)).join(' · ') };
}
