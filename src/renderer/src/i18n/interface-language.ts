import { readonly, shallowRef } from 'vue';
import { firstKnownLanguage, LANGUAGES, SOURCE_LANGUAGE, type Language } from '../../../domain/text/language';

const shown = shallowRef<Language>(SOURCE_LANGUAGE);

/** Language that the page is in, reactive. `texts.ts` changes it, when the texts are there. */
export const interfaceLanguage = readonly(shown);

/** Notes that the page is in a language. */
export function setInterfaceLanguage(language: Language): void {
  shown.value = language;
  document.documentElement.lang = language;
}

/** The first of the computer's languages that the app has: for a first start. Electron's browser has its own ones. */
export function computersLanguage(): Language {
  return firstKnownLanguage(window.childJusticeHost?.languages ?? navigator.languages);
}

/** The languages that the page isn't in. */
export function otherLanguages(): readonly Language[] {
  return LANGUAGES.filter((language) => language !== shown.value);
}
