import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import { doneWithin, LearnerRegistry, type RegisteredLearner, toStorageError } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { followRemoteRemovals, maintainLearners, type Blocked } from './learner-maintenance';
import type { Followed } from './remote-removal';
import { useSessionMachine } from './session-machine';
import type { HeldRecord } from './session-state';
import { whenIdle } from './when-idle';

/** Milliseconds that the list waits for the host's removals from other browsers. A later answer is applied later. */
const TIMEOUT = 2_000;

/**
 * The learners of this computer, as this window last read their list, and the maintenance of the records that aren't
 * open.
 */
export const useLearnerDirectory = defineStore('learner-directory', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  /** Last opened first. */
  const known = shallowRef<readonly RegisteredLearner[]>([]);
  /** Learners of the list whom another browser removed and who have to decide, with the instants of their removal. */
  const remoteRemovals = shallowRef<ReadonlyMap<string, string>>(new Map());
  let maintenance: Promise<void> = Promise.resolve();

  const blocked: Blocked = {
    removal: () => void announcements.notify('warning', 'removalBlocked'),
    opening: () => void announcements.notify('warning', 'blocked'),
  };

  /** Reads the list. @throws StorageError */
  async function list(): Promise<void> {
    known.value = await new LearnerRegistry().list();
  }

  /**
   * Adds the learner of a record to the list, or updates the entry. The list is only a directory: where it can't be
   * written the record is open nevertheless, and the failure is shown.
   */
  async function enter({ learner, isProtected }: HeldRecord): Promise<void> {
    try {
      await new LearnerRegistry().save({ id: learner.id, learner, lastOpenedAt: nowIso(context), isProtected });
      await list();
    } catch (error) {
      announcements.notify('error', `storage.${toStorageError(error).code}`);
    }
  }

  /** Applies the removals of other browsers as far as possible now, and finds who has to decide. Never rejects. */
  async function followOthers(): Promise<void> {
    await doneWithin(followRemoteRemovals(context.host, blocked.removal).then(showFollowed), TIMEOUT);
  }

  async function showFollowed({ count, undecided }: Followed): Promise<void> {
    remoteRemovals.value = undecided;
    if (count === 0) return;
    await list();
    announcements.notify('information', 'removalFollowed', { count });
  }

  /** Starts the maintenance of the other learners' records, once nothing more urgent is left. */
  function scheduleMaintenance(): void {
    // Where the host is unreachable or the list can't be written, the current record shows that, and the next start
    // tries again.
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

  /** Resolves when the scheduled maintenance has finished. */
  async function maintained(): Promise<void> {
    await maintenance;
  }

  return { known, remoteRemovals, blocked, list, enter, followOthers, scheduleMaintenance, maintained };
});
