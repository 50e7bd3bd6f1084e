import type { HostClient } from '../../host/host-client';
import { valueOf } from './host-error';

/** Most ids in one request. */
const AT_ONCE = 1_000;

/**
 * Which of these learners were removed from this computer, in any browser, and when (ISO instants).
 *
 * @throws HostError
 */
export async function findRemoved(
  host: HostClient,
  learnerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < learnerIds.length; at += AT_ONCE) {
    const result = valueOf(
      await host.invoke('learner-removal.find', { learnerIds: learnerIds.slice(at, at + AT_ONCE) }),
    );
    for (const { learnerId, at: removedAt } of result.removed) found.set(learnerId, removedAt);
  }
  return found;
}

/**
 * Marks a learner as removed, for every browser; false for a continued removal of a learner who was restored meanwhile.
 *
 * @throws HostError
 */
export async function markRemoved(host: HostClient, learnerId: string, isContinued: boolean): Promise<boolean> {
  const result = valueOf(await host.invoke('learner-removal.mark', { learnerId, continued: isContinued }));
  return !result.kept;
}

/** Lifts the removal mark of a learner, where there is one. @throws HostError */
export async function liftRemoval(host: HostClient, learnerId: string): Promise<void> {
  valueOf(await host.invoke('learner-removal.lift', { learnerId }));
}
