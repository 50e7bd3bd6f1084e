import { isAhead, MAXIMUM_ERA } from '../learner/edit-order';
import type { Learner } from '../learner/learner';
import type { NoteRevision } from '../notes/note';
import type { ReadingPosition } from '../record/position';
import type { Statement } from '../record/statement';
import type { LearnerFileContents } from './learner-file';

/** What a record has already, of which a file could hold later states. */
export interface KnownThings {
  /** Ids of its statements and note revisions. */
  readonly facts: ReadonlySet<string>;
  /** Ids of its notes, deleted ones too. */
  readonly notes: ReadonlySet<string>;
  /** Ids of its attempts. */
  readonly attempts: ReadonlySet<string>;
  readonly profile: Learner | null;
  readonly position: ReadingPosition | null;
}

/** A record that isn't there. */
export const NOTHING_KNOWN: KnownThings = {
  facts: new Set(),
  notes: new Set(),
  attempts: new Set(),
  profile: null,
  position: null,
};

/** What of a file is brought in. */
export interface TimelyContents {
  readonly contents: LearnerFileContents;
  /** Changes that are left out. */
  readonly leftOut: number;
  /** The latest date among them; null where nothing is left out. */
  readonly latest: string | null;
}

/**
 * A file without what a date ahead of the clock would wrongly make the last word: later states of notes and profile,
 * another reading place, and answers in attempts, each of what the record has already. What the record lacks comes in
 * whatever its date: a computer whose year was set wrong must not cost its learner a note. Such a note is edited in a
 * new era (`nextEdit`), and a profile or a reading place gets the clock's date.
 *
 * @param now ISO instant
 */
export function withoutDatesAhead(file: LearnerFileContents, known: KnownThings, now: string): TimelyContents {
  const left: string[] = [];
  /** False for what is left out. */
  const kept = (at: string, isContested: boolean): boolean => {
    if (!isContested || !isAhead(at, now)) return true;
    left.push(at);
    return false;
  };
  const { learner, position } = file;
  const contents: LearnerFileContents = {
    ...file,
    statements: file.statements.filter((each) => kept(each.timestamp, changesLaterOnes(each, known))),
    notes: file.notes.filter((each) => kept(each.editedAt, changesNote(each, known))),
    learner: !known.profile
      ? profileOfNow(learner, now)
      : kept(learner.updatedAt, !isSame(learner, known.profile))
        ? learner
        : known.profile,
    position: !position
      ? null
      : !known.position
        ? positionOfNow(position, now)
        : kept(position.at, !isSame(position, known.position))
          ? position
          : null,
  };
  return { contents, leftOut: left.length, latest: left.reduce((a, b) => (a > b ? a : b), '') || null };
}

/** Of an attempt and of a question's reviews the newest counts: one from the future would win over all that follow. */
function changesLaterOnes(statement: Statement, { facts, attempts }: KnownThings): boolean {
  if (facts.has(statement.id)) return false;
  if (statement.verb === 'answered') return attempts.has(statement.attemptId);
  return statement.verb === 'reviewed' || statement.verb === 'suspended' || statement.verb === 'resumed';
}

/** A revision of the highest era has none above it in which it could be edited. */
function changesNote({ id, noteId, era }: NoteRevision, { facts, notes }: KnownThings): boolean {
  return !facts.has(id) && (notes.has(noteId) || era === MAXIMUM_ERA);
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function profileOfNow(learner: Learner, now: string): Learner {
  return isAhead(learner.updatedAt, now) ? { ...withoutEra(learner), updatedAt: now } : learner;
}

function positionOfNow(position: ReadingPosition, now: string): ReadingPosition {
  return isAhead(position.at, now) ? { ...withoutEra(position), at: now } : position;
}

function withoutEra<Edited extends { readonly era?: number }>({ era: _, ...rest }: Edited): Omit<Edited, 'era'> {
  return rest;
}
