import type { HostClient } from '../../host/host-client';
import { withDirectoryLock, withTimeout, countUnsent } from '../../storage';
import { findRemoved } from '../host/removal-client';
import { removeLocked } from './learner-removal';

/** What is here of a learner whom another browser of this computer removed. */
export interface RemoteRemoval {
  /** ISO instant of the removal; null where the host doesn't answer now. */
  readonly at: string | null;
  /** Changes that never reached the journal, so that the other browser didn't have them; null where they can't be counted. */
  readonly unsent: number | null;
}

/** What came of following other browsers' removals. */
export interface Followed {
  /** Learners who were removed here too. */
  readonly count: number;
  /** Those whose learner has to decide, with the instants of their removal. */
  readonly undecided: ReadonlyMap<string, string>;
}

/** Milliseconds that one learner's removal may take before they are asked about instead: another window may hold it up. */
const PATIENCE = 10_000;

/**
 * Removes here whom another browser removed, where nothing of theirs is here that the journal never had: then it is all the same record, whose removal was confirmed
 * there. Whoever left more than that stays until they decide.
 *
 * @param removed whom another browser removed, with the instants of it
 * @param isHeld true for whoever must not be removed under their own hands
 * @throws StorageError
 */
export async function followRemovals(
  host: HostClient,
  removed: ReadonlyMap<string, string>,
  isHeld: (learnerId: string) => boolean,
  onBlocked: () => void,
): Promise<Followed> {
  return withDirectoryLock(async () => {
    const undecided = new Map<string, string>();
    let count = 0;
    for (const [learnerId, at] of removed) {
      if (!isHeld(learnerId) && (await isFollowed(host, learnerId, onBlocked))) count += 1;
      else undecided.set(learnerId, at);
    }
    return { count, undecided };
  });
}

/**
 * The same for one learner. With `isAsked` nothing is removed.
 *
 * @returns `followed` where they are removed here too, `present` where they weren't removed; else what their learner has to decide about. Never rejects: where it can't be found out nothing is removed
 */
export async function followRemoval(
  host: HostClient,
  learnerId: string,
  onBlocked: () => void,
  isAsked = false,
): Promise<RemoteRemoval | 'followed' | 'present'> {
  let at: string | null = null;
  try {
    const found = (await withTimeout(findRemoved(host, [learnerId]), PATIENCE)).get(learnerId);
    if (found === undefined) return 'present';
    at = found;
    if (
      !isAsked &&
      (await withTimeout(
        withDirectoryLock(() => isFollowed(host, learnerId, onBlocked)),
        PATIENCE,
      ))
    )
      return 'followed';
  } catch {
    // The learner decides.
  }
  return { at, unsent: await countUnsent(learnerId) };
}

async function isFollowed(host: HostClient, learnerId: string, onBlocked: () => void): Promise<boolean> {
  if ((await countUnsent(learnerId)) !== 0) return false;
  // Where it can't be ended now, the next start goes on with it.
  await removeLocked(host, learnerId, onBlocked, true);
  return true;
}
