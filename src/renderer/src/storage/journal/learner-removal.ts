import { deleteLearnerDatabases } from '../database/generations';
import { withJournalLock } from './port';

/** What the removal of a learner needs from outside. */
export interface RemovalOptions {
  /** Tells the host, before anything is deleted. False where the learner was brought back meanwhile: then nothing is. */
  readonly mark: () => Promise<boolean>;
  /** Deletes the learner's journal and snapshots. Rejects where the host can't. */
  readonly removeJournal: () => Promise<unknown>;
  /** A window that doesn't close its database blocks the removal until it is closed. */
  readonly onBlocked: () => void;
}

/**
 * Deletes every database of a learner, earlier generations too, then what the host keeps of them. Under the journal's lock: a window that is sending to the
 * journal ends first, and one that comes after finds its database gone, so that nobody makes the journal anew. Done twice it changes nothing more.
 *
 * @throws StorageError where a database can't be deleted; whatever `mark` and `removeJournal` throw
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
