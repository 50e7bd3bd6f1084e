import type { HostClient } from '../../host/host-client';
import { withDirectoryLock, LearnerRegistry, removeEverythingOf, toStorageError } from '../../storage';
import { HostError, valueOf } from '../host/host-error';
import { markRemoved } from '../host/removal-client';

/**
 * Removes a learner: marked in the registry first, so that a crash at any moment after is gone on with at the next start and nobody comes back half; then on the host,
 * for every other browser; then the databases, the journal and the snapshots go; the registry's mark last.
 *
 * @param onBlocked another window doesn't let go of the record
 * @returns null, or the code of what was in the way: the learner is listed nowhere any more, and the next start goes on
 * @throws StorageError where the removal could not even be begun; nothing was changed then
 */
export async function removeLearner(
  host: HostClient,
  learnerId: string,
  onBlocked: () => void,
): Promise<string | null> {
  return withDirectoryLock(() => removeLocked(host, learnerId, onBlocked, false));
}

/** As `removeLearner`, for a caller that holds the directory's lock; where the removal follows another browser's, a learner who was brought back meanwhile stays. */
export async function removeLocked(
  host: HostClient,
  learnerId: string,
  onBlocked: () => void,
  isContinued: boolean,
): Promise<string | null> {
  const registry = new LearnerRegistry();
  await registry.beginRemoval(learnerId);
  return finish(host, registry, learnerId, { onBlocked, isContinued });
}

/** Goes on with removals that an earlier run began. Returns the code of the first that could not be ended, or null. @throws StorageError */
export async function finishRemovals(host: HostClient, onBlocked: () => void): Promise<string | null> {
  return withDirectoryLock(async () => {
    const registry = new LearnerRegistry();
    const codes: (string | null)[] = [];
    for (const learnerId of (await registry.read()).removing)
      codes.push(await finish(host, registry, learnerId, { onBlocked, isContinued: true }));
    return codes.find((code) => code !== null) ?? null;
  });
}

async function finish(
  host: HostClient,
  registry: LearnerRegistry,
  learnerId: string,
  { onBlocked, isContinued }: { readonly onBlocked: () => void; readonly isContinued: boolean },
): Promise<string | null> {
  let isMarked = false;
  try {
    await removeEverythingOf(learnerId, {
      onBlocked,
      mark: async () => {
        try {
          isMarked = await markRemoved(host, learnerId, isContinued);
          return isMarked;
        } catch {
          // Where the host can't, it can't delete either, and says why then; what is here goes all the same.
          return true;
        }
      },
      removeJournal: async () => {
        valueOf(await host.invoke('journal.remove', { learnerId, continued: isMarked || isContinued }));
      },
    });
    await registry.endRemoval(learnerId);
    return null;
  } catch (error) {
    return error instanceof HostError ? error.code : toStorageError(error).code;
  }
}
