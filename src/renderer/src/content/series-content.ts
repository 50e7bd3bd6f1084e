import series from 'virtual:series';
import moduleLoaders from 'virtual:series/modules';
import type { StoredEntries } from '../../../domain/search/search-index';
import type { ArticleIndex } from '../../../domain/series/article-index';
import type { QuestionIndex } from '../../../domain/review/question-index';
import type { ModuleContent, Term } from '../../../domain/series/module';
import type { SourceList } from '../../../domain/series/source-list';
import type { Series } from '../../../domain/series/series';
import { ContentError } from './content-error';

/** The outline of the series: small, part of the first load. */
export const seriesOutline: Series = series;

/**
 * Loads a module's study text.
 *
 * @throws ContentError when the file is missing, damaged, or holds another module
 */
export async function loadModuleContent(
  moduleId: string,
  loaders: Readonly<Record<string, () => Promise<{ readonly default: ModuleContent }>>> = moduleLoaders,
): Promise<ModuleContent> {
  const part = `module "${moduleId}"`;
  const loader = loaders[moduleId];
  if (!loader) throw new ContentError(part);
  const content = await loaded(part, loader);
  if (content?.moduleId !== moduleId || !Array.isArray(content.sections) || !Array.isArray(content.questions)) {
    throw new ContentError(part);
  }
  return content;
}

/** Loads all terms of the glossary, in alphabetical order. @throws ContentError */
export async function loadGlossary(
  load: () => Promise<{ readonly default: readonly Term[] }> = () => import('virtual:series/glossary'),
): Promise<readonly Term[]> {
  return loaded('glossary', load);
}

/** Loads the index of every cited article and paragraph. @throws ContentError */
export async function loadArticleIndex(): Promise<ArticleIndex> {
  return loaded('index of articles', () => import('virtual:series/article-index'));
}

/** Loads every source of the course with the modules that rest on it. @throws ContentError */
export async function loadSources(): Promise<SourceList> {
  return loaded('list of sources', () => import('virtual:series/sources'));
}

/** Loads the index of every graded question. @throws ContentError */
export async function loadQuestionIndex(): Promise<QuestionIndex> {
  return loaded('index of questions', () => import('virtual:series/question-index'));
}

/** Loads what a search finds of the course, with its index. @throws ContentError */
export async function loadCourseSearch(
  load: () => Promise<{ readonly default: StoredEntries }> = () => import('virtual:series/search'),
): Promise<StoredEntries> {
  return loaded('search', load);
}

async function loaded<Part>(part: string, load: () => Promise<{ readonly default: Part }>): Promise<Part> {
  try {
    return (await load()).default;
  } catch (error) {
    throw new ContentError(part, { cause: error });
  }
}
