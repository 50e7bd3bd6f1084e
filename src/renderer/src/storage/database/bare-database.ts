import {
  learnerDatabaseName,
  listLearnerDatabases,
  openLearnerDatabase,
  type LearnerDatabase,
} from './learner-database';

/**
 * Does one piece of work on a learner's newest database through a connection of its own: a file that is long in the making must not hold up what the learner
 * does meanwhile, and the connection is closed whatever happens. A database that isn't there is made.
 *
 * @throws StorageError; whatever the work throws
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
