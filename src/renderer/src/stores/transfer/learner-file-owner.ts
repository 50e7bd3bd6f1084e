import type { Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { LearnerRegistry, deleteLearnerDatabases, sendWaitingOutboxes } from '../../storage';
import { HostError } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';
import { finishRemovals, removeLearner } from '../session/learner-removal';
import { enterMissingLearners } from '../session/learner-maintenance';
import { bringBack } from '../host/removal-client';
import { contentsOf } from '../../storage/transfer';
import { followRemoval } from '../session/remote-removal';

/**
 * Whether a learner has a record on this computer, as far as this browser and the host's journals tell. An unfinished removal is ended first: a file of somebody
 * who was removed brings them back, but not into what is left of them. So is one that another browser made, unless something stands here that it didn't have.
 *
 * @throws StorageError; HostError where the journals can't be listed or the removal can't be ended
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
 * Makes a record of its own for a learner who has none here, and who is removed no longer. Where `fill` rejects, nothing is left of it.
 *
 * @param fill puts the record into the database of this id
 * @throws StorageError; HostError; whatever `fill` throws
 */
export async function addLearnerRecord<Value>(
  host: HostClient,
  learner: Learner,
  fill: () => Promise<Value>,
): Promise<Value> {
  let filled: Value;
  try {
    filled = await fill();
    await bringBack(host, learner.id);
  } catch (error) {
    await deleteLearnerDatabases(learner.id, () => undefined);
    throw error;
  }
  await new LearnerRegistry().save({ id: learner.id, learner, lastOpenedAt: '' });
  await sendWaitingOutboxes(createJournalPort(host), (id) => id !== learner.id);
  return filled;
}

/**
 * Removes the learner of a first run whose place another one took, if there is nothing of theirs but the name: no step, no note, no place of reading, here or in
 * the journal. Whoever has more stays in the list.
 */
export async function removeIfOnlyNamed(host: HostClient, learnerId: string): Promise<void> {
  const { facts, hasPosition } = await contentsOf(learnerId);
  if (facts > 0 || hasPosition) return;
  const { changes } = await createJournalPort(host).read(learnerId, 0);
  if (changes.every(({ kind }) => kind === 'learner')) await removeLearner(host, learnerId, () => undefined);
}
