import { Dexie } from 'dexie';
import type { LearnerDatabase } from './learner-database';
import { guarded, StorageError, toStorageError } from './storage-error';

/** Rows read at once, so that the page stays alive in between. */
const PAGE = 500;

/**
 * Reads every row of every table and keeps none: damage in the middle of a file shows only where it is read, which may be long after it happened.
 *
 * @throws StorageError; `damaged` where a read is cut off
 */
export async function readThrough(database: LearnerDatabase): Promise<void> {
  for (const table of database.tables) {
    let after: unknown = Dexie.minKey;
    do {
      const rows = await readable(() => table.where(':id').above(after).limit(PAGE).primaryKeys());
      await readable(() => table.bulkGet(rows));
      after = rows.length < PAGE ? undefined : rows.at(-1);
    } while (after !== undefined);
  }
}

/** A read that is aborted, and nothing is known of a full disk or another window: LevelDB's way to tell a bad block. @throws StorageError */
export async function readable<Value>(read: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await guarded(read);
  } catch (error) {
    const failure = toStorageError(error);
    if (failure.code === 'failed') throw new StorageError('damaged', failure.message, { cause: error });
    throw failure;
  }
}
