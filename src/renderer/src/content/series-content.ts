import series from 'virtual:series';
import moduleLoaders from 'virtual:series/modules';
import type { StoredEntries } from '../../../domain/search/search-index';
import type { ArticleIndex } from '../../../domain/series/article-index';
import type { QuestionIndex } from '../../../domain/review/question-index';
import type { ModuleContent, Term } from '../../../domain/series/module';
import type { SourceList } from '../../../domain/series/source-list';
import type { Series } from '../../../domain/series/series';

/** The outline of the series: small, part of the first load. */
export const seriesOutline: Series = series;

/** A module's text could not be loaded: its file is missing or damaged. */
export class ContentError extends Error {
  override readonly name = 'ContentError';

  constructor(
    readonly moduleId: string,
    options?: ErrorOptions,
  ) {
    super(`The text of module "${moduleId}" could not be loaded.`, options);
  }
}

/**
 * Loads a module's study text.
 *
 * @throws ContentError when the file is missing, damaged, or holds another module
 */
export async function loadModuleContent(
  moduleId: string,
  loaders: Readonly<Record<string, () => Promise<{ readonly default: ModuleContent }>>> = moduleLoaders,
): Promise<ModuleContent> {
  const loader = loaders[moduleId];
  if (!loader) throw new ContentError(moduleId);
  let content: ModuleContent;
  try {
    content = (await loader()).default;
  } catch (error) {
    throw new ContentError(moduleId, { cause: error });
  }
  if (content?.moduleId !== moduleId || !Array.isArray(content.sections) || !Array.isArray(content.questions)) {
    throw new ContentError(moduleId);
  }
  return content;
}

/** Loads all terms of the glossary, in alphabetical order. */
export async function loadGlossary(): Promise<readonly Term[]> {
  return (await import('virtual:series/glossary')).default;
}

/** Loads the index of every cited article and paragraph. */
export async function loadArticleIndex(): Promise<ArticleIndex> {
  return (await import('virtual:series/article-index')).default;
}

/** Loads every source of the course with the modules that rest on it. */
export async function loadSources(): Promise<SourceList> {
  return (await import('virtual:series/sources')).default;
}

/** Loads the index of every graded question. */
export async function loadQuestionIndex(): Promise<QuestionIndex> {
  return (await import('virtual:series/question-index')).default;
}

/** Loads what a search finds of the course, with its index. */
export async function loadCourseSearch(): Promise<StoredEntries> {
  return (await import('virtual:series/search')).default;
}
