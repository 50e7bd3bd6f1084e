import type { Language } from '../text/language';

/** What can be found in one search: the course, what the learner wrote, and the app's own places. */
export type EntryKind =
  'module' | 'lesson' | 'figure' | 'job-aid' | 'term' | 'article' | 'source' | 'rationale' | 'note' | 'command';

/** One thing that a search can find. */
export interface SearchEntry {
  /** Unique over all entries. */
  readonly id: string;
  readonly kind: EntryKind;
  /** What it is called: a heading, a term, a tag. Weighs more than the text. */
  readonly title: string;
  /** What is searched besides, and quoted in the result. Of a lesson, the block's text as `blockText` gives it. */
  readonly text: string;
  /** Module that it belongs to; absent where it belongs to none. */
  readonly moduleId?: string;
  /** Section to which it leads. */
  readonly sectionId?: string;
  /** Block to which it leads, or that holds the figure. */
  readonly blockId?: string;
  /** Its own id in its kind: of a figure, term, source, question, note or command. */
  readonly ref?: string;
  /** Of a translation, whose id ends with `@` and this; absent in the course's source language, and for all else. */
  readonly language?: Language;
}

/** What an entry is about, whatever its language: the id without the mark of the language. */
export function subjectOf({ id, language }: Pick<SearchEntry, 'id' | 'language'>): string {
  return language ? id.slice(0, -`@${language}`.length) : id;
}
