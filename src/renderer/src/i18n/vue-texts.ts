import { markRaw } from 'vue';
import { createI18n } from 'vue-i18n';
import { compileMessages } from './message-compiler';
import type screens from './locales/en/screens.json';
import type start from './locales/en/start.json';
import { SOURCE_LANGUAGE } from '../../../domain/text/language';

/** Every text of the interface, in English, which is complete and gives the keys their types. */
export type EnglishTexts = typeof start & typeof screens;

/** The texts as components use them. */
export interface VueTexts {
  readonly plugin: ReturnType<typeof createVueI18n>;
  /** Adds areas that aren't loaded yet. */
  readonly add: (english: Partial<EnglishTexts>) => void;
}

/**
 * The texts as a Vue plugin. English is the fallback; a key that English lacks is an error in the console, so that no
 * test that watches it passes while a screen shows a key.
 *
 * @param english all texts, or those loaded so far
 */
export function createVueTexts(english: Partial<EnglishTexts>): VueTexts {
  const plugin = createVueI18n(english);
  return {
    plugin,
    add: (further) => {
      plugin.global.setLocaleMessage(
        SOURCE_LANGUAGE,
        markRaw({ ...plugin.global.getLocaleMessage(SOURCE_LANGUAGE), ...asMessages(further) }),
      );
    },
  };
}

function createVueI18n(english: Partial<EnglishTexts>) {
  return createI18n<[EnglishTexts], typeof SOURCE_LANGUAGE, false>({
    legacy: false,
    locale: SOURCE_LANGUAGE,
    fallbackLocale: SOURCE_LANGUAGE,
    messages: { [SOURCE_LANGUAGE]: asMessages(english) },
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
function asMessages(english: Partial<EnglishTexts>): EnglishTexts {
  return markRaw(compileMessages(english)) as unknown as EnglishTexts;
}
