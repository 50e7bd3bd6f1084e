import { Dexie } from 'dexie';
import type { OutboxRow } from '../database/learner-database';
import { learnerDatabaseNames } from '../database/generations';
import { withTimeout } from '../database/with-timeout';

/** Milliseconds that the browser may take for each database. */
const PATIENCE = 5_000;

/**
 * How many changes of a learner are in this browser alone, since they never reached the journal. A reading position isn't counted: it costs a scroll, not work.
 * The databases are read as they are, of whatever version and generation: nothing is upgraded, written or made.
 *
 * @param patience milliseconds that the browser may take for each database
 * @returns null where it is unknown: then nobody may take it for none
 */
export async function countUnsent(learnerId: string, patience = PATIENCE): Promise<number | null> {
  const unsent = new Set<string>();
  try {
    for (const name of await withTimeout(learnerDatabaseNames(learnerId), patience)) {
      for (const { id, kind, refilled } of await withTimeout(readOutbox(name), patience))
        if (refilled !== true && kind !== 'position') unsent.add(id);
    }
    return unsent.size;
  } catch {
    return null;
  }
}

async function readOutbox(name: string): Promise<readonly OutboxRow[]> {
  // Without a version of its own it takes the database as it is, and gives way to whoever deletes or upgrades it.
  const database = new Dexie(name, { autoOpen: false });
  try {
    await database.open();
    return (await database.table('outbox').toArray()) as OutboxRow[];
  } finally {
    database.close({ disableAutoOpen: true });
  }
}
