import { listDatabases, openLearnerDatabase, type LearnerDatabase } from './learner-database';
import { guarded } from './storage-error';

const PREFIX = 'child-justice-series-learner-';

/** Name of a learner's database. A damaged one stays untouched, and the next generation is started next to it. */
export function learnerDatabaseName(learnerId: string, generation: number): string {
  return generation === 1 ? `${PREFIX}${learnerId}` : `${PREFIX}${learnerId}-${generation}`;
}

/** The learners that have a database in this browser, with the newest generation of each. */
export async function listLearnerDatabases(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { name } of await listDatabases()) {
    const match = /^([0-9a-f-]{36})(?:-(\d+))?$/u.exec(name?.startsWith(PREFIX) ? name.slice(PREFIX.length) : '');
    if (match?.[1]) found.set(match[1], Math.max(found.get(match[1]) ?? 1, Number(match[2] ?? 1)));
  }
  return found;
}

/** The names of all databases of one learner, whatever their generation. @throws StorageError */
export async function learnerDatabaseNames(learnerId: string): Promise<string[]> {
  const own = `${PREFIX}${learnerId}`;
  return (await listDatabases()).flatMap(({ name }) => (name === own || name?.startsWith(`${own}-`) ? [name] : []));
}

/**
 * Starts the next generation of a learner's database, empty, next to one that can't be opened: the next opening fills
 * it from the journal. The previous generation stays untouched.
 *
 * @param signal cancels it when aborted: the browser may not answer
 * @throws StorageError; the signal's reason
 */
export async function startNextGeneration(learnerId: string, signal?: AbortSignal): Promise<void> {
  const newest = (await listLearnerDatabases()).get(learnerId);
  if (newest === undefined) return;
  const database = await openLearnerDatabase(learnerDatabaseName(learnerId, newest + 1), {}, signal);
  database.close({ disableAutoOpen: true });
}

/**
 * Runs work on a learner's newest database through a separate connection, so that a long export doesn't delay what the
 * learner does meanwhile. The connection is always closed. A missing database is created.
 *
 * @throws StorageError; errors of the work
 */
export async function withLearnerDatabase<Value>(
  learnerId: string,
  work: (database: LearnerDatabase) => Promise<Value>,
): Promise<Value> {
  const generation = (await listLearnerDatabases()).get(learnerId) ?? 1;
  const database = await openLearnerDatabase(learnerDatabaseName(learnerId, generation));
  try {
    return await work(database);
  } finally {
    database.close({ disableAutoOpen: true });
  }
}

/** Deletes every database of a learner in this browser. @throws StorageError */
export async function deleteLearnerDatabases(learnerId: string, onBlocked: () => void): Promise<void> {
  for (const name of await learnerDatabaseNames(learnerId)) await guarded(() => deleteDatabase(name, onBlocked));
}

/** Plain IndexedDB: Dexie's own `delete` doesn't report windows that hold the database open. */
export function deleteDatabase(name: string, onBlocked: (() => void) | null = null): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => {
      resolve();
    };
    request.onblocked = onBlocked;
    request.onerror = () => {
      reject(request.error ?? new DOMException('The database was not deleted.', 'UnknownError'));
    };
  });
}
