import { inject, type InjectionKey, type Plugin } from 'vue';
import { SOURCE_LANGUAGE, type Language } from '../../../domain/text/language';
import { setInterfaceLanguage } from './interface-language';
import start from './locales/en/start.json';
import { createVueTexts, type InterfaceTexts } from './vue-texts';

/** Areas of the first screen and of a start that failed. */
type Start = Pick<InterfaceTexts, keyof typeof start>;
type Screens = Omit<InterfaceTexts, keyof typeof start>;

/** The chunks of a language; the start of English is part of the first load. */
export interface LanguageChunks {
  readonly start?: () => Promise<{ readonly default: Start }>;
  readonly screens: () => Promise<{ readonly default: Screens }>;
}

const CHUNKS: Readonly<Record<Language, LanguageChunks>> = {
  en: { screens: () => import('./locales/en/screens.json') },
  km: { start: () => import('./locales/km/start.json'), screens: () => import('./locales/km/screens.json') },
};

/** What the app asks of its texts. */
export interface TextLoader {
  /**
   * Loads the texts of the screens outside the first load, in the language of the page.
   * @throws Error where they can't be loaded; the next call tries again
   */
  readonly loadScreens: () => Promise<void>;
  /**
   * Loads the texts of a language that the page isn't in, for a paper.
   * @throws Error where they can't be loaded; the next call tries again
   */
  readonly loadFor: (paper: Language) => Promise<void>;
  /**
   * Puts the page into a language, without a restart; the last one that was asked for wins.
   * @throws Error where its texts can't be loaded; the page stays as it is
   */
  readonly show: (language: Language) => Promise<void>;
}

const textsKey: InjectionKey<TextLoader> = Symbol('texts');

/**
 * The texts of the interface. English ones of the first screen are there at once; the rest is one chunk a language,
 * which comes with the first screen that needs it: the router waits for it, and so does every lazy part
 * (`components/page/lazy-part.ts`).
 */
export function createTexts(
  chunks: Readonly<Record<Language, LanguageChunks>> = CHUNKS,
): TextLoader & { readonly plugin: Plugin } {
  const texts = createVueTexts(start);
  const loads = new Map<string, Promise<void>>();
  let wanted: Language = SOURCE_LANGUAGE;
  let shown: Language = SOURCE_LANGUAGE;
  let areScreensWanted = false;

  function load(language: Language, name: keyof LanguageChunks): Promise<void> {
    const key = `${language}/${name}`;
    const running = loads.get(key);
    if (running) return running;
    const loading = loadChunk(language, name).catch((error: unknown) => {
      loads.delete(key);
      throw error;
    });
    loads.set(key, loading);
    return loading;
  }

  /** English ones too: what is inside the course's text is in its language. */
  async function loadScreensOf(language: Language): Promise<void> {
    await Promise.all([load(SOURCE_LANGUAGE, 'screens'), load(language, 'screens')]);
  }

  async function loadChunk(language: Language, name: keyof LanguageChunks): Promise<void> {
    const chunk = await chunks[language][name]?.();
    if (chunk) texts.add(language, chunk.default);
  }

  const loader: TextLoader = {
    loadScreens: () => {
      areScreensWanted = true;
      return loadScreensOf(wanted);
    },
    loadFor: async (paper) => {
      await Promise.all([load(paper, 'start'), load(paper, 'screens')]);
    },
    show: async (language) => {
      wanted = language;
      if (language === shown) return;
      try {
        await load(language, 'start');
        if (areScreensWanted) await loadScreensOf(language);
      } catch (error) {
        if (wanted === language) wanted = shown;
        throw error;
      }
      if (wanted !== language) return;
      shown = language;
      texts.show(language);
      setInterfaceLanguage(language);
    },
  };

  return {
    ...loader,
    plugin: (app) => {
      app.use(texts.plugin).provide(textsKey, loader);
    },
  };
}

/** The loader of the texts, in setup. Without one all texts are loaded already. */
export function useTexts(): TextLoader {
  return inject(textsKey, {
    loadScreens: async () => undefined,
    loadFor: async () => undefined,
    show: async () => undefined,
  });
}
