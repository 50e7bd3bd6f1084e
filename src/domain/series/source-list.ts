import { compareSources, type Citation, type Source } from './citation';
import type { ModuleContent } from './module';
import { questionCitations } from './question';

/** A source with the modules whose sections and questions rest on it. */
export interface ListedSource {
  readonly source: Source;
  /** In the order of the series. */
  readonly modules: readonly {
    readonly moduleId: string;
    /** Places that its sections and questions cite, each once, in order of appearance. */
    readonly places: readonly string[];
  }[];
}

/** Every source of the course; instruments first, each kind in alphabetical order of the short forms. */
export type SourceList = readonly ListedSource[];

/** Derives the list from the citations of all sections and questions. `modules` in the order of the series. */
export function sourceList(modules: readonly ModuleContent[]): SourceList {
  const sources = new Map(modules.flatMap((module) => module.sources).map((source) => [source.id, source]));
  return [...sources.values()]
    .map((source) => ({
      source,
      modules: modules.flatMap((module) => {
        const cited = citationsOf(module).filter(({ sourceId }) => sourceId === source.id);
        if (cited.length === 0) return [];
        const places = [...new Set(cited.map(({ locator }) => locator))].filter((place) => place !== '');
        return [{ moduleId: module.moduleId, places }];
      }),
    }))
    .sort((a, b) => rank(a.source) - rank(b.source) || compareSources(a.source, b.source));
}

function citationsOf(module: ModuleContent): readonly Citation[] {
  return [
    ...module.sections.flatMap(({ citations }) => citations),
    ...module.questions.flatMap((question) => questionCitations(question)),
  ];
}

function rank({ kind }: Source): number {
  return kind === 'instrument' ? 0 : 1;
}
