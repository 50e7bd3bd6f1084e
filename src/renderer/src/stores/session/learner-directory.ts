import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import {
  LearnerRegistry,
  StorageError,
  type RegisteredLearner,
  toStorageError,
  withDirectoryLock,
} from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { listSnapshots } from '../host/snapshot-client';
import { discoverLearners, type Discovering } from './learner-discovery';
import { finishRemovals } from './learner-removal';
import { useSessionMachine } from './session-machine';
import type { HeldRecord, SessionEvent } from './session-state';
import { whenIdle } from './when-idle';

/** The learners of this computer, as this window last read their list. */
export const useLearnerDirectory = defineStore('learner-directory', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  /** Last opened first. */
  const known = shallowRef<readonly RegisteredLearner[]>([]);
  let maintenance: Promise<void> = Promise.resolve();

  /** Called where another window blocks the work. */
  const blocked = {
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

  /**
   * Adds learners of the host's journals or this browser's databases whom the list lacks; returns their number.
   *
   * @throws StorageError, HostError
   */
  async function enterMissing(discovering: Discovering = {}): Promise<number> {
    return withDirectoryLock(async () => {
      const registry = new LearnerRegistry();
      const { learners, removing } = await registry.read();
      const listed = new Set([...learners.map(({ id }) => id), ...removing]);
      return registry.addMissing(await discoverLearners(context, (learnerId) => listed.has(learnerId), discovering));
    });
  }

  /**
   * First run, unless this computer has snapshots of a record: then the rest was lost, and they are offered. Where the
   * browser can't open its default bucket nobody counts as new: the bucket may hold a record whose journals are in
   * another folder.
   *
   * @throws StorageError; HostError
   */
  async function whereNobodyIs(isFallback: boolean): Promise<SessionEvent> {
    const { snapshots } = await listSnapshots(context.host);
    const { removing } = await new LearnerRegistry().read();
    const left = snapshots.filter(({ learnerId }) => !removing.includes(learnerId));
    if (left.length > 0) return { type: 'fail', code: 'only-snapshots', detail: `${left.length}` };
    if (isFallback)
      throw new StorageError('damaged', 'The place of the databases can not be opened, and there is no journal.');
    return { type: 'nobody-found' };
  }

  /**
   * Once nothing more urgent is left, finishes interrupted removals and adds learners who are missing in the list.
   * Where the host is away or the list can't be written, the current record shows that, and the next start tries again.
   */
  function scheduleMaintenance(): void {
    maintenance = maintenance
      .then(whenIdle)
      .then(maintain)
      .catch(() => undefined);
  }

  async function maintain(): Promise<void> {
    const unfinished = await finishRemovals(context, blocked.removal);
    if (unfinished !== null) announcements.notify('warning', 'removalUnfinished', { code: unfinished });
    const found = await enterMissing({ onBlocked: blocked.opening });
    if (found === 0) return;
    await list();
    if (machine.state.phase === 'open') announcements.notify('information', 'learnersFound', { count: found });
  }

  /** Resolves when the scheduled maintenance has finished. */
  async function maintained(): Promise<void> {
    await maintenance;
  }

  return { known, blocked, list, enter, enterMissing, whereNobodyIs, scheduleMaintenance, maintained };
});
