import { Dexie } from 'dexie';
import type { LearnerDatabase } from './learner-database';
import { guarded, StorageError, toStorageError } from './storage-error';

/** Rows read at once, so that the page stays responsive. */
const PAGE = 500;

/**
 * Reads every row of every table: damage in the middle of a file shows only when that part is read, perhaps long after
 * it happened. SQLite has no checksums of its pages, so each row is also checked against its key.
 *
 * @throws StorageError; `damaged` where a read is aborted, or a row doesn't match its key
 */
export async function readThrough(database: LearnerDatabase): Promise<void> {
  for (const table of database.tables) {
    const path = String(table.schema.primKey.keyPath);
    let after: unknown = Dexie.minKey;
    do {
      const keys = await readable(() => table.where(':id').above(after).limit(PAGE).primaryKeys());
      const rows = (await readable(() => table.bulkGet(keys))) as (Readonly<Record<string, unknown>> | undefined)[];
      // A missing row was deleted meanwhile, as rows of the outbox are.
      if (keys.some((key, index) => rows[index] !== undefined && rows[index][path] !== key))
        throw new StorageError('damaged', `A row of "${table.name}" is not what its key says.`);
      after = keys.length < PAGE ? undefined : keys.at(-1);
    } while (after !== undefined);
  }
}

/**
 * Runs a read, and reports an abort without a known cause (a full disk, another window) as damage: that is how LevelDB
 * reports a bad block.
 *
 * @throws StorageError
 */
export async function readable<Value>(read: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await guarded(read);
  } catch (error) {
    const failure = toStorageError(error);
    if (failure.code === 'failed') throw new StorageError('damaged', failure.message, { cause: error });
    throw failure;
  }
}
