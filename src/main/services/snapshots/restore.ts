import type { JournalState } from '../../../contract/journal-entry';
import type { Journal, LearnerRemovals } from '../journal';
import { snapshotEntries } from './snapshot-file';
import type { SnapshotFolder, WholeSnapshot } from './snapshot-folder';
import { snapshotDamaged } from './snapshot-lines';

/** What a restore did. */
export interface Restored {
  readonly state: JournalState;
  /** Snapshot of the state before, which undoes the restore; null where there was none to save. */
  readonly undoId: string | null;
}

/** What a restore needs. */
export interface RestoreOptions {
  readonly files: SnapshotFolder;
  readonly journal: Journal;
  readonly removals: Pick<LearnerRemovals, 'lift'> | undefined;
  readonly learnerId: string;
  /** The page that restores: a person's act, so it takes the turn. */
  readonly page: string;
  readonly snapshotId: string;
  /** Takes a snapshot of the present state. */
  readonly savePresent: () => Promise<WholeSnapshot>;
}

/**
 * Restores a journal to a snapshot, whose epoch is then above all that are known. The present state is saved first. The
 * record's protection is never restored: every snapshot's bodies are sealed with the present key (`rewrite.ts`), and
 * the journal's keys come behind the snapshot's lines.
 *
 * @throws OperationFailure; the journal is then unchanged
 */
export async function restoreSnapshot(options: RestoreOptions): Promise<Restored> {
  const { files, journal, removals, learnerId, page, snapshotId, savePresent } = options;
  if (!(await files.check(snapshotId))) throw snapshotDamaged(files.pathOf(snapshotId));
  await removals?.lift(learnerId);
  await journal.take(learnerId, page);
  // Null where it can't be read: the epoch's beginning reads it again, and renames only what can't be read for good.
  const before = await journal.state(learnerId).catch(() => null);
  const saved = before && before.count > 0 ? await savePresent() : null;
  const state = await journal.beginEpoch(learnerId, page, {
    reason: 'restored',
    snapshotId,
    above: await files.epochs(),
    from: snapshotEntries(files.pathOf(snapshotId)),
    endsAt: before,
  });
  return { state, undoId: saved?.name.snapshotId ?? null };
}
