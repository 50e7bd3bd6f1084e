/**
 * What is said first of a file, worst first; the other facts stand below it.
 * - `not-ours`: nothing that this app reads; `unreadable`: damaged, locked, too large
 * - `changed`: it says or shows something else than was signed
 * - `learner-file`: a backup, which holds private notes and isn't read
 * - `another-course`: of another course or edition
 * - `twice`: another file says exactly the same; `older`: a later one of the same pair takes its place
 * - `unnamed`: an intact certificate that no report of this course here names: it is in nobody's row
 * - `unknown-computer`, `unknown-person`: intact, and its pair isn't known; `known`: intact and known
 */
export const HEADLINES = [
  'not-ours',
  'unreadable',
  'changed',
  'learner-file',
  'another-course',
  'twice',
  'older',
  'unnamed',
  'unknown-computer',
  'unknown-person',
  'known',
] as const;

export type Headline = (typeof HEADLINES)[number];

/** Headlines of files that are intact and count. */
export const COUNTED_HEADLINES: readonly Headline[] = ['unknown-computer', 'unknown-person', 'known'];

/** The facts on a file that decide on its headline. All but the first tell something of an intact one alone. */
export interface FileFacts {
  readonly content: 'not-ours' | 'unreadable' | 'changed' | 'learner-file' | 'intact';
  readonly isOfCourse: boolean;
  readonly isCopy: boolean;
  readonly isReplaced: boolean;
  readonly isUnnamed: boolean;
  readonly isComputerKnown: boolean;
  readonly isPersonKnown: boolean;
}

/** The one headline of a file: the first that is true of it. */
export function headlineOf(facts: FileFacts): Headline {
  if (facts.content !== 'intact') return facts.content;
  if (!facts.isOfCourse) return 'another-course';
  if (facts.isCopy) return 'twice';
  if (facts.isReplaced) return 'older';
  if (facts.isUnnamed) return 'unnamed';
  if (!facts.isComputerKnown) return 'unknown-computer';
  return facts.isPersonKnown ? 'known' : 'unknown-person';
}
