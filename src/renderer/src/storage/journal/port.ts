import type { JournalChange, SentChange } from '../database/journal-change';

/** The state of a journal. */
export interface JournalState {
  readonly learnerId: string;
  /** Readable entries. */
  readonly count: number;
  /** Highest sequence; 0 for an empty journal. */
  readonly lastSequence: number;
  /** Numbers, from 1, of lines that could not be read; at most 100 are listed. */
  readonly damagedLines: readonly number[];
  /**
   * Id of the newest `restored` change, or empty. Where a database has another epoch, the journal was reset to an
   * earlier state.
   */
  readonly epoch: string;
}

/** A page of changes, oldest first, with the sequence of the last one. */
export interface JournalPage {
  readonly changes: readonly JournalChange[];
  readonly lastSequence: number;
}

/**
 * The pages of a journal, or of a snapshot, up to a sequence.
 *
 * @param read a page of changes after a sequence
 * @throws errors of `read`
 */
export async function* pagesOf(
  read: (afterSequence: number) => Promise<JournalPage>,
  { after = 0, to = Infinity }: { readonly after?: number; readonly to?: number } = {},
): AsyncGenerator<JournalPage> {
  for (let last = after; last < to;) {
    const page = await read(last);
    if (page.changes.length === 0) return;
    yield page;
    last = page.lastSequence;
  }
}

/**
 * The host's journal as storage needs it. Every method rejects with an Error when the host doesn't answer or refuses;
 * the caller retains its changes and tries again later. For a learner who was removed in another browser each rejects
 * with the StorageError `removed`.
 */
export interface JournalPort {
  /** The state of a learner's journal; one that doesn't exist yet is empty. */
  readonly state: (learnerId: string) => Promise<JournalState>;
  /**
   * Resolves when the changes are on disk. Rejects with the StorageError `superseded` where an epoch is given and the
   * journal has another.
   */
  readonly append: (learnerId: string, changes: readonly SentChange[], epoch?: string) => Promise<JournalState>;
  /** A page of changes after a sequence. */
  readonly read: (learnerId: string, afterSequence: number) => Promise<JournalPage>;
  /** Makes the host take a snapshot of the journal, before a large change. */
  readonly takeSnapshot: (learnerId: string, reason: 'before-upgrade' | 'before-import') => Promise<void>;
}

/** Longest body that the journal accepts, in UTF-16 units; the contract's own limit (`journalChangeSchema`). */
export const MAXIMUM_BODY_LENGTH = 262_144;

/** A change whose body is replaced. */
export type NewBody = Pick<JournalChange, 'id' | 'body'>;

/**
 * The host's operations that replace the bodies of changes wherever it stores them. Every method rejects with an Error
 * when the host doesn't answer or refuses.
 */
export interface RewritingPort {
  /**
   * Replaces bodies in the journal and in every snapshot; unknown ids are ignored. Resolves when the files are
   * replaced, with the number of snapshots that can't be read now and stay as they are.
   */
  readonly rewrite: (learnerId: string, bodies: readonly NewBody[]) => Promise<number>;
  /**
   * Begins an epoch of the journal, since its lines were rewritten for a PIN: databases that follow the one before are
   * filled anew. Damaged lines go.
   */
  readonly beginEpoch?: (learnerId: string) => Promise<void>;
  /** Ids of a learner's snapshots; null for one that can't be read now. */
  readonly snapshots: (learnerId: string) => Promise<readonly (string | null)[]>;
  /** A page of a snapshot's changes after a sequence. */
  readonly readSnapshot: (learnerId: string, snapshotId: string, afterSequence: number) => Promise<JournalPage>;
}

/**
 * Runs work on a learner's journal, one piece at a time over all windows. Don't nest: the inner call would wait for the
 * outer one for ever.
 */
export async function withJournalLock<Value>(learnerId: string, work: () => Promise<Value>): Promise<Value> {
  return navigator.locks.request(`child-justice-series-journal-${learnerId}`, work);
}
