import { markRaw } from 'vue';
import { createI18n } from 'vue-i18n';
import { compileMessages } from './message-compiler';
import type screens from './locales/en/screens.json';
import type start from './locales/en/start.json';
import { LANGUAGES, SOURCE_LANGUAGE, type Language } from '../../../domain/text/language';

/** Every text of the interface. English is complete and gives the keys their types; other languages have the same. */
export type InterfaceTexts = typeof start & typeof screens;

/** The texts as components use them. */
export interface VueTexts {
  readonly plugin: ReturnType<typeof createVueI18n>;
  /** Adds areas of a language that aren't loaded yet. */
  readonly add: (language: Language, areas: Partial<InterfaceTexts>) => void;
  /** Shows a language whose texts were added. */
  readonly show: (language: Language) => void;
}

/**
 * The texts as a Vue plugin. English is the fallback; a key that English lacks is an error in the console, so that no
 * test that watches it passes while a screen shows a key.
 *
 * @param english all English texts, or those loaded so far
 */
export function createVueTexts(english: Partial<InterfaceTexts>): VueTexts {
  const plugin = createVueI18n(english);
  const { locale, getLocaleMessage, setLocaleMessage } = plugin.global;
  return {
    plugin,
    add: (language, areas) => {
      setLocaleMessage(language, markRaw({ ...getLocaleMessage(language), ...asMessages(areas, language) }));
    },
    show: (language) => {
      locale.value = language;
    },
  };
}

function createVueI18n(english: Partial<InterfaceTexts>) {
  return createI18n<[InterfaceTexts], Language, false>({
    legacy: false,
    locale: SOURCE_LANGUAGE,
    fallbackLocale: SOURCE_LANGUAGE,
    messages: Object.fromEntries(
      LANGUAGES.map((language) => [language, asMessages(language === SOURCE_LANGUAGE ? english : {}, language)]),
    ) as Record<Language, InterfaceTexts>,
    // A text is found by its whole name; a path through areas would need vue-i18n's parser of paths.
    messageResolver: (texts, name) => (texts as Readonly<Record<string, never>>)[name] ?? null,
    missing: (locale, key) => {
      // eslint-disable-next-line no-console -- a screen must show no key, and only a developer can fix it
      if (locale === SOURCE_LANGUAGE) console.error(`There is no text "${key}".`);
    },
    missingWarn: false,
    fallbackWarn: false,
  });
}

/**
 * The texts give the keys their types; vue-i18n gets compiled messages. They never change in place, so they aren't
 * reactive.
 */
function asMessages(areas: Partial<InterfaceTexts>, language: Language): InterfaceTexts {
  return markRaw(compileMessages(areas, language)) as unknown as InterfaceTexts;
}
