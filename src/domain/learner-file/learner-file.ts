import type { Learner } from '../learner/learner';
import type { NoteRevision } from '../notes/note';
import type { KeyRecord } from '../protection/protection';
import type { ReadingPosition } from '../record/position';
import type { Statement } from '../record/statement';

/**
 * The learner file: one learner's whole record as JSON lines in UTF-8, to be saved, moved to another computer or merged
 * there. Line 1 is the header, each further line one change, the last line the seal.
 * `docs/decisions/005-learner-file.md` says why.
 */
export const LEARNER_FILE_FORMAT = 'child-justice-series-learner';

/**
 * Newest version that this app writes and reads. Raised where an old app would misread a new file; an additional field
 * doesn't raise it.
 */
export const LEARNER_FILE_VERSION = 1;

/** Largest file that is read, in bytes: a record of ten years takes about a tenth. */
export const MAXIMUM_FILE_BYTES = 256 * 1024 * 1024;

/** Longest line, in bytes: the longest note, every character escaped, fits. */
export const MAXIMUM_LINE_BYTES = 512 * 1024;

/** First line. */
export interface LearnerFileHeader {
  readonly format: typeof LEARNER_FILE_FORMAT;
  readonly version: number;
  /** UUID of the learner whose record it is. */
  readonly learnerId: string;
  /** ISO instant at which the file was made. */
  readonly createdAt: string;
  /** Changes that follow, by kind. */
  readonly counts: Readonly<Record<FileChange['kind'], number>>;
  /**
   * The keys of words that stand sealed in the file, locked with PIN and recovery code as in the journal; absent where
   * none do. Versions of the app that don't know them bring in the rest.
   */
  readonly keys?: readonly KeyRecord[];
}

/** Most keys in a file: a learner has one for each PIN that was lost or set in two browsers at once. */
export const MAXIMUM_FILE_KEYS = 20;

/** Longest key that is taken from a file, in UTF-16 units of JSON: one has some 700, and goes into the journal. */
export const MAXIMUM_KEY_LENGTH = 8_192;

/** One change; the kinds and bodies are those of the journal. */
export type FileChange =
  | { readonly kind: 'learner'; readonly body: Learner }
  | { readonly kind: 'statement'; readonly body: Statement }
  | { readonly kind: 'note'; readonly body: NoteRevision }
  | { readonly kind: 'position'; readonly body: ReadingPosition };

/** Last line. */
export interface LearnerFileSeal {
  readonly end: true;
  /** Number of changes. */
  readonly changes: number;
  /**
   * Statements that point to a statement which the record itself lacks (a journal can have a hole). Another number
   * means that lines were removed or added.
   */
  readonly loose: number;
  /** SHA-256 over every byte before this line, hexadecimal. It finds damage, not forgery: anybody can make a file. */
  readonly sha256: string;
}

/** A complete file that was read to its end. */
export interface LearnerFileContents {
  readonly createdAt: string;
  readonly learner: Learner;
  readonly position: ReadingPosition | null;
  readonly statements: readonly Statement[];
  readonly notes: readonly NoteRevision[];
  /** The keys of sealed words; absent where the file brings none. */
  readonly keys?: readonly KeyRecord[];
}

/**
 * Why a file is refused. Nothing is changed.
 * - `empty`, `too-large`
 * - `not-text`: not UTF-8, or with a byte order mark (another program saved it)
 * - `foreign`: no learner file of this app
 * - `newer-version`: made by a newer version of the app
 * - `line-too-long`, `too-deep`, `not-json`, `wrong-shape`: one line, whose number is given
 * - `duplicate`: a change occurs twice
 * - `loose-end`: a statement points to one that isn't in the file
 * - `other-learner`: holds the profile of another learner than the header
 * - `no-profile`: holds no profile
 * - `truncated`: the last line is missing
 * - `wrong-count`: the number of changes differs from the header or the last line
 * - `wrong-checksum`: the file was changed
 * - `after-end`: something follows the last line
 */
export type LearnerFileProblem =
  | 'empty'
  | 'too-large'
  | 'not-text'
  | 'foreign'
  | 'newer-version'
  | 'line-too-long'
  | 'too-deep'
  | 'not-json'
  | 'wrong-shape'
  | 'duplicate'
  | 'loose-end'
  | 'other-learner'
  | 'no-profile'
  | 'truncated'
  | 'wrong-count'
  | 'wrong-checksum'
  | 'after-end';

/** A refused file. `line` counts from 1; 0 where it is about the file as a whole. */
export class LearnerFileError extends Error {
  override readonly name = 'LearnerFileError';

  constructor(
    readonly problem: LearnerFileProblem,
    readonly line = 0,
  ) {
    super(`The learner file was refused: ${problem}${line > 0 ? ` in line ${line}` : ''}.`);
  }
}
