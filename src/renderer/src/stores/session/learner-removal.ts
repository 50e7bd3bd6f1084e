import type { HostClient } from '../../host/host-client';
import { withDirectoryLock, LearnerRegistry, removeEverythingOf } from '../../storage';
import { failureOf, valueOf } from '../host/host-error';
import { markRemoved } from '../host/removal-client';

/**
 * Removes a learner. The removal is marked in the registry first, so that the next start continues it after a crash and
 * nobody returns half; then on the host, for every other browser; then the databases, the journal and the snapshots are
 * deleted; the registry's mark last.
 *
 * @param onBlocked called while another window holds the record open
 * @returns null, or the code of the failure: the learner isn't listed anywhere, and the next start continues
 * @throws StorageError where the removal could not be started; nothing is changed then
 */
export async function removeLearner(
  host: HostClient,
  learnerId: string,
  onBlocked: () => void,
): Promise<string | null> {
  return withDirectoryLock(() => removeLocked(host, learnerId, onBlocked, false));
}

/**
 * Like `removeLearner`, for a caller that holds the directory's lock. Where the removal follows another browser's, a
 * learner who was restored meanwhile stays.
 */
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

/** Continues removals of an earlier run. Returns the code of the first failure, or null. @throws StorageError */
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
          // Where the host can't mark it, it can't delete either, and reports that then; the local data is deleted
          // anyway.
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
    return failureOf(error).code;
  }
}
