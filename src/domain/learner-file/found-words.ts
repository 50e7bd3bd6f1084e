import type { NoteRevision } from '../notes/note';
import {
  arePlain,
  keyTagOf,
  textsOf,
  withTexts,
  withWords,
  writtenAnswer,
  type Words,
} from '../protection/sealed-words';
import type { Statement } from '../record/statement';
import type { TextAnswer } from '../series/question';

/** True for the tag of a key with which nothing can be opened here. */
export type IsClosed = (tag: string) => boolean;

/**
 * A row of a record with the words of a file's copy, where its own are sealed with a key that nothing opens and the
 * copy's are plain; null where there are none. Everything else stays: a file fills in what nobody can read, and changes
 * nothing that can be read.
 */
export function withFoundWords<Row extends NoteRevision | Statement>(
  here: Row,
  copy: Row,
  isClosed: IsClosed,
): Row | null;
export function withFoundWords(
  here: NoteRevision | Statement,
  copy: NoteRevision | Statement,
  isClosed: IsClosed,
): NoteRevision | Statement | null {
  if ('verb' in here) return 'verb' in copy ? statementWithWords(here, copy, isClosed) : null;
  if ('verb' in copy || !isFound(here, copy, isClosed)) return null;
  return withWords(here, copy);
}

function statementWithWords(here: Statement, copy: Statement, isClosed: IsClosed): Statement | null {
  const [own, other] = [writtenAnswer(here), writtenAnswer(copy)];
  if (here.verb !== 'answered' || !own || !other) return null;
  const copies = new Map(textsOf(other).map(({ part, answer }) => [part, answer]));
  const found = new Map<string, TextAnswer>();
  for (const { part, answer } of textsOf(own)) {
    const words = copies.get(part);
    if (words && isFound(answer, words, isClosed)) found.set(part, words);
  }
  return found.size > 0 ? { ...here, answer: withTexts(own, found) } : null;
}

function isFound(here: Words, copy: Words, isClosed: IsClosed): boolean {
  const tag = keyTagOf(here);
  return tag !== null && isClosed(tag) && copy.sealed === undefined && arePlain(copy);
}
