import type { JournalChange, SentChange } from '../database/journal-change';

/** The state of a journal. */
export interface JournalState {
  readonly learnerId: string;
  /** Readable entries. */
  readonly count: number;
  /** Highest sequence; 0 for an empty journal. */
  readonly lastSequence: number;
  /** Id of the newest `epoch` change, or empty. */
  readonly epoch: string;
  /** Checksum chained over the readable lines; empty for an empty journal. */
  readonly chain: string;
  /** Numbers, from 1, of lines that could not be read; at most 100 are listed. */
  readonly damagedLines: readonly number[];
}

/**
 * How far a database has followed its journal: the last line that it knows, and a checksum chained over all lines up to
 * it. A journal that has this point has everything that the database read or wrote there.
 */
export type Cursor = Pick<JournalState, 'epoch' | 'lastSequence' | 'chain'>;

/** A page of changes, oldest first, with the sequence of the last one. */
export interface JournalPage {
  readonly changes: readonly JournalChange[];
  readonly lastSequence: number;
}

/** A page of a journal's changes. */
export interface ReadJournal extends JournalPage {
  /** Of the whole journal. */
  readonly epoch: string;
}

/** What the host answers to the page whose turn it is. */
export interface OpenedJournal {
  /** Number of the turn. */
  readonly turn: number;
  readonly state: JournalState;
  /** True where the journal has the cursor's point. */
  readonly holdsCursor: boolean;
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
 * The host's journal as storage needs it. Every method rejects with an Error when the host doesn't answer or refuses,
 * and with a StorageError `elsewhere` where another page has the turn, `removed` for a removed learner.
 */
export interface JournalPort {
  /** The page that this port speaks for. */
  readonly page: string;
  /**
   * Takes the turn at a learner's journal (`take`, a person's act), or asks whether a turn that was taken still stands
   * (its number).
   */
  readonly open: (learnerId: string, cursor: Cursor | null, turn: 'take' | number) => Promise<OpenedJournal>;
  /**
   * Resolves when the changes are on disk. Rejects with the StorageError `moved` where the journal doesn't end at the
   * cursor.
   */
  readonly append: (learnerId: string, cursor: Cursor, changes: readonly SentChange[]) => Promise<JournalState>;
  /** A page of changes after a sequence. Needs no turn. */
  readonly read: (learnerId: string, afterSequence: number) => Promise<ReadJournal>;
  /** Begins an epoch above another one, with every line that can be read. */
  readonly renew: (learnerId: string, reason: 'pin' | 'rebuilt', above: string) => Promise<JournalState>;
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
  /** Ids of a learner's snapshots; null for one that can't be read now. */
  readonly snapshots: (learnerId: string) => Promise<readonly (string | null)[]>;
  /** A page of a snapshot's changes after a sequence. */
  readonly readSnapshot: (learnerId: string, snapshotId: string, afterSequence: number) => Promise<JournalPage>;
}
