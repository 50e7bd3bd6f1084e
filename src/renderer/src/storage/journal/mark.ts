import type { JournalState } from './port';
import type { LearnerDatabase } from '../database/learner-database';

/** How far a database has followed its journal; stored in its `meta` table. */
export interface JournalMark {
  /**
   * Entries and highest sequence that the journal had when this database last read its state: a lower number later
   * means that the journal lost some.
   */
  readonly count: number;
  readonly lastSequence: number;
  /** Everything in the journal up to this sequence is in the database; 0 requests a full comparison. */
  readonly readTo: number;
  /** Epoch of the journal that this database follows; marks of the first versions have none. */
  readonly epoch?: string;
}

/** How far a journal is, and in which epoch. */
export type JournalPosition = Pick<JournalState, 'count' | 'lastSequence' | 'epoch'>;

/** Its key there. */
export const MARK_KEY = 'journal';

/** Reads the mark; null where this database was never compared with its journal. */
export async function readMark(database: LearnerDatabase): Promise<JournalMark | null> {
  return ((await database.meta.get(MARK_KEY))?.value as JournalMark | undefined) ?? null;
}

/** Saves the journal's state and how far it was read. */
export async function writeMark(
  database: LearnerDatabase,
  { count, lastSequence, epoch }: JournalPosition,
  readTo: number,
): Promise<void> {
  await database.meta.put({ key: MARK_KEY, value: { count, lastSequence, readTo, epoch } satisfies JournalMark });
}

/**
 * Updates the mark after `sent` different changes were appended, none of which were in the journal up to `readTo`. Must
 * run in the transaction that deletes them from the outbox.
 *
 * Other browsers write to the journal too: `readTo` advances only where all new entries must be our own, or theirs
 * would never be read.
 */
export async function markAppended(database: LearnerDatabase, state: JournalPosition, sent: number): Promise<void> {
  const known = (await readMark(database)) ?? { count: 0, lastSequence: 0, readTo: 0 };
  const added = state.lastSequence - known.lastSequence;
  const wasRead = known.readTo === known.lastSequence;
  if (lostEntries(known, state) || (wasRead && added < sent)) return writeMark(database, state, 0);
  await writeMark(database, state, wasRead && added === sent ? state.lastSequence : known.readTo);
}

/**
 * True where the journal, the one that the mark is about, holds entries that this database hasn't read: another browser
 * wrote them, or a comparison was interrupted.
 */
export function isAhead(state: JournalPosition, mark: JournalMark | null): boolean {
  return state.epoch === (mark?.epoch ?? '') && state.lastSequence > (mark?.readTo ?? 0);
}

/**
 * True where the journal holds less than before: its end is missing, or lines in it became unreadable. Intact sequences
 * have no gaps.
 */
export function lostEntries(known: Omit<JournalPosition, 'epoch'>, state: Omit<JournalPosition, 'epoch'>): boolean {
  return state.lastSequence < known.lastSequence || state.lastSequence - state.count > known.lastSequence - known.count;
}
