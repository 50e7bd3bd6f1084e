import { inject, shallowRef, type InjectionKey, type Plugin } from 'vue';
import { compileMessages, type Message, type TextValues } from './message-compiler';
import type screens from './locales/en/screens.json';
import type start from './locales/en/start.json';
import { SOURCE_LANGUAGE, type Language } from '../../../domain/text/language';

/** Every text of the interface. English is complete; other languages have the same keys. */
export type InterfaceTexts = typeof start & typeof screens;

/**
 * Gives a text by its whole name (`home.minutes`), with values in its named places. A count chooses the form for one or
 * for many, and stands at `{n}` and `{count}`; without one, a value of these names does. Reactive.
 */
export type TextReader = (key: string, values?: TextValues | number, count?: number) => string;

/** The texts as components read them. */
export interface Texts {
  /** In the language of the page. */
  readonly t: TextReader;
  /** In any language whose texts are loaded. */
  readonly textsIn: (language: Language) => TextReader;
  /** True for a key that English, thus any language, has a text of. */
  readonly has: (key: string) => boolean;
}

/** The texts as the app loads them. */
export interface VueTexts extends Texts {
  readonly plugin: Plugin;
  /** Adds areas of a language that aren't loaded yet. */
  readonly add: (language: Language, areas: Partial<InterfaceTexts>) => void;
  /** Shows a language whose texts were added. */
  readonly show: (language: Language) => void;
}

declare module 'vue' {
  interface ComponentCustomProperties {
    /** A text in the language of the page. */
    $t: TextReader;
  }
}

const textsKey: InjectionKey<Texts> = Symbol('interface texts');

/**
 * The texts as a Vue plugin. English is the fallback; a key that English lacks is an error in the console, so that no
 * test that watches it passes while a screen shows a key.
 *
 * @param english all English texts, or those loaded so far
 */
export function createVueTexts(english: Partial<InterfaceTexts>): VueTexts {
  type Messages = Readonly<Record<string, Message>>;
  const source = compileMessages(english, SOURCE_LANGUAGE);
  const loaded = shallowRef<Readonly<Partial<Record<Language, Messages>>>>({ [SOURCE_LANGUAGE]: source });
  const shown = shallowRef<Language>(SOURCE_LANGUAGE);

  function read(language: Language, key: string, values: TextValues | number = {}, count?: number): string {
    const message = loaded.value[language]?.[key] ?? loaded.value[SOURCE_LANGUAGE]?.[key];
    if (!message) {
      // eslint-disable-next-line no-console -- a screen must show no key, and only a developer can fix it
      console.error(`There is no text "${key}".`);
      return key;
    }
    if (typeof values === 'number') return message({ n: values, count: values }, values);
    if (count !== undefined) return message({ n: count, count, ...values }, count);
    const counted = [values['count'], values['n']].find((value) => typeof value === 'number');
    return message(values, counted ?? 1);
  }

  const texts: Texts = {
    t: (...asked) => read(shown.value, ...asked),
    textsIn:
      (language) =>
      (...asked) =>
        read(language, ...asked),
    has: (key) => loaded.value[SOURCE_LANGUAGE]?.[key] !== undefined,
  };
  return {
    ...texts,
    plugin: (app) => {
      app.provide(textsKey, texts);
      app.config.globalProperties.$t = texts.t;
    },
    add: (language, areas) => {
      const added = { ...loaded.value[language], ...compileMessages(areas, language) };
      loaded.value = { ...loaded.value, [language]: added };
    },
    show: (language) => {
      shown.value = language;
    },
  };
}

/**
 * The texts of the interface, in setup.
 * @throws Error where the app has none
 */
export function useI18n(): Texts {
  const texts = inject(textsKey, null);
  if (!texts) throw new Error('The app has no texts: its plugin is missing.');
  return texts;
}
