import type { HostClient } from '../../host/host-client';
import { listLearnerDatabases, LearnerRegistry } from '../../storage';
import { findRemoved } from '../host/removal-client';
import type { Followed } from './removed-elsewhere';

/**
 * Sees to every learner of this browser whom another one removed (`removed-elsewhere.ts`, loaded only where there is one).
 *
 * @param isAtWork true for whoever must not be removed under their own hands
 * @throws HostError where the host doesn't answer; StorageError; TypeError where the part can't be loaded
 */
export async function seeToRemoved(
  host: HostClient,
  isAtWork: (learnerId: string) => boolean,
  onBlocked: () => void,
): Promise<Followed> {
  const { learners, removing } = await new LearnerRegistry().read();
  const here = new Set([...learners.map(({ id }) => id), ...(await listLearnerDatabases()).keys()]);
  const removed = await findRemoved(
    host,
    [...here].filter((id) => !removing.includes(id)),
  );
  if (removed.size === 0) return { count: 0, waiting: removed };
  const { followRemovals } = await import('./removed-elsewhere');
  return followRemovals(host, removed, isAtWork, onBlocked);
}
