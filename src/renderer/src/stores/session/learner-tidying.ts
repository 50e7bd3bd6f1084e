import type { HostClient } from '../../host/host-client';
import { withDirectoryLock, LearnerRegistry, sendWaitingOutboxes } from '../../storage';
import type { useAnnouncements } from '../host/announcements';
import { createJournalPort } from '../host/journal-client';
import { discoverLearners, type Discovering } from './learner-discovery';
import { finishRemovals } from './learner-removal';
import { seeToRemoved } from './other-removals';
import type { Followed } from './removed-elsewhere';
import { whenIdle } from './when-idle';

/** What came of the work that a start leaves for later. */
export interface Tidying {
  /** Learners whom another browser removed. */
  readonly followed: Followed;
  /** Learners who were missing in the list. */
  readonly found: number;
  /** Why an earlier removal could not be ended, or null. */
  readonly unfinished: string | null;
}

/**
 * What a start owes to the learners who aren't at work: removals that were cut short are ended and other browsers' followed, learners whom the list lost are entered again from journals and
 * databases, and what waits for the journal is sent.
 *
 * @throws StorageError; HostError where the journals can't be listed
 */
async function tidyLearners(
  host: HostClient,
  isAtWork: (learnerId: string) => boolean,
  blocked: { readonly removal: () => void; readonly opening: () => void },
): Promise<Tidying> {
  const unfinished = await finishRemovals(host, blocked.removal);
  const followed = await seeToRemoved(host, isAtWork, blocked.removal);
  const found = await enterMissingLearners(host, { onBlocked: blocked.opening });
  // Under the lock: to open a database that another window has just removed would make it anew.
  await withDirectoryLock(async () => {
    const { removing } = await new LearnerRegistry().read();
    await sendWaitingOutboxes(
      createJournalPort(host),
      (learnerId) => isAtWork(learnerId) || removing.includes(learnerId),
    );
  });
  return { found, unfinished, followed };
}

/** Enters learners whom the host's journals or this browser's databases know and the list doesn't; returns how many. @throws StorageError, HostError */
export async function enterMissingLearners(host: HostClient, discovering: Discovering = {}): Promise<number> {
  return withDirectoryLock(async () => {
    const registry = new LearnerRegistry();
    const { learners, removing } = await registry.read();
    const known = new Set([...learners.map(({ id }) => id), ...removing]);
    return registry.addMissing(await discoverLearners(host, (learnerId) => known.has(learnerId), discovering));
  });
}

/** What the looking after the others needs to know of the window. */
export interface TidyingOptions {
  readonly host: HostClient;
  readonly announcements: ReturnType<typeof useAnnouncements>;
  readonly isAtWork: (learnerId: string) => boolean;
  /** Another window stands in the way of a database's upgrade. */
  readonly onBlocked: () => void;
  /** The list has got longer. */
  readonly onFound: (count: number) => Promise<void>;
  readonly onFollowed: (followed: Followed) => Promise<void>;
}

/** Looks after the learners who aren't at work, once nothing more urgent is left. `tidied` resolves when nothing is left of that. */
export function createTidying({ host, announcements, isAtWork, onBlocked, onFound, onFollowed }: TidyingOptions): {
  readonly tidyLater: () => void;
  readonly tidied: () => Promise<void>;
} {
  let tidying: Promise<void> = Promise.resolve();

  async function tidy(): Promise<void> {
    const { found, unfinished, followed } = await tidyLearners(host, isAtWork, {
      removal: () => {
        announcements.notify('warning', 'removalBlocked');
      },
      opening: onBlocked,
    });
    await onFollowed(followed);
    if (unfinished !== null) announcements.notify('warning', 'removalUnfinished', { code: unfinished });
    if (found > 0) await onFound(found);
  }

  return {
    tidyLater() {
      // Where the host is away, or the list can't be written, the learner at work is told of that by their own record, and the next start tries again.
      tidying = tidying
        .then(whenIdle)
        .then(tidy)
        .catch(() => undefined);
    },
    async tidied() {
      await tidying;
    },
  };
}
