import type { HostClient } from '../../host/host-client';
import {
  withDirectoryLock,
  listLearnerDatabases,
  LearnerRegistry,
  sendWaitingOutboxes,
  StorageError,
} from '../../storage';
import { createJournalPort } from '../host/journal-client';
import { findRemoved } from '../host/removal-client';
import { listSnapshots } from '../host/snapshot-client';
import { discoverLearners, type Discovering } from './learner-discovery';
import { finishRemovals } from './learner-removal';
import type { Followed } from './remote-removal';
import type { SessionState } from './session-state';

/** The result of the maintenance after a start. */
export interface Maintenance {
  /** Learners whom another browser removed. */
  readonly followed: Followed;
  /** Number of learners who were missing in the list. */
  readonly found: number;
  /** Why an earlier removal could not be finished, or null. */
  readonly unfinished: string | null;
}

/** Called where another window blocks the work. */
export interface Blocked {
  readonly removal: () => void;
  readonly opening: () => void;
}

/**
 * Maintenance of the records that aren't open: interrupted removals are finished and other browsers' removals applied,
 * learners who are missing in the list are added from journals and databases, and outboxes are sent.
 *
 * @param isHeld true for the learner whose record this window holds
 * @throws StorageError; HostError where the journals can't be listed
 */
export async function maintainLearners(
  host: HostClient,
  isHeld: (learnerId: string) => boolean,
  blocked: Blocked,
): Promise<Maintenance> {
  const unfinished = await finishRemovals(host, blocked.removal);
  const followed = await followRemoteRemovals(host, blocked.removal);
  const found = await enterMissingLearners(host, { onBlocked: blocked.opening });
  // Under the lock: opening a database that another window has just removed would create it again.
  await withDirectoryLock(async () => {
    const { removing } = await new LearnerRegistry().read();
    await sendWaitingOutboxes(
      createJournalPort(host),
      (learnerId) => isHeld(learnerId) || removing.includes(learnerId),
    );
  });
  return { found, unfinished, followed };
}

/**
 * Applies the removal of every learner of this browser whom another one removed. The code for it is loaded only where
 * there is one.
 *
 * @throws HostError where the host doesn't answer; StorageError; TypeError where the code can't be loaded
 */
export async function followRemoteRemovals(host: HostClient, onBlocked: () => void): Promise<Followed> {
  const { learners, removing } = await new LearnerRegistry().read();
  const here = new Set([...learners.map(({ id }) => id), ...(await listLearnerDatabases()).keys()]);
  const removed = await findRemoved(
    host,
    [...here].filter((id) => !removing.includes(id)),
  );
  if (removed.size === 0) return { count: 0, undecided: removed };
  const { followRemovals } = await import('./remote-removal');
  return followRemovals(host, removed, onBlocked);
}

/**
 * Adds learners of the host's journals or this browser's databases whom the list lacks; returns their number.
 *
 * @throws StorageError, HostError
 */
export async function enterMissingLearners(host: HostClient, discovering: Discovering = {}): Promise<number> {
  return withDirectoryLock(async () => {
    const registry = new LearnerRegistry();
    const { learners, removing } = await registry.read();
    const known = new Set([...learners.map(({ id }) => id), ...removing]);
    return registry.addMissing(await discoverLearners(host, (learnerId) => known.has(learnerId), discovering));
  });
}

/**
 * First run, unless this computer has snapshots of a record: then the rest was lost, and they are offered. Where the
 * browser can't open its default bucket nobody counts as new: the bucket may hold a record whose journals are in
 * another folder.
 *
 * @throws StorageError; HostError
 */
export async function stateOfNobody(host: HostClient, isFallback: boolean): Promise<SessionState> {
  const { snapshots } = await listSnapshots(host);
  const { removing } = await new LearnerRegistry().read();
  const left = snapshots.filter(({ learnerId }) => !removing.includes(learnerId));
  if (left.length > 0) return { phase: 'failed', code: 'only-snapshots', detail: `${left.length}` };
  if (isFallback)
    throw new StorageError('damaged', 'The place of the databases can not be opened, and there is no journal.');
  return { phase: 'first-run' };
}
