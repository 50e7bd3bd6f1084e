import { displayName, type Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { listLearnerDatabases, LearnerRegistry, withTimeout } from '../../storage';
import { listJournals } from '../host/journal-client';
import { learnerOf, unnamedLearner } from '../session/learner-discovery';

/** Milliseconds that the browser may take to list its learners. */
const TIMEOUT = 2_000;

/**
 * Learners whose records can be saved without opening them: all with a journal, and those of the browser's list or
 * databases, where the browser answers in time.
 *
 * @param timeout milliseconds that the browser may take for each answer
 * @throws HostError where the host doesn't answer
 */
export async function findRecords(host: HostClient, timeout = TIMEOUT): Promise<readonly Learner[]> {
  const found = new Map<string, Learner>();
  const add = (learner: Learner): void => {
    const known = found.get(learner.id);
    if (!known || displayName(known) === '') found.set(learner.id, learner);
  };
  for (const learner of (await listJournals(host)).map(learnerOf)) if (learner) add(learner);
  const registry = await withTimeout(new LearnerRegistry().read(), timeout).catch(() => null);
  for (const { learner } of registry?.learners ?? []) add(learner);
  const databases = await withTimeout(listLearnerDatabases(), timeout).catch(() => null);
  for (const id of databases?.keys() ?? []) add(unnamedLearner(id));
  for (const id of registry?.removing ?? []) found.delete(id);
  return [...found.values()];
}
