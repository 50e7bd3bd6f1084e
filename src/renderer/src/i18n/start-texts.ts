import { inject, type InjectionKey, type Plugin } from 'vue';
import start from './locales/en/start.json';
import { createVueTexts, type EnglishTexts } from './vue-texts';

/**
 * Loads the texts of the screens outside the first load.
 * @throws Error where they can't be loaded; the next call tries again
 */
export type LoadScreenTexts = () => Promise<void>;

const screenTextsKey: InjectionKey<LoadScreenTexts> = Symbol('screen texts');

/** The texts of the first load, and the loader of the rest. */
export interface StartTexts {
  readonly plugin: Plugin;
  readonly loadScreens: LoadScreenTexts;
}

/**
 * The texts of the first screen and of a start that failed. The rest is one chunk a language, which
 * comes with the first screen that needs it: the router waits for it, and so does every lazy part
 * (`components/page/lazy-part.ts`).
 *
 * @param load the chunk of the other texts
 */
export function createStartTexts(
  load: () => Promise<{ readonly default: Omit<EnglishTexts, keyof typeof start> }> = () =>
    import('./locales/en/screens.json'),
): StartTexts {
  const texts = createVueTexts(start);
  let loading: Promise<void> | undefined;

  const loadScreens: LoadScreenTexts = () => {
    loading ??= load().then(
      ({ default: screens }) => {
        texts.add(screens);
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };

  return {
    plugin: (app) => {
      app.use(texts.plugin).provide(screenTextsKey, loadScreens);
    },
    loadScreens,
  };
}

/** The loader of the screens' texts, in setup. Without one all texts are loaded already. */
export function useScreenTexts(): LoadScreenTexts {
  return inject(screenTextsKey, async () => undefined);
}
