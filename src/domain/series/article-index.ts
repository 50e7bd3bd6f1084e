import { comparePlaces, readLocator, type Place } from './locator';
import type { ModuleContent } from './module';
import { compareSources, type Citation, type Source } from './citation';
import { questionCitations } from './question';

/** A place in an instrument with the sections and questions about it. */
export interface IndexedPlace {
  /** e.g. `art. 37(b)` or `paras. 29-31`; empty for the document as a whole. */
  readonly label: string;
  /** Sections that cite it, in the order of the series. */
  readonly sectionIds: readonly string[];
  /** Questions that cite it, by module, in the order of the series; a case counts once. */
  readonly questions: readonly { readonly moduleId: string; readonly count: number }[];
}

/** An instrument with its cited places in natural order. */
export interface IndexedSource {
  readonly source: Source;
  readonly places: readonly IndexedPlace[];
}

/** Every cited place of every instrument; instruments in alphabetical order of their short forms. */
export type ArticleIndex = readonly IndexedSource[];

interface Draft {
  readonly place: Place;
  readonly sectionIds: Set<string>;
  readonly questionIds: Map<string, Set<string>>;
}

/**
 * Derives the index from the citations of all sections and the sources of all questions. `modules` in the order of the
 * series.
 */
export function articleIndex(modules: readonly ModuleContent[]): ArticleIndex {
  const sources = new Map(modules.flatMap((module) => module.sources).map((source) => [source.id, source]));
  const drafts = new Map<Source, Map<string, Draft>>();

  const draftsOf = ({ sourceId, locator }: Citation): readonly Draft[] => {
    const source = sources.get(sourceId);
    if (source?.kind !== 'instrument') return [];
    const ofSource = drafts.get(source) ?? new Map<string, Draft>();
    drafts.set(source, ofSource);
    return readLocator(locator).map((place) => {
      const draft = ofSource.get(place.label) ?? {
        place,
        sectionIds: new Set(),
        questionIds: new Map<string, Set<string>>(),
      };
      ofSource.set(place.label, draft);
      return draft;
    });
  };

  for (const { moduleId, sections, questions } of modules) {
    for (const section of sections)
      for (const draft of section.citations.flatMap(draftsOf)) draft.sectionIds.add(section.id);
    for (const question of questions) {
      for (const { questionIds } of questionCitations(question).flatMap(draftsOf)) {
        questionIds.set(moduleId, (questionIds.get(moduleId) ?? new Set()).add(question.id));
      }
    }
  }

  return [...drafts]
    .map(([source, ofSource]) => ({
      source,
      places: [...ofSource.values()].sort((a, b) => comparePlaces(a.place, b.place)).map(indexed),
    }))
    .sort((a, b) => compareSources(a.source, b.source));
}

function indexed({ place, sectionIds, questionIds }: Draft): IndexedPlace {
  return {
    label: place.label,
    sectionIds: [...sectionIds],
    questions: [...questionIds].map(([moduleId, ids]) => ({ moduleId, count: ids.size })),
  };
}
