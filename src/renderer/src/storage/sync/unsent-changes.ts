import { Dexie } from 'dexie';
import type { OutboxRow } from '../database/learner-database';
import { learnerDatabaseNames } from '../database/generations';
import { withTimeout } from '../database/with-timeout';

/** Milliseconds that the browser may take for each database. */
const TIMEOUT = 5_000;

/**
 * How many changes and drafts of a learner are only in this browser, because they never reached the journal. A reading
 * position, whose loss costs a scroll, and a key, which holds no work, aren't counted. The databases are read as they
 * are, in every version and generation: nothing is upgraded, written or created.
 *
 * @param timeout milliseconds that the browser may take for each database
 * @returns null where it is unknown, which must not be treated as none
 */
export async function countUnsent(learnerId: string, timeout = TIMEOUT): Promise<number | null> {
  const unsent = new Set<string>();
  try {
    for (const name of await withTimeout(learnerDatabaseNames(learnerId), timeout)) {
      for (const id of await withTimeout(readUnsent(name), timeout)) unsent.add(id);
    }
    return unsent.size;
  } catch {
    return null;
  }
}

async function readUnsent(name: string): Promise<readonly string[]> {
  // Without a declared version Dexie opens the database as it is, and closes it when another window deletes or upgrades
  // it.
  const database = new Dexie(name, { autoOpen: false });
  try {
    await database.open();
    const rows = (await database.table('outbox').toArray()) as OutboxRow[];
    const drafts = (await database.table('drafts').toCollection().primaryKeys()) as string[];
    const unsent = rows.filter(({ kind, refilled }) => refilled !== true && kind !== 'position' && kind !== 'key');
    return [...unsent.map(({ id }) => id), ...drafts];
  } finally {
    database.close({ disableAutoOpen: true });
  }
}
