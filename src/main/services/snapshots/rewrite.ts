import type { JournalState } from '../../../contract/journal-entry';
import type { Journal } from '../journal/journal';
import type { SnapshotFolder } from './snapshot-folder';
import { repackSnapshot } from './repack';

/** What a rewriting needs. */
export interface RewriteOptions {
  readonly files: SnapshotFolder;
  readonly journal: Journal;
  readonly learnerId: string;
  /** Change id -> new body. */
  readonly bodies: ReadonlyMap<string, string>;
}

/**
 * Gives changes other bodies, in the journal first and then in every snapshot, each file replaced as a whole. Damaged snapshots are deleted, since they may hold the
 * old bodies. Asked again after a crash it does the rest.
 *
 * @returns where the journal stands; `dropped` counts damaged lines and files
 * @throws OperationFailure; some files may have the new bodies then
 */
export async function rewriteSnapshots({
  files,
  journal,
  learnerId,
  bodies,
}: RewriteOptions): Promise<JournalState & { dropped: number }> {
  const { state, dropped } = await journal.rewrite(learnerId, bodies);
  let damaged = 0;
  for (const { snapshotId } of await files.names()) {
    const header = await files.header(snapshotId);
    if (!header) {
      await files.delete(snapshotId);
      damaged += 1;
      continue;
    }
    const packed = await repackSnapshot(files.pathOf(snapshotId), header, bodies);
    if (packed) await files.put(snapshotId, packed);
  }
  return { ...state, dropped: dropped + damaged };
}
