import type { Statement } from '../../../../domain/record/statement';
import { withLearnerDatabase } from '../database/generations';
import { guarded } from '../database/storage-error';
import { readPosition } from '../record/profile-store';

/** Every statement of a learner, by time. @throws StorageError */
export async function statementsOf(learnerId: string): Promise<readonly Statement[]> {
  return withLearnerDatabase(learnerId, (database) =>
    guarded(() => database.statements.orderBy('timestamp').toArray()),
  );
}

/**
 * How many statements and note revisions a learner has, and whether there is a reading position.
 *
 * @throws StorageError
 */
export async function contentsOf(
  learnerId: string,
): Promise<{ readonly facts: number; readonly hasPosition: boolean }> {
  return withLearnerDatabase(learnerId, (database) =>
    guarded(async () => ({
      facts: (await database.statements.count()) + (await database.noteRevisions.count()),
      hasPosition: (await readPosition(database)) !== null,
    })),
  );
}
