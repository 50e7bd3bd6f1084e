import { ref, shallowRef } from 'vue';
import type { Learner } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { toStorageError, withTimeout } from '../../storage';
import type { useAnnouncements } from '../host/announcements';
import { seeToRemoved } from './other-removals';
import { findRemovedSoon } from '../host/removal-client';
import type { Followed } from './removed-elsewhere';
import type { StartState } from './start-state';

/** Milliseconds that a start waits for the host to tell who was removed elsewhere: for one learner, for the list of all. What comes later is seen to later. */
const PATIENCE = { one: 500, all: 2_000 };

/** What following removals needs to know of the window. */
export interface RemovalFollowingOptions {
  readonly host: HostClient;
  readonly announcements: ReturnType<typeof useAnnouncements>;
  /** Whose record is open or waits for its PIN; undefined for nobody. */
  readonly presentId: () => string | undefined;
  /** Another window doesn't let go of a record that is being removed. */
  readonly onBlocked: () => void;
  /** The list may have got shorter. */
  readonly onFollowed: () => Promise<void>;
}

/** What the window knows of learners whom another browser of this computer removed (decision 008), and what it does about them. */
export function createRemovalFollowing({
  host,
  announcements,
  presentId,
  onBlocked,
  onFollowed,
}: RemovalFollowingOptions) {
  /** Raised when the learner at work, or whose PIN is waited for, turns out to be removed in another browser; the record has to be put away then. */
  const removalNoticed = ref(0);
  /** Learners of the list whom another browser removed and who are asked about, with the instants of it. */
  const removedElsewhere = shallowRef<ReadonlyMap<string, string>>(new Map());

  function noticeRemoval(): void {
    removalNoticed.value += 1;
  }

  /** Whether another browser removed a learner, as far as the host tells it soon. Never rejects. */
  async function wasRemoved(learnerId: string): Promise<boolean> {
    return (await findRemovedSoon(host, [learnerId], PATIENCE.one)).has(learnerId);
  }

  /** Removes here whom another browser removed, as far as that can be done at once, and learns who is asked about. Never rejects. */
  async function followOthers(): Promise<void> {
    await withTimeout(
      seeToRemoved(host, (learnerId) => learnerId === presentId(), onBlocked),
      PATIENCE.all,
    )
      .then(tellFollowed)
      .catch(() => undefined);
  }

  async function tellFollowed({ count, waiting }: Followed): Promise<void> {
    removedElsewhere.value = waiting;
    const present = presentId();
    if (present !== undefined && waiting.has(present)) noticeRemoval();
    if (count === 0) return;
    await onFollowed();
    announcements.notify('information', 'removalFollowed', { count });
  }

  /**
   * Sees to one learner whose record isn't open: what holds nothing new goes without a question, unless it is to be asked.
   *
   * @returns what the start shows; null where nothing of theirs is in the way any more. Never rejects
   */
  async function follow(candidate: Learner, isAsked: boolean): Promise<StartState | null> {
    try {
      const { followRemoval } = await import('./removed-elsewhere');
      const found = await followRemoval(host, candidate.id, onBlocked, isAsked);
      if (typeof found !== 'string') return { phase: 'removed', learner: candidate, ...found };
      if (found === 'followed') announcements.notify('information', 'removalFollowed', { count: 1 });
      return null;
    } catch (error) {
      // The part can't be loaded: the host is away.
      return { phase: 'failed', code: 'failed', detail: toStorageError(error).message };
    }
  }

  return { removalNoticed, removedElsewhere, noticeRemoval, wasRemoved, followOthers, tellFollowed, follow };
}
