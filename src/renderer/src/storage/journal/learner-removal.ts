import { deleteLearnerDatabases } from '../database/generations';
import { withJournalLock } from './port';

/** What the removal of a learner needs from outside. */
export interface RemovalOptions {
  /**
   * Marks the removal on the host, before anything is deleted. False where the learner was restored meanwhile: nothing
   * is deleted then.
   */
  readonly mark: () => Promise<boolean>;
  /** Deletes the learner's journal and snapshots. Rejects where the host fails. */
  readonly removeJournal: () => Promise<unknown>;
  /** Called while a window that doesn't close its database blocks the removal. */
  readonly onBlocked: () => void;
}

/**
 * Deletes every database of a learner, earlier generations too, then what the host stores of them. Under the journal's
 * lock: a window that is sending to the journal finishes first, and a later one finds its database deleted, so that no
 * window recreates the journal. Idempotent.
 *
 * @throws StorageError where a database can't be deleted; errors of `mark` and `removeJournal`
 */
export async function removeEverythingOf(
  learnerId: string,
  { mark, removeJournal, onBlocked }: RemovalOptions,
): Promise<void> {
  await withJournalLock(learnerId, async () => {
    if (!(await mark())) return;
    await deleteLearnerDatabases(learnerId, onBlocked);
    await removeJournal();
  });
}
