import { learnerDatabaseName, listLearnerDatabases, openLearnerDatabase } from './learner-database';

/**
 * Begins the next of a learner's databases, empty, beside one that can't be opened: whoever opens the record from now on finds it without its facts and fills it from
 * the journal. The one before stays as it is.
 *
 * @param signal aborted, it is given up: the browser may not answer
 * @throws StorageError; the signal's reason
 */
export async function beginNextGeneration(learnerId: string, signal?: AbortSignal): Promise<void> {
  const newest = (await listLearnerDatabases()).get(learnerId);
  if (newest === undefined) return;
  const database = await openLearnerDatabase(learnerDatabaseName(learnerId, newest + 1), {}, signal);
  database.close({ disableAutoOpen: true });
}
