import { displayName, type Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { listLearnerDatabases, LearnerRegistry, withTimeout } from '../../storage';
import { listJournals } from '../host/journal-client';
import { learnerOf, unnamedLearner } from '../session/learner-discovery';

/** Milliseconds that the browser may take to tell whom it knows. */
const PATIENCE = 2_000;

/**
 * Whose record can be saved without opening it: everybody with a journal, and whoever the browser's list or databases know, where the browser answers in time.
 *
 * @param patience milliseconds that the browser may take for each answer
 * @throws HostError where the host doesn't answer
 */
export async function findRecords(host: HostClient, patience = PATIENCE): Promise<readonly Learner[]> {
  const found = new Map<string, Learner>();
  const add = (learner: Learner): void => {
    const known = found.get(learner.id);
    if (!known || displayName(known) === '') found.set(learner.id, learner);
  };
  for (const learner of (await listJournals(host)).map(learnerOf)) if (learner) add(learner);
  const registry = await soon(() => new LearnerRegistry().read(), patience);
  for (const { learner } of registry?.learners ?? []) add(learner);
  for (const id of (await soon(listLearnerDatabases, patience))?.keys() ?? []) add(unnamedLearner(id));
  for (const id of registry?.removing ?? []) found.delete(id);
  return [...found.values()];
}

/** What is answered within the time, or null. */
async function soon<Value>(ask: () => Promise<Value>, patience: number): Promise<Value | null> {
  try {
    return await withTimeout(ask(), patience);
  } catch {
    return null;
  }
}
