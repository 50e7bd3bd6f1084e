import type { JournalChange, SentChange } from '../database/journal-change';

/** The state of a journal. */
export interface JournalState {
  readonly learnerId: string;
  readonly count: number;
  readonly lastSequence: number;
  readonly damagedLines: readonly number[];
  /** Id of the newest `restored` change, or empty: the journal was reset to an earlier state where a database knows another. */
  readonly epoch: string;
}

/**
 * The host's journal as storage needs it. Every method rejects with an Error when the host doesn't answer or refuses; the caller keeps what it has
 * and tries again later. For a learner who was removed in another browser each rejects with the StorageError `removed`.
 */
export interface JournalPort {
  /** The state of a learner's journal, or null where there is none yet. */
  readonly state: (learnerId: string) => Promise<JournalState | null>;
  /** Resolves when the changes are on disk. Rejects with the StorageError `superseded` where an epoch is given and the journal has another. */
  readonly append: (learnerId: string, changes: readonly SentChange[], epoch?: string) => Promise<JournalState>;
  /** A page of changes after a sequence, oldest first, with the sequence of the last one. */
  readonly read: (
    learnerId: string,
    afterSequence: number,
  ) => Promise<{ readonly changes: readonly JournalChange[]; readonly lastSequence: number }>;
  /** Has the host take a snapshot of the journal, before something that changes much. */
  readonly takeSnapshot: (learnerId: string, reason: 'before-upgrade' | 'before-import' | 'before-pin') => Promise<void>;
}

/** Longest body that the journal takes, in UTF-16 units; the contract's own limit (`journalChangeSchema`). */
export const MAXIMUM_BODY_LENGTH = 262_144;

/** A change whose body is replaced. */
export type NewBody = Pick<JournalChange, 'id' | 'body'>;

/** What is needed of the host to give changes other bodies wherever it stores them. Every method rejects with an Error when the host doesn't answer or refuses. */
export interface RewritingPort {
  /** Replaces bodies in the journal and in every snapshot; ids that aren't there are passed over. Resolves when the files are replaced. */
  readonly rewrite: (learnerId: string, bodies: readonly NewBody[]) => Promise<void>;
  /** Ids of a learner's snapshots that can be read. */
  readonly snapshots: (learnerId: string) => Promise<readonly string[]>;
  /** A page of a snapshot's changes, with the sequence of the last one. */
  readonly readSnapshot: (
    learnerId: string,
    snapshotId: string,
    afterSequence: number,
  ) => Promise<{ readonly changes: readonly JournalChange[]; readonly lastSequence: number }>;
}

/**
 * Runs work on a learner's journal in one window, and one piece of work, at a time. Don't nest: the inner call would wait for the outer one for ever.
 */
export async function withJournalLock<Value>(learnerId: string, work: () => Promise<Value>): Promise<Value> {
  return navigator.locks.request(`child-justice-series-journal-${learnerId}`, work);
}
