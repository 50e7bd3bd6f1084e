import { hasPlaintext } from '../../../../domain/protection/note-content';
import { keysOf } from '../../../../domain/protection/protection';
import type { JournalPort, RewritingPort } from '../sync/port';
import type { RecordSync } from '../sync/record-sync';
import { learnerDatabaseNames, deleteDatabase } from '../database/generations';
import { openLearnerDatabase, type LearnerDatabase } from '../database/learner-database';
import { isJournalSealed, resealJournal } from './sealed-journal';
import { finishKeys, isPlaintext, resealDatabase } from './sealed-rows';
import { readKeys } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded, toStorageError } from '../database/storage-error';

/** A record's database, and its way to the journal. */
export interface RecordPlaces {
  readonly database: LearnerDatabase;
  readonly learnerId: string;
  readonly port: JournalPort & RewritingPort;
  readonly sync: Pick<RecordSync, 'flush' | 'renew'>;
}

/**
 * Seals or opens all notes that are stored of a learner as the cipher says: rows, earlier generations, outbox, journal,
 * snapshots. The next call continues an interrupted one. When all is done the journal begins an epoch, by which the
 * databases of other browsers are filled anew, and the keys say that it is finished.
 *
 * @throws StorageError; errors of the port
 */
export async function resealRecord(
  { database, learnerId, port, sync }: RecordPlaces,
  cipher: RecordCipher,
  onRows?: (count: number) => void,
): Promise<void> {
  // Rows first: what waits leaves this browser as it is to be stored.
  await resealDatabase(database, cipher, onRows);
  await resealEarlierGenerations(learnerId, database.name, cipher);
  await sync.flush();
  await resealJournal(database, learnerId, port, cipher);
  await sync.renew();
  await finishKeys(database, cipher);
  await sync.flush();
}

/**
 * True where no plaintext is stored that a key in use is to seal, here, in the journal or in a snapshot that can be
 * read. Takes no key: whoever goes on without it may see only what it doesn't seal.
 *
 * @throws StorageError; errors of the port
 */
export async function isRecordSealed({
  database,
  learnerId,
  port,
}: Pick<RecordPlaces, 'database' | 'learnerId' | 'port'>): Promise<boolean> {
  const active = keysOf(await guarded(() => readKeys(database)), 'active');
  if (active.length === 0) return true;
  // Also where it is finished: another browser may have set the PIN, and this database wasn't filled anew since.
  const plaintext = [
    database.noteRevisions.filter(hasPlaintext),
    database.drafts.filter(hasPlaintext),
    database.outbox.filter(isPlaintext),
  ];
  for (const rows of plaintext) if ((await guarded(() => rows.limit(1).count())) > 0) return false;
  return active.every(({ begun }) => !begun) || isJournalSealed(learnerId, port);
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
