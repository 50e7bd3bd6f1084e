import type { OperationOutput } from '../../../../contract/operations';
import type { ListedSnapshot } from '../../../../contract/snapshot';
import type { HostClient } from '../../host/host-client';
import type { JournalChange } from '../../storage';
import { valueOf } from './host-error';
import { ENTRIES_PER_PAGE } from './journal-client';

/** The snapshots of one learner, newest first; of all learners without an id. @throws HostError */
export async function listSnapshots(host: HostClient, learnerId?: string): Promise<OperationOutput<'snapshot.list'>> {
  return valueOf(await host.invoke('snapshot.list', learnerId === undefined ? {} : { learnerId }));
}

/** A snapshot's changes, page by page. @throws HostError */
export async function* snapshotPages(
  host: HostClient,
  { learnerId, snapshotId }: ListedSnapshot,
): AsyncGenerator<readonly JournalChange[]> {
  let afterSequence = 0;
  for (;;) {
    const result = valueOf(
      await host.invoke('snapshot.read', { learnerId, snapshotId, afterSequence, limit: ENTRIES_PER_PAGE }),
    );
    const last = result.entries.at(-1);
    if (!last) return;
    yield result.entries.map(({ change }) => change);
    afterSequence = last.sequence;
  }
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
