import { Dexie } from 'dexie';
import type { LearnerDatabase } from './learner-database';
import { guarded, StorageError, toStorageError } from './storage-error';

/** Rows read at once, so that the page stays alive in between. */
const PAGE = 500;

/**
 * Reads every row of every table: damage in the middle of a file shows only where it is read, which may be long after it happened. SQLite keeps no
 * checksums of its pages, so a row is also looked at: it holds its key once more.
 *
 * @throws StorageError; `damaged` where a read is cut off, or a row is not what its key says
 */
export async function readThrough(database: LearnerDatabase): Promise<void> {
  for (const table of database.tables) {
    const path = String(table.schema.primKey.keyPath);
    let after: unknown = Dexie.minKey;
    do {
      const keys = await readable(() => table.where(':id').above(after).limit(PAGE).primaryKeys());
      const rows = (await readable(() => table.bulkGet(keys))) as (Readonly<Record<string, unknown>> | undefined)[];
      // One that is gone by now was taken out meanwhile, as the outbox's are.
      if (keys.some((key, index) => rows[index] !== undefined && rows[index][path] !== key))
        throw new StorageError('damaged', `A row of "${table.name}" is not what its key says.`);
      after = keys.length < PAGE ? undefined : keys.at(-1);
    } while (after !== undefined);
  }
}

/** A read that is aborted, and nothing is known of a full disk or another window: how LevelDB reports a bad block. @throws StorageError */
export async function readable<Value>(read: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await guarded(read);
  } catch (error) {
    const failure = toStorageError(error);
    if (failure.code === 'failed') throw new StorageError('damaged', failure.message, { cause: error });
    throw failure;
  }
}
