import { learnerDatabaseName, listLearnerDatabases, openLearnerDatabase } from './learner-database';

/**
 * Starts the next generation of a learner's database, empty, beside one that can't be opened: whoever opens the record from now on fills it from the journal. The
 * generation before stays as it is.
 *
 * @param signal aborted, it is cancelled: the browser may not answer
 * @throws StorageError; the signal's reason
 */
export async function startNextGeneration(learnerId: string, signal?: AbortSignal): Promise<void> {
  const newest = (await listLearnerDatabases()).get(learnerId);
  if (newest === undefined) return;
  const database = await openLearnerDatabase(learnerDatabaseName(learnerId, newest + 1), {}, signal);
  database.close({ disableAutoOpen: true });
}
