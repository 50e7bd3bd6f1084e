import { JournalMirror } from './journal-mirror';
import type { JournalPort } from './journal-port';
import { learnerDatabaseName, listLearnerDatabases, openLearnerDatabase, type DatabaseEvents, type LearnerDatabase } from './learner-database';
import { NoteStore } from './note-store';
import { ProfileStore } from './profile-store';
import { reconcile, type RecoveryReport } from './recovery';
import { StatementStore } from './statement-store';
import { StorageError } from './storage-error';

/** Everything that belongs to one learner who is at work: their stores and the mirror to the journal. */
export interface LearnerSession {
  readonly learnerId: string;
  readonly statements: StatementStore;
  readonly notes: NoteStore;
  readonly profile: ProfileStore;
  readonly mirror: JournalMirror;
  /** Compares with the journal; resolves when both sides hold the same. */
  readonly reconcile: () => Promise<RecoveryReport>;
  /** True where a damaged database was left aside and a new one begun. */
  readonly begunAnew: boolean;
  readonly close: () => void;
}

/**
 * Opens a learner's database. One that the browser calls damaged is left untouched and the next generation is begun beside it; the journal then fills it.
 *
 * @throws StorageError
 */
export async function openLearnerSession(learnerId: string, port: JournalPort, events: DatabaseEvents = {}): Promise<LearnerSession> {
  const generation = (await listLearnerDatabases()).get(learnerId) ?? 1;
  let begunAnew = false;
  let database: LearnerDatabase;
  try {
    database = await openLearnerDatabase(learnerDatabaseName(learnerId, generation), events);
    await database.statements.limit(1).toArray();
  } catch (error) {
    if (!(error instanceof Error) || !isDamage(error)) throw error;
    database = await openLearnerDatabase(learnerDatabaseName(learnerId, generation + 1), events);
    begunAnew = true;
  }
  return {
    learnerId,
    statements: new StatementStore(database),
    notes: new NoteStore(database),
    profile: new ProfileStore(database),
    mirror: new JournalMirror(database, learnerId, port),
    reconcile: () => reconcile(database, learnerId, port),
    begunAnew,
    close: () => {
      database.close({ disableAutoOpen: true });
    },
  };
}

function isDamage(error: Error): boolean {
  return error instanceof StorageError ? error.code === 'damaged' : error.name === 'AbortError' || error.name === 'UnknownError';
}

/** Asks the browser not to evict this origin's data; what it answers is only told, the journal is what is relied on. */
export async function askForPersistence(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
