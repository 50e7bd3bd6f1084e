import type { Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import {
  LearnerRegistry,
  deleteLearnerDatabases,
  listLearnerDatabases,
  sendWaitingOutboxes,
  withDirectoryLock,
} from '../../storage';
import { HostError } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';
import { finishRemovals, removeLearner } from '../session/learner-removal';
import { enterMissingLearners } from '../session/learner-maintenance';
import { liftRemoval } from '../host/removal-client';
import { contentsOf } from '../../storage/transfer';
import { followRemoval } from '../session/remote-removal';

/**
 * Whether a learner has a record on this computer, according to this browser and the host's journals. An unfinished
 * removal is finished first: an import restores a removed learner, but not into their remains. A removal of another
 * browser is applied first too, unless this one has something that it didn't have.
 *
 * @throws StorageError; HostError where the journals can't be listed or the removal can't be finished
 */
export async function isLearnerHere(host: HostClient, learnerId: string): Promise<boolean> {
  await finishRemovals(host, () => undefined);
  await followRemoval(host, learnerId, () => undefined);
  await enterMissingLearners(host);
  const { learners, removing } = await new LearnerRegistry().read();
  if (removing.includes(learnerId))
    throw new HostError({ code: 'journal-unwritable', message: 'The removal of this learner is not finished.' });
  return learners.some(({ id }) => id === learnerId);
}

/**
 * Creates a record for a learner who has none here, and lifts their removal mark. Where `fill` rejects, nothing is left
 * of it; what another window makes of the same learner meanwhile stays.
 *
 * @param fill fills the learner's database
 * @throws StorageError; HostError; errors of `fill`
 */
export async function addLearnerRecord<Value>(
  host: HostClient,
  learner: Learner,
  fill: () => Promise<Value>,
): Promise<Value> {
  const registry = new LearnerRegistry();
  const isBegunElsewhere = (await listLearnerDatabases()).has(learner.id);
  let filled: Value;
  try {
    filled = await fill();
    await liftRemoval(host, learner.id);
  } catch (error) {
    await withDirectoryLock(async () => {
      const isListed = (await registry.list()).some(({ id }) => id === learner.id);
      if (!isBegunElsewhere && !isListed) await deleteLearnerDatabases(learner.id, () => undefined);
    });
    throw error;
  }
  await registry.save({ id: learner.id, learner, lastOpenedAt: '' });
  await sendWaitingOutboxes(createJournalPort(host), (id) => id !== learner.id);
  return filled;
}

/**
 * Removes the learner of a first run whom another one replaced, if they have only a name: no statement, no note, no
 * reading position, here or in the journal. A learner who has more stays in the list.
 */
export async function removeIfOnlyNamed(host: HostClient, learnerId: string): Promise<void> {
  const { facts, hasPosition } = await contentsOf(learnerId);
  if (facts > 0 || hasPosition) return;
  const { changes } = await createJournalPort(host).read(learnerId, 0);
  if (changes.every(({ kind }) => kind === 'learner')) await removeLearner(host, learnerId, () => undefined);
}
