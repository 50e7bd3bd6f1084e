import type { RouteLocationRaw } from 'vue-router';
import { useAppContext } from '../../app-context';
import { routeNames, sectionRoute } from '../../routes';
import { compactStretches, foundStretches, type SoughtWords } from '../../../../domain/search/excerpt';
import type { SearchEntry } from '../../../../domain/search/search-entry';
import { findSection } from '../../../../domain/series/series';
import { SOURCE_LANGUAGE } from '../../../../domain/text/language';
import { useFoundPlace } from '../../stores/record/found-place';
import { useSearch } from '../../stores/record/search';

/**
 * Leads from a result to the very words. The address names what the course calls a thing; words that somebody searched
 * for or wrote are never in it.
 */
export function useSearchTarget(): (entry: SearchEntry, sought: SoughtWords) => Promise<RouteLocationRaw | null> {
  const { shownSeries } = useAppContext();
  const foundPlace = useFoundPlace();
  const search = useSearch();
  const isKnown = (sectionId: string): boolean => findSection(shownSeries, sectionId) !== undefined;

  return async (
    { kind, moduleId = '', sectionId = '', blockId, ref = '', text, language = SOURCE_LANGUAGE },
    sought,
  ) => {
    switch (kind) {
      case 'module':
        return { name: routeNames.module, params: { moduleId } };
      case 'lesson': {
        const stretches = compactStretches(text, foundStretches(text, sought));
        foundPlace.show({ sectionId, blockId: blockId ?? '', language, stretches });
        return sectionRoute(sectionId, blockId);
      }
      case 'figure':
        return withQuery(sectionRoute(sectionId, blockId), { figure: ref });
      case 'job-aid':
        return { name: routeNames.jobAid, params: { moduleId } };
      case 'term':
        return { name: routeNames.glossary, query: { term: ref } };
      case 'article': {
        const slash = ref.indexOf('/');
        return { name: routeNames.articleIndex, query: { source: ref.slice(0, slash), place: ref.slice(slash + 1) } };
      }
      case 'source':
        return sectionId === ''
          ? { name: routeNames.articleIndex, query: { source: ref } }
          : withQuery(sectionRoute(sectionId), { source: ref });
      case 'rationale': {
        const attemptId = await search.attemptWith(moduleId, ref).catch(() => null);
        return attemptId === null
          ? sectionRoute(sectionId)
          : { name: routeNames.quizResult, params: { moduleId, attemptId }, query: { question: ref } };
      }
      case 'note':
        return isKnown(sectionId)
          ? sectionRoute(sectionId, blockId, ref)
          : { name: routeNames.notes, query: { note: ref } };
      case 'command':
        return null;
    }
  };
}

function withQuery(route: ReturnType<typeof sectionRoute>, query: Readonly<Record<string, string>>): RouteLocationRaw {
  return { ...route, query: { ...route.query, ...query } };
}
