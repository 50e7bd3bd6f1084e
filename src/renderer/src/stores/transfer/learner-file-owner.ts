import type { AppContext } from '../../app-context';
import type { Learner } from '../../../../domain/learner/learner';
import {
  deleteLearnerDatabases,
  LearnerRegistry,
  listLearnerDatabases,
  lockRecord,
  openLearnerSession,
  withDirectoryLock,
} from '../../storage';
import { HostError } from '../host/host-error';
import { createJournalPort, listJournals } from '../host/journal-client';
import { liftRemoval } from '../host/removal-client';

/** The host, and the page that asks it. */
type Page = Pick<AppContext, 'host' | 'pageId'>;

/**
 * Whether a learner has a record on this computer, according to this browser and the host's journals. Changes nothing.
 *
 * @throws StorageError; HostError where the journals can't be listed or the learner's removal isn't finished
 */
export async function isLearnerHere({ host }: Page, learnerId: string): Promise<boolean> {
  const { learners, removing } = await new LearnerRegistry().read();
  if (removing.includes(learnerId))
    throw new HostError({ code: 'journal-unwritable', message: 'The removal of this learner is not finished.' });
  if (learners.some(({ id }) => id === learnerId) || (await listLearnerDatabases()).has(learnerId)) return true;
  return (await listJournals(host)).some((journal) => journal.learnerId === learnerId);
}

/**
 * Creates a record for a learner who has none here, and lifts their removal mark. Where `fill` rejects, nothing is left
 * of it; what another window makes of the same learner meanwhile stays.
 *
 * @param fill fills the learner's database
 * @throws StorageError; HostError; errors of `fill`
 */
export async function addLearnerRecord<Value>(
  page: Page,
  learner: Learner,
  fill: () => Promise<Value>,
): Promise<Value> {
  const registry = new LearnerRegistry();
  const isBegunElsewhere = (await listLearnerDatabases()).has(learner.id);
  let filled: Value;
  try {
    filled = await fill();
    await liftRemoval(page.host, learner.id);
  } catch (error) {
    await withDirectoryLock(async () => {
      const isListed = (await registry.list()).some(({ id }) => id === learner.id);
      if (!isBegunElsewhere && !isListed) await deleteLearnerDatabases(learner.id, () => undefined);
    });
    throw error;
  }
  await registry.save({ id: learner.id, learner, lastOpenedAt: '' });
  await sendRecord(page, learner.id);
  return filled;
}

/** Sends a record that isn't open to its journal, as far as possible: its next opening sends the rest. */
async function sendRecord(page: Page, learnerId: string): Promise<void> {
  const lock = await lockRecord(learnerId, false, { onAsked: () => undefined, onTaken: () => undefined });
  if (!lock) return;
  const session = await openLearnerSession(learnerId, createJournalPort(page), {}, { lock });
  await session.sync.flush().catch(() => undefined);
  session.close();
}
