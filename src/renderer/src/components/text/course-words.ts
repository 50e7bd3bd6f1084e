import { useI18n } from '../../i18n/vue-texts';
import { SOURCE_LANGUAGE, type Language, type Translate } from '../../../../domain/text/language';

/**
 * The interface's texts in the language of the course's text, for what is inside it or is printed with it: one paper is
 * in one language. Call in setup.
 */
export function useCourseWords(language: () => Language = () => SOURCE_LANGUAGE): Translate {
  const wordsIn = useWordsIn();
  return (key, values, plural) => wordsIn(language())(key, values, plural);
}

/** The interface's texts in any language whose texts are loaded. Call in setup. */
export function useWordsIn(): (language: Language) => Translate {
  return useI18n().textsIn;
}
