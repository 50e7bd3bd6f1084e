import type { HostClient } from '../../host/host-client';
import { LearnerRegistry, StorageError } from '../../storage';
import { listSnapshots } from '../host/snapshot-client';
import type { SessionState } from './session-state';

/**
 * What is shown where no learner is known: the first run, unless this computer has snapshots of a record. Then the rest
 * was lost, and they are offered. Where the browser can't open its default bucket nobody counts as new: the bucket may
 * hold a record whose journals are in another folder.
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
