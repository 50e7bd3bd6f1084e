import type { AppContext } from '../../app-context';
import { deleteLearnerDatabases, withDirectoryLock, LearnerRegistry } from '../../storage';
import { failureOf, valueOf } from '../host/host-error';

/**
 * Removes a learner. The removal is marked in the registry first, so that the next start continues it after a crash and
 * nobody returns half; then on the host, which deletes what it has; then the databases are deleted, and the registry's
 * mark last.
 *
 * @param onBlocked called while another window holds the record open
 * @returns null, or the code of the failure: the learner isn't listed anywhere, and the next start continues
 * @throws StorageError where the removal could not be started; nothing is changed then
 */
export async function removeLearner(
  { host }: Pick<AppContext, 'host'>,
  learnerId: string,
  onBlocked: () => void,
): Promise<string | null> {
  return withDirectoryLock(async () => {
    const registry = new LearnerRegistry();
    await registry.beginRemoval(learnerId);
    return finish(host, registry, learnerId, onBlocked);
  });
}

/** Continues removals of an earlier run. Returns the code of the first failure, or null. @throws StorageError */
export async function finishRemovals(
  { host }: Pick<AppContext, 'host'>,
  onBlocked: () => void,
): Promise<string | null> {
  return withDirectoryLock(async () => {
    const registry = new LearnerRegistry();
    const codes: (string | null)[] = [];
    for (const learnerId of (await registry.read()).removing)
      codes.push(await finish(host, registry, learnerId, onBlocked));
    return codes.find((code) => code !== null) ?? null;
  });
}

async function finish(
  host: AppContext['host'],
  registry: LearnerRegistry,
  learnerId: string,
  onBlocked: () => void,
): Promise<string | null> {
  try {
    const removed = await host.invoke('learner.remove', { learnerId });
    // What is here goes even where the host can't follow now.
    await deleteLearnerDatabases(learnerId, onBlocked);
    valueOf(removed);
    await registry.endRemoval(learnerId);
    return null;
  } catch (error) {
    return failureOf(error).code;
  }
}
