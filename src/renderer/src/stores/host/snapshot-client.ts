import type { OperationOutput } from '../../../../contract/operations';
import type { HostClient } from '../../host/host-client';
import { valueOf } from './host-error';

/** The snapshots of one learner, newest first; of all learners without an id. @throws HostError */
export async function listSnapshots(host: HostClient, learnerId?: string): Promise<OperationOutput<'snapshot.list'>> {
  return valueOf(await host.invoke('snapshot.list', learnerId === undefined ? {} : { learnerId }));
}

/**
 * Restores a learner's journal to a snapshot; returns the id of the snapshot that undoes it, or null.
 *
 * @throws HostError; nothing is changed then
 */
export async function restoreSnapshot(host: HostClient, learnerId: string, snapshotId: string): Promise<string | null> {
  const result = valueOf(await host.invoke('snapshot.restore', { learnerId, snapshotId }));
  return result.undoId;
}
