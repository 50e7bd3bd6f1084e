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
  /** Has the host keep the journal's present state, before something that changes much. */
  readonly takeSnapshot: (learnerId: string, reason: 'before-upgrade' | 'before-import') => Promise<void>;
}

/** Longest body that the journal takes, in UTF-16 units; the contract's own limit (`journalChangeSchema`). */
export const MAXIMUM_BODY_LENGTH = 262_144;
