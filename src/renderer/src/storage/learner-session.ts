import { learnerDatabaseName, listLearnerDatabases } from './database/generations';
import {
  needsUpgrade,
  openLearnerDatabase,
  type DatabaseEvents,
  type LearnerDatabase,
} from './database/learner-database';
import { DraftStore } from './record/draft-store';
import { NoteStore } from './record/note-store';
import { ProfileStore } from './record/profile-store';
import { ProtectionStore } from './protection/protection-store';
import type { RecordCipher } from './protection/record-cipher';
import { readable, readThrough } from './database/read-through';
import type { RecordingStore } from './record/recording-store';
import type { JournalPort, RewritingPort } from './sync/port';
import { RecordSync, type SyncEvents } from './sync/record-sync';
import { ReviewCount } from './record/review-count';
import type { ReviewStore } from './record/review-store';
import { StatementStore } from './record/statement-store';
import { guarded, toStorageError } from './database/storage-error';

/** One learner's open record: its stores, and its way to the journal. */
export interface LearnerSession {
  readonly learnerId: string;
  readonly statements: StatementStore;
  readonly notes: NoteStore;
  readonly drafts: DraftStore;
  /** Merges notes that were changed on two sides (`mergeNotes`). @throws StorageError */
  readonly mergeNotes: () => Promise<number>;
  readonly reviewCount: ReviewCount;
  /** The cards and the queue of the review. Rejects where their part of the app can't be loaded. */
  readonly reviews: () => Promise<ReviewStore>;
  /** Attached recordings. Rejects where their part of the app can't be loaded. */
  readonly recordings: () => Promise<RecordingStore>;
  readonly profile: ProfileStore;
  readonly sync: RecordSync;
  readonly protection: ProtectionStore;
  /** The cipher of an unlocked record; null while it is locked, and for a record without a PIN. */
  readonly cipher: () => RecordCipher | null;
  readonly useCipher: (cipher: RecordCipher | null) => void;
  /**
   * Rewrites rows, journal and snapshots, sealed or open as the cipher says; `onRows` gets the number of rows done.
   *
   * @throws StorageError; errors of the port
   */
  readonly reseal: (cipher: RecordCipher, rewriting: RewritingPort, onRows?: (count: number) => void) => Promise<void>;
  /**
   * True where no plaintext is stored that a key in use is to seal (`isRecordSealed`); asks the host only where that
   * isn't known.
   *
   * @throws StorageError; errors of the port
   */
  readonly isSealed: (rewriting: RewritingPort) => Promise<boolean>;
  /** True where the database is empty. */
  readonly isEmpty: () => Promise<boolean>;
  /** Number of the learner's database, from 1. */
  readonly generation: number;
  /** Reads every row. @throws StorageError; `damaged` where one can't be read */
  readonly readThrough: () => Promise<void>;
  readonly close: () => void;
}

/** Events of an open record: of its database, and of its journal. */
export interface SessionEvents extends DatabaseEvents, SyncEvents {
  /** The snapshot before the database's upgrade failed; the record is opened anyway. */
  readonly onSnapshotFailed?: (error: unknown) => void;
}

/**
 * The step of an opening.
 * - `snapshotting`: the host takes a snapshot before an upgrade
 * - `upgrading`: the database is upgraded to the newest version
 * - `reading`: the database is opened and checked
 */
export type OpeningStep = 'snapshotting' | 'upgrading' | 'reading';

/** How a record is opened. */
export interface OpeningOptions {
  /** The first generation to open, where earlier ones are known to be damaged. */
  readonly atLeast?: number;
  /** The record's lock, released when it is closed: with it this page becomes the writer. */
  readonly lock?: { readonly release: () => void };
  /** Cancels the opening when aborted: nothing is changed then, and nothing stays open. */
  readonly signal?: AbortSignal;
  /** Called at the beginning of each step. */
  readonly onStep?: (step: OpeningStep) => void;
}

/**
 * Opens a learner's database; one of an older version after the host took a snapshot. One that the browser reports as
 * damaged stays untouched, and the next generation is started, which the journal then fills.
 *
 * @throws StorageError; the signal's reason
 */
export async function openLearnerSession(
  learnerId: string,
  port: JournalPort,
  events: SessionEvents = {},
  options: OpeningOptions = {},
): Promise<LearnerSession> {
  const { atLeast = 1, lock, signal, onStep } = options;
  let generation = Math.max(atLeast, (await listLearnerDatabases()).get(learnerId) ?? 1);
  let database: LearnerDatabase;
  if (await needsUpgrade(learnerDatabaseName(learnerId, generation))) {
    onStep?.('snapshotting');
    // An upgrade is one transaction, and the journal has everything: the record is opened even without a host.
    await port.takeSnapshot(learnerId, 'before-upgrade').catch((error: unknown) => events.onSnapshotFailed?.(error));
    onStep?.('upgrading');
  } else onStep?.('reading');
  try {
    database = await openReadable(learnerDatabaseName(learnerId, generation), port.page, events, signal);
  } catch (error) {
    if (signal?.aborted || toStorageError(error).code !== 'damaged') throw error;
    generation += 1;
    database = await openReadable(learnerDatabaseName(learnerId, generation), port.page, events, signal);
  }
  if (lock) await database.becomeWriter();
  let current: RecordCipher | null = null;
  const cipher = (): RecordCipher | null => current;
  const drafts = new DraftStore(database, cipher);
  // What a crash left. A full disk keeps no record from being opened: the drafts stay, and the next opening has them.
  if (lock) await drafts.settle('all').catch(() => 0);
  const sync = new RecordSync(database, learnerId, port, cipher, events);
  return {
    learnerId,
    statements: new StatementStore(database),
    notes: new NoteStore(database, cipher),
    drafts,
    mergeNotes: async () => (await import('./import/note-merging')).mergeNotes(database, current),
    reviewCount: new ReviewCount(database),
    reviews: async () => new (await import('./record/review-store')).ReviewStore(database),
    recordings: async () => new (await import('./record/recording-store')).RecordingStore(database),
    profile: new ProfileStore(database),
    sync,
    protection: new ProtectionStore(database),
    cipher,
    useCipher: (next) => {
      current = next;
    },
    reseal: async (next, rewriting, onRows) => {
      const { resealRecord } = await import('./sealing/sealed-record');
      await resealRecord({ database, learnerId, port: { ...port, ...rewriting }, sync }, next, onRows);
    },
    isSealed: async (rewriting) => {
      const { isRecordSealed } = await import('./sealing/sealed-record');
      return isRecordSealed({ database, learnerId, port: { ...port, ...rewriting } });
    },
    isEmpty: () => guarded(() => isEmpty(database)),
    generation,
    readThrough: () => readThrough(database),
    close: () => {
      database.close({ disableAutoOpen: true });
      lock?.release();
    },
  };
}

/**
 * Opens a database and reads from every table: some damage shows only at the first read.
 *
 * @throws StorageError; `damaged` where a read is aborted
 */
async function openReadable(
  name: string,
  page: string,
  events: DatabaseEvents,
  signal?: AbortSignal,
): Promise<LearnerDatabase> {
  const database = await openLearnerDatabase(name, events, signal, page);
  try {
    await Promise.all(database.tables.map((table) => readable(() => table.limit(1).toArray())));
    return database;
  } catch (error) {
    database.close({ disableAutoOpen: true });
    signal?.throwIfAborted();
    throw error;
  }
}

async function isEmpty(database: LearnerDatabase): Promise<boolean> {
  const counts = await Promise.all([
    database.statements.count(),
    database.noteRevisions.count(),
    database.outbox.count(),
    database.drafts.count(),
    database.meta.count(),
  ]);
  return counts.every((count) => count === 0);
}

/** Asks the browser not to evict this origin's data. The answer is only informative: the app relies on the journal. */
export async function askForPersistence(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
