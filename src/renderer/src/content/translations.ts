import type Chunks from 'virtual:series/translation';
import { shallowRef } from 'vue';
import type { StoredEntries } from '../../../domain/search/search-index';
import type { Introductions, ModuleContent, Term } from '../../../domain/series/module';
import type { Series } from '../../../domain/series/series';
import { translatedSeries, type SeriesTranslation } from '../../../domain/series/translation';
import { LANGUAGES, SOURCE_LANGUAGE, type Language } from '../../../domain/text/language';
import { loadCourseSearch, loadGlossary, loadModuleContent, seriesOutline } from './series-content';

/** What is loaded before anything of the course is shown in the other language. */
interface Loaded {
  readonly outline: SeriesTranslation;
  readonly introductions: Introductions;
  readonly series: Series;
  readonly chunks: NonNullable<typeof Chunks>;
}

/** The course in the languages that it is read in. What isn't translated, or isn't loaded yet, is in the source's. */
export interface Translations {
  /** Loads titles and introductions, where they aren't loaded yet. Rejects where they can't be. */
  readonly load: () => Promise<void>;
  /** Reactive, as what follows. */
  readonly translationIn: (language: Language) => SeriesTranslation | undefined;
  readonly seriesIn: (language: Language) => Series;
  /** The series in a language that changes: each of its parts is that of the language at the time. */
  readonly seriesOf: (language: () => Language) => Series;
  readonly introductionsIn: (language: Language) => Introductions | undefined;
  /** Each rejects with `ContentError`. */
  readonly loadModule: (moduleId: string, language: Language) => Promise<ModuleContent>;
  readonly loadGlossary: (language: Language) => Promise<readonly Term[]>;
  /** One for each language. */
  readonly loadSearch: () => Promise<readonly StoredEntries[]>;
}

/** The course's other language. */
const OTHER = LANGUAGES.find((language) => language !== SOURCE_LANGUAGE);

/** Nothing is loaded yet: in the first load of the source's language there is nothing of the other. */
export function createTranslations(): Translations {
  const loaded = shallowRef<Loaded>();
  const loadedIn = (language: Language): Loaded | undefined => (language === OTHER ? loaded.value : undefined);
  async function load(): Promise<void> {
    if (loaded.value) return;
    const { default: chunks } = await import('virtual:series/translation');
    if (!chunks) return;
    const [{ default: outline }, { default: introductions }] = await Promise.all([
      chunks.outline(),
      chunks.introductions(),
    ]);
    loaded.value = { outline, introductions, series: translatedSeries(seriesOutline, outline), chunks };
  }
  const seriesIn = (language: Language): Series => loadedIn(language)?.series ?? seriesOutline;
  /** Where it can't be loaded, the course is in the source's language. */
  const loadIfPossible = (): Promise<void> => load().catch(() => undefined);
  return {
    load,
    translationIn: (language) => loadedIn(language)?.outline,
    seriesIn,
    seriesOf: (language) =>
      new Proxy(seriesOutline, { get: (_, part) => Reflect.get(seriesIn(language()), part) as unknown }),
    introductionsIn: (language) => loadedIn(language)?.introductions,
    loadModule: async (moduleId, language) => {
      if (language !== SOURCE_LANGUAGE) await loadIfPossible();
      const chunks = loadedIn(language)?.chunks.modules;
      return chunks?.[moduleId] ? loadModuleContent(moduleId, chunks) : loadModuleContent(moduleId);
    },
    loadGlossary: async (language) => {
      if (language !== SOURCE_LANGUAGE) await loadIfPossible();
      return loadGlossary(loadedIn(language)?.chunks.glossary);
    },
    loadSearch: async () => {
      await loadIfPossible();
      const other = loaded.value?.chunks.search;
      return Promise.all([loadCourseSearch(), ...(other ? [loadCourseSearch(other)] : [])]);
    },
  };
}
