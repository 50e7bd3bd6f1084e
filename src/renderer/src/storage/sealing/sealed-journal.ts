import { readKeys, keyChangeId } from '../protection/protection-store';
import { pagesOf, type JournalPage, type JournalPort, type NewBody, type RewritingPort } from '../sync/port';
import { rewriteBodies } from '../sync/rewriting';
import type { LearnerDatabase } from '../database/learner-database';
import { bodyToStore, isPlaintext } from './sealed-rows';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded, StorageError } from '../database/storage-error';

/**
 * Rewrites every change that the host stores, in the journal and in snapshots, as the cipher says. Changes that are
 * right already are skipped, so that an interrupted run continues. One that is too long for the journal as plaintext
 * stays sealed there, and the database has it open.
 *
 * @throws StorageError, after all the others, where plaintext may be left: some is too long to be sealed there, or a
 * snapshot can't be read now; errors of the port
 */
export async function resealJournal(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort & RewritingPort,
  cipher: RecordCipher,
): Promise<void> {
  let left = 0;
  if (cipher.seals) {
    // The keys are rewritten unchanged: so the host drops damaged lines and files, which may hold plaintext, even
    // where nothing else is replaced.
    const keys = await guarded(() => readKeys(database));
    left += await port.rewrite(
      learnerId,
      keys.map((record): NewBody => ({ id: keyChangeId(record), body: JSON.stringify(record) })),
    );
  }
  for await (const pages of storedPages(learnerId, port)) {
    if (!pages) {
      // What it alone holds isn't rewritten, though the host may read it again by now.
      left += 1;
      continue;
    }
    const bodies = async function* (): AsyncGenerator<NewBody> {
      for await (const { changes } of pages) {
        for (const change of changes) {
          const body = await bodyToStore(change, cipher);
          if (body !== null) yield { id: change.id, body };
        }
      }
    };
    left += await rewriteBodies(learnerId, port, bodies());
  }
  if (cipher.seals && left > 0) throw new StorageError('failed', 'Not all that the host stores could be sealed.');
}

/** True where no note is plaintext in the journal, or in a snapshot that can be read. @throws errors of the port */
export async function isJournalSealed(learnerId: string, port: JournalPort & RewritingPort): Promise<boolean> {
  for await (const pages of storedPages(learnerId, port))
    for await (const { changes } of pages ?? []) if (changes.some(isPlaintext)) return false;
  return true;
}

/** The pages of the journal, then of each snapshot; null for one that can't be read now. @throws errors of the port */
async function* storedPages(
  learnerId: string,
  port: JournalPort & RewritingPort,
): AsyncGenerator<AsyncGenerator<JournalPage> | null> {
  yield pagesOf((after) => port.read(learnerId, after));
  for (const snapshotId of await port.snapshots(learnerId))
    yield snapshotId === null ? null : pagesOf((after) => port.readSnapshot(learnerId, snapshotId, after));
}
