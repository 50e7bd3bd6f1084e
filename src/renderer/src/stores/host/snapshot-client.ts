import type { OperationOutput } from '../../../../contract/operations';
import type { AppContext } from '../../app-context';
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
export async function restoreSnapshot(
  { host, pageId }: Pick<AppContext, 'host' | 'pageId'>,
  learnerId: string,
  snapshotId: string,
): Promise<string | null> {
  const result = valueOf(await host.invoke('snapshot.restore', { learnerId, page: pageId, snapshotId }));
  return result.undoId;
}
