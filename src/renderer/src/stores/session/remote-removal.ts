import type { HostClient } from '../../host/host-client';
import { countUnsent, ifRecordUnused, LearnerRegistry, withDirectoryLock, withTimeout } from '../../storage';
import { findRemoved } from '../host/removal-client';
import { removeLocked } from './learner-removal';

/** What this browser has of a learner whom another browser of this computer removed. */
export interface RemoteRemoval {
  /** ISO instant of the removal; null where the host doesn't answer. */
  readonly at: string | null;
  /**
   * Number of changes that never reached the journal, so that the other browser didn't have them; null where unknown.
   */
  readonly unsent: number | null;
}

/** The result of applying other browsers' removals. */
export interface Followed {
  /** Number of learners who were removed here too. */
  readonly count: number;
  /** Learners who have to decide, with the instants of their removal. */
  readonly undecided: ReadonlyMap<string, string>;
}

/**
 * Milliseconds that one learner's removal may take before the learner is asked instead: another window may block it.
 */
const TIMEOUT = 10_000;

/**
 * Removes learners whom another browser removed, where this browser has nothing that the journal never had: then it is
 * the same record, whose removal was confirmed there. A learner with more than that stays until they decide, and so
 * does one who is asked already, or whose record some window uses.
 *
 * @param removed whom another browser removed, with the instants of their removal
 * @throws StorageError
 */
export async function followRemovals(
  host: HostClient,
  removed: ReadonlyMap<string, string>,
  onBlocked: () => void,
): Promise<Followed> {
  return withDirectoryLock(async () => {
    const undecided = new Map<string, string>();
    let count = 0;
    for (const [learnerId, at] of removed) {
      if (await isFollowed(host, learnerId, onBlocked)) count += 1;
      else undecided.set(learnerId, at);
    }
    return { count, undecided };
  });
}

/**
 * The same for one learner. With `isAsked` nothing is removed.
 *
 * @returns `followed` where they are removed here too, `present` where they weren't removed; else what the learner has
 * to decide about. Never rejects: nothing is removed where the facts are unknown
 */
export async function followRemoval(
  host: HostClient,
  learnerId: string,
  onBlocked: () => void,
  isAsked = false,
): Promise<RemoteRemoval | 'followed' | 'present'> {
  let at: string | null = null;
  let isLate = false;
  try {
    const found = (await withTimeout(findRemoved(host, [learnerId]), TIMEOUT)).get(learnerId);
    if (found === undefined) return 'present';
    at = found;
    if (
      !isAsked &&
      (await withTimeout(
        // A turn that comes after the learner was asked decides nothing for them.
        withDirectoryLock(async () => !isLate && (await isFollowed(host, learnerId, onBlocked))),
        TIMEOUT,
      ))
    )
      return 'followed';
  } catch {
    // The learner decides.
    isLate = true;
  }
  return { at, unsent: await countUnsent(learnerId) };
}

async function isFollowed(host: HostClient, learnerId: string, onBlocked: () => void): Promise<boolean> {
  const isRemoved = await ifRecordUnused(learnerId, async () => {
    const { learners } = await new LearnerRegistry().read();
    if (learners.some(({ id, isAsked }) => id === learnerId && isAsked)) return false;
    if ((await countUnsent(learnerId)) !== 0) return false;
    // Where it can't be finished now, the next start continues it.
    await removeLocked(host, learnerId, onBlocked, true);
    return true;
  });
  return isRemoved ?? false;
}
