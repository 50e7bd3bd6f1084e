import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import { LearnerRegistry, type RegisteredLearner, toStorageError, withTimeout } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { followRemoteRemovals, maintainLearners, type Blocked } from './learner-maintenance';
import type { Followed } from './remote-removal';
import { useSessionMachine } from './session-machine';
import type { HeldRecord } from './session-state';
import { whenIdle } from './when-idle';

/** Milliseconds that the list waits for the host to say who was removed elsewhere. What comes later is followed later. */
const PATIENCE = 2_000;

/** The learners of this computer, as this window last read their list, and what is owed to those who aren't at work. */
export const useLearnerDirectory = defineStore('learner-directory', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  /** Last opened first. */
  const known = shallowRef<readonly RegisteredLearner[]>([]);
  /** Learners of the list whom another browser removed and who have to decide, with the instants of it. */
  const remoteRemovals = shallowRef<ReadonlyMap<string, string>>(new Map());
  let maintenance: Promise<void> = Promise.resolve();

  const blocked: Blocked = {
    removal: () => void announcements.notify('warning', 'removalBlocked'),
    opening: () => void announcements.notify('warning', 'blocked'),
  };

  /** Reads the list anew. @throws StorageError */
  async function list(): Promise<void> {
    known.value = await new LearnerRegistry().list();
  }

  /** Enters the learner of a record, or brings the entry up to date. It is a directory only: where it can't be written the record is open all the same, and the failure is shown. */
  async function enter({ learner, isProtected }: HeldRecord): Promise<void> {
    try {
      await new LearnerRegistry().save({ id: learner.id, learner, lastOpenedAt: nowIso(context), isProtected });
      await list();
    } catch (error) {
      announcements.notify('error', `storage.${toStorageError(error).code}`);
    }
  }

  /** Removes here whom another browser removed, as far as that can be done at once, and learns who has to decide. Never rejects. */
  async function followOthers(): Promise<void> {
    await withTimeout(followRemoteRemovals(context.host, machine.holds, blocked.removal), PATIENCE)
      .then(showFollowed)
      .catch(() => undefined);
  }

  async function showFollowed({ count, undecided }: Followed): Promise<void> {
    remoteRemovals.value = undecided;
    if (count === 0) return;
    await list();
    announcements.notify('information', 'removalFollowed', { count });
  }

  /** Looks after the learners who aren't at work, once nothing more urgent is left. */
  function scheduleMaintenance(): void {
    // Where the host is away, or the list can't be written, the learner at work is told of that by their own record, and the next start tries again.
    maintenance = maintenance
      .then(whenIdle)
      .then(maintain)
      .catch(() => undefined);
  }

  async function maintain(): Promise<void> {
    const { found, unfinished, followed } = await maintainLearners(context.host, machine.holds, blocked);
    await showFollowed(followed);
    if (unfinished !== null) announcements.notify('warning', 'removalUnfinished', { code: unfinished });
    if (found === 0) return;
    await list();
    if (machine.state.phase === 'open') announcements.notify('information', 'learnersFound', { count: found });
  }

  /** Resolves when nothing is left of the maintenance that was scheduled. */
  async function maintained(): Promise<void> {
    await maintenance;
  }

  return { known, remoteRemovals, blocked, list, enter, followOthers, scheduleMaintenance, maintained };
});
