// An ambient module can name a relative path in `import()` types alone.
/* eslint-disable @typescript-eslint/consistent-type-imports */

// What the build makes of `resources/series` (`src/authoring/series-plugin.ts`).

/** The series' outline: titles, presenters, section lists. No study text. */
declare module 'virtual:series' {
  const series: import('../../../domain/series/series').Series;
  export default series;
}

/** What the modules say of themselves, by module id. Import it lazily. */
declare module 'virtual:series/introductions' {
  const introductions: import('../../../domain/series/module').Introductions;
  export default introductions;
}

/** Study text by module id; each loads its own chunk. */
declare module 'virtual:series/modules' {
  const modules: Readonly<
    Record<string, () => Promise<{ readonly default: import('../../../domain/series/module').ModuleContent }>>
  >;
  export default modules;
}

/** All terms of the glossary, in alphabetical order. Import it lazily. */
declare module 'virtual:series/glossary' {
  const glossary: readonly import('../../../domain/series/module').Term[];
  export default glossary;
}

/** Every source with the modules that rest on it. Import it lazily. */
declare module 'virtual:series/sources' {
  const sources: import('../../../domain/series/source-list').SourceList;
  export default sources;
}

/** The article index, instruments in alphabetical order. Import it lazily. */
declare module 'virtual:series/article-index' {
  const articleIndex: import('../../../domain/series/article-index').ArticleIndex;
  export default articleIndex;
}

/** Every graded question of the series, without its text. Import it lazily. */
declare module 'virtual:series/question-index' {
  const questionIndex: import('../../../domain/review/question-index').QuestionIndex;
  export default questionIndex;
}

/** The course in its other language; null where nothing is translated. Each part is a chunk of its own. */
declare module 'virtual:series/translation' {
  type Part<Content> = () => Promise<{ readonly default: Content }>;
  const translation: {
    readonly outline: Part<import('../../../domain/series/translation').SeriesTranslation>;
    readonly introductions: Part<import('../../../domain/series/module').Introductions>;
    readonly glossary: Part<readonly import('../../../domain/series/module').Term[]>;
    readonly search: Part<import('../../../domain/search/search-index').StoredEntries>;
    /** By id, those that are translated. */
    readonly modules: Readonly<Record<string, Part<import('../../../domain/series/module').ModuleContent>>>;
  } | null;
  export default translation;
}

/** What a search finds of the course, with its index. Import it lazily. */
declare module 'virtual:series/search' {
  const courseSearch: import('../../../domain/search/search-index').StoredEntries;
  export default courseSearch;
}
