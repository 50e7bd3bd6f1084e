import { fromBase64 } from '../json/base64';
import type { HighlightColour, QuoteAnchor } from '../notes/highlight';
import type { NoteRevision } from '../notes/note';
import type { Answer, TextAnswer } from '../series/question';
import type { Attempt, AttemptAnswer } from '../quiz/attempt';
import { isObject } from '../json/json-value';
import type { Statement } from '../record/statement';

/**
 * What a PIN protects: the words that a learner wrote, in notes, tags and answers to reflections, and what they marked.
 * Study text is public, so an offset or a colour would reveal the words. The rest of a row stays readable, so that
 * records are merged, compared and restored without the key.
 */
export interface Words {
  readonly text: string;
  readonly quote?: string;
  readonly anchor?: QuoteAnchor;
  readonly colour?: HighlightColour;
  readonly tags?: readonly string[];
  readonly dismissed?: readonly string[];
  /**
   * Base64 of one byte for the encoding, four for the key's tag, twelve of nonce, and the words, encrypted with
   * AES-256-GCM. `text` and `quote` are empty then, the others absent.
   */
  readonly sealed?: string;
}

/** Everything of the words but text and quote: what is marked, and how. */
type Marks = Pick<Words, 'anchor' | 'colour' | 'tags' | 'dismissed'>;

/** True where any of it is plain: not sealed. */
export function arePlain({ text, quote, ...marks }: Words): boolean {
  return text !== '' || (quote !== undefined && quote !== '') || hasMarks(marks);
}

/** True where the words have more than text and quote. */
export function hasMarks({ anchor, colour, tags, dismissed }: Marks): boolean {
  return [anchor, colour, tags, dismissed].some((mark) => mark !== undefined);
}

/** The marks that are there. */
export function presentMarks(all: { readonly [Key in keyof Marks]-?: Marks[Key] | undefined }): Marks {
  return Object.fromEntries(Object.entries(all).filter(([, mark]) => mark !== undefined));
}

/** A note with these words in place of its own. */
export function withWords(
  note: NoteRevision,
  { text, quote = '', anchor, colour, tags, dismissed, sealed }: Words,
): NoteRevision {
  const { sealed: _, anchor: __, colour: ___, tags: ____, dismissed: _____, ...rest } = note;
  const marks = presentMarks({ anchor, colour, tags, dismissed });
  return { ...rest, text, quote, ...marks, ...(sealed === undefined ? {} : { sealed }) };
}

/** The tag of the key that sealed the words, as hexadecimal, or null where they aren't sealed. */
export function keyTagOf({ sealed }: Words): string | null {
  if (sealed === undefined) return null;
  const start = fromBase64(sealed.slice(0, 8));
  return start && start.length > 4
    ? [...start.slice(1, 5)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    : null;
}

/** The tag of a key: the end of its id, which is random. */
export function keyTag(keyId: string): string {
  return keyId.slice(-8);
}

/** The words in an answer, with the part of a case study in which they are ('' for the answer itself). */
export function textsOf(answer: Answer): readonly { readonly part: string; readonly answer: TextAnswer }[] {
  if (answer.kind === 'text') return [{ part: '', answer }];
  if (answer.kind !== 'case') return [];
  return Object.entries(answer.parts).flatMap(([part, each]: [string, unknown]) =>
    isObject(each) && each['kind'] === 'text' ? [{ part, answer: each as unknown as TextAnswer }] : [],
  );
}

/** An answer with other words in it, by part. */
export function withTexts(answer: Answer, texts: ReadonlyMap<string, TextAnswer>): Answer {
  if (answer.kind === 'text') return texts.get('') ?? answer;
  if (answer.kind !== 'case') return answer;
  return {
    ...answer,
    parts: Object.fromEntries(Object.entries(answer.parts).map(([part, each]) => [part, texts.get(part) ?? each])),
  };
}

/**
 * The answer of a statement that holds words, or null. A journal's lines aren't validated: an invalid one must not stop
 * the others.
 */
export function writtenAnswer(statement: Statement): Answer | null {
  if (statement.verb !== 'answered' || !isObject(statement.answer)) return null;
  if (statement.answer.kind === 'case' && !isObject(statement.answer.parts)) return null;
  return textsOf(statement.answer).length > 0 ? statement.answer : null;
}

/** True where any words of a row are sealed. */
export function hasSealedWords(row: NoteRevision | Statement): boolean {
  return wordsOf(row).some(({ sealed }) => sealed !== undefined);
}

/** The tags of the keys that sealed any words of a row. */
export function keyTagsOf(row: NoteRevision | Statement): readonly string[] {
  return wordsOf(row)
    .map(keyTagOf)
    .filter((tag) => tag !== null);
}

/** The tags of the keys that sealed any words given in an attempt. */
export function keyTagsOfAttempt(attempt: Attempt): readonly string[] {
  return wordsIn(attempt)
    .map(keyTagOf)
    .filter((tag) => tag !== null);
}

/** True where any words of a row are plain. */
export function hasPlainWords(row: NoteRevision | Statement): boolean {
  return wordsOf(row).some(arePlain);
}

/** True where any words given in an attempt are plain. */
export function hasPlainAnswers(attempt: Attempt): boolean {
  return wordsIn(attempt).some(arePlain);
}

/** True where any words given in an attempt are sealed. */
export function hasSealedAnswers(attempt: Attempt): boolean {
  return wordsIn(attempt).some(({ sealed }) => sealed !== undefined);
}

/** An attempt with other answers, the current ones and the replaced ones. */
export function withAnswers(attempt: Attempt, other: (given: AttemptAnswer) => Answer): Attempt {
  const mapped = <Given extends AttemptAnswer>(all: Readonly<Record<string, Given>>): Readonly<Record<string, Given>> =>
    Object.fromEntries(Object.entries(all).map(([key, each]) => [key, { ...each, answer: other(each) }]));
  return { ...attempt, answers: mapped(attempt.answers), given: mapped(attempt.given) };
}

function wordsOf(row: NoteRevision | Statement): readonly Words[] {
  if (!('verb' in row)) return [row];
  const answer = writtenAnswer(row);
  return answer ? wordsOfAnswer(answer) : [];
}

/** The words given in an attempt, in the answers that count and in the replaced ones. */
function wordsIn({ answers, given }: Attempt): readonly Words[] {
  return [...Object.values(answers), ...Object.values(given)].flatMap(({ answer }) => wordsOfAnswer(answer));
}

function wordsOfAnswer(answer: Answer): readonly Words[] {
  return textsOf(answer).map((text) => text.answer);
}
