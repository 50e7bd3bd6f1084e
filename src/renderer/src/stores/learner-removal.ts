import type { HostClient } from '../host/host-client';
import { withDirectoryLock } from '../storage/directory-lock';
import { LearnerRegistry } from '../storage/learner-registry';
import { removeEverythingOf } from '../storage/learner-removal';
import { toStorageError } from '../storage/storage-error';
import { HostError } from './host-error';

/**
 * Removes a learner: marked in the registry first, so that a crash at any moment after is gone on with at the next start and nobody comes back half; then the
 * databases, the journal and the snapshots; the mark last.
 *
 * @param onBlocked another window doesn't let go of the record
 * @returns null, or the code of what was in the way: the learner is listed nowhere any more, and the next start goes on
 * @throws StorageError where the removal could not even be begun; nothing was changed then
 */
export async function removeLearner(host: HostClient, learnerId: string, onBlocked: () => void): Promise<string | null> {
  return withDirectoryLock(async () => {
    const registry = new LearnerRegistry();
    await registry.beginRemoval(learnerId);
    return finish(host, registry, learnerId, onBlocked);
  });
}

/** Goes on with removals that an earlier run began. Returns the code of the first that could not be ended, or null. @throws StorageError */
export async function finishRemovals(host: HostClient, onBlocked: () => void): Promise<string | null> {
  return withDirectoryLock(async () => {
    const registry = new LearnerRegistry();
    const codes: (string | null)[] = [];
    for (const learnerId of (await registry.read()).removing) codes.push(await finish(host, registry, learnerId, onBlocked));
    return codes.find((code) => code !== null) ?? null;
  });
}

async function finish(host: HostClient, registry: LearnerRegistry, learnerId: string, onBlocked: () => void): Promise<string | null> {
  try {
    await removeEverythingOf(learnerId, {
      onBlocked,
      removeJournal: async () => {
        const result = await host.invoke('journal.remove', { learnerId });
        if (!result.ok) throw new HostError(result.error);
      },
    });
    await registry.endRemoval(learnerId);
    return null;
  } catch (error) {
    return error instanceof HostError ? error.code : toStorageError(error).code;
  }
}
