import { keysOf } from '../../../../domain/protection/protection';
import type { JournalPort, RewritingPort } from '../sync/port';
import { learnerDatabaseNames, deleteDatabase } from '../database/generations';
import { openLearnerDatabase, type LearnerDatabase } from '../database/learner-database';
import { isJournalSealed, resealJournal } from './sealed-journal';
import { resealDatabase, finishIfResealed, isPlain } from './sealed-rows';
import { hasPlainRows, isStoredBy, isUnfinished, readKeys } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded, StorageError, toStorageError } from '../database/storage-error';

/** A record's database, and its way to the journal. */
export interface RecordPlaces {
  readonly database: LearnerDatabase;
  readonly learnerId: string;
  readonly port: JournalPort & RewritingPort;
  /** Sends the outbox to the journal. */
  readonly flush: () => Promise<void>;
}

/** Most rounds of work; more than one is needed only where other windows write meanwhile. */
const ROUNDS = 5;

/**
 * Seals or opens everything that is stored of a learner as the cipher says: rows, earlier generations, outbox, journal,
 * snapshots. The next call continues an interrupted one; it is marked as finished only when everything is done.
 *
 * @returns false where the keys say otherwise than the cipher, e.g. since another browser removed the PIN: it must
 * change nothing more then
 * @throws StorageError; errors of the port
 */
export async function resealRecord(
  places: RecordPlaces,
  cipher: RecordCipher,
  onRows?: (count: number) => void,
): Promise<boolean> {
  const { database, learnerId, port, flush } = places;
  const rows = (): Promise<void> => resealDatabase(database, cipher, onRows);
  const earlier = (): Promise<void> => resealEarlierGenerations(learnerId, database.name, cipher);
  const journal = (): Promise<void> => resealJournal(database, learnerId, port, cipher);
  // Words leave this browser sealed, so sealing begins here. Opening ends here: by rows that are still sealed the next
  // start knows that journal or snapshots may be too, and asks for the key.
  const steps = cipher.seals ? [rows, earlier, flush, journal] : [flush, journal, earlier, rows];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const step of steps) {
      if (!isStoredBy(cipher, await guarded(() => readKeys(database)))) return false;
      await step();
    }
    if (await finishIfResealed(database, cipher)) return true;
  }
  throw new StorageError('failed', 'Rows were written faster than they could be sealed.');
}

/**
 * True where the record has no plain words that a key in use is to seal, here, in the journal or in a snapshot that
 * can be read. Takes no key: whoever goes on without it may see only what it doesn't seal.
 *
 * @throws StorageError; errors of the port
 */
export async function isRecordSealed({
  database,
  learnerId,
  port,
}: Pick<RecordPlaces, 'database' | 'learnerId' | 'port'>): Promise<boolean> {
  const isSealedHere = await guarded(async () => {
    if (keysOf(await readKeys(database), 'active').length === 0 || !(await isUnfinished(database))) return true;
    if ((await hasPlainRows(database)) || (await database.outbox.filter(isPlain).limit(1).count()) > 0) return false;
    return null;
  });
  return isSealedHere ?? isJournalSealed(learnerId, port);
}

/** Earlier generations. One that can't be read can't be sealed either, and is deleted, as the interface says. */
async function resealEarlierGenerations(learnerId: string, present: string, cipher: RecordCipher): Promise<void> {
  for (const name of (await learnerDatabaseNames(learnerId)).filter((each) => each !== present)) {
    let database: LearnerDatabase | null = null;
    try {
      database = await openLearnerDatabase(name);
      await resealDatabase(database, cipher);
    } catch (error) {
      database?.close({ disableAutoOpen: true });
      // Another window's upgrade or a full disk isn't damage.
      if (!['damaged', 'failed'].includes(toStorageError(error).code)) throw error;
      if (cipher.seals) await guarded(() => deleteDatabase(name));
    } finally {
      database?.close({ disableAutoOpen: true });
    }
  }
}
