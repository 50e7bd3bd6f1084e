import type { JournalPort, RewritingPort } from '../journal/port';
import { learnerDatabaseNames, deleteDatabase } from '../database/generations';
import { openLearnerDatabase, type LearnerDatabase } from '../database/learner-database';
import { conformJournal } from './sealed-journal';
import { conformDatabase, finishIfConform } from './sealed-rows';
import { ProtectionStore } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded, StorageError, toStorageError } from '../database/storage-error';

/** Where a record lies, and how it gets to the journal. */
export interface RecordPlaces {
  readonly database: LearnerDatabase;
  readonly learnerId: string;
  readonly port: JournalPort & RewritingPort;
  /** Sends what waits for the journal. */
  readonly flush: () => Promise<void>;
}

/** Rounds of work; more than one only where other windows write meanwhile. */
const ROUNDS = 5;

/**
 * Seals or opens everything that is stored of a learner as the cipher says: rows, earlier generations, outbox, journal, snapshots. Whatever stops it, the next
 * call goes on; only when all is done is that noted.
 *
 * @throws StorageError; whatever the port throws
 */
export async function conformRecord(
  places: RecordPlaces,
  cipher: RecordCipher,
  onRows?: (count: number) => void,
): Promise<void> {
  const { database, learnerId, port, flush } = places;
  const store = new ProtectionStore(database);
  for (let round = 0; round < ROUNDS; round += 1) {
    await conformDatabase(database, cipher, onRows);
    await conformEarlierGenerations(learnerId, database.name, cipher);
    await flush();
    await conformJournal(database, learnerId, port, cipher);
    if (await finishIfConform(database, cipher, () => store.finished())) return;
  }
  throw new StorageError('failed', 'Rows were written faster than they could be sealed.');
}

/** Earlier generations. One that can't be read can't be sealed either: then it is deleted, as the learner was told. */
async function conformEarlierGenerations(learnerId: string, present: string, cipher: RecordCipher): Promise<void> {
  for (const name of (await learnerDatabaseNames(learnerId)).filter((each) => each !== present)) {
    let database: LearnerDatabase | null = null;
    try {
      database = await openLearnerDatabase(name);
      await conformDatabase(database, cipher);
    } catch (error) {
      database?.close({ disableAutoOpen: true });
      // Another window's upgrade, or a full disk, is no damage.
      if (!['damaged', 'failed'].includes(toStorageError(error).code)) throw error;
      if (cipher.seals) await guarded(() => deleteDatabase(name));
    } finally {
      database?.close({ disableAutoOpen: true });
    }
  }
}
