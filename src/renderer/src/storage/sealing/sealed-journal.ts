import { readKeys, keyChangeId } from '../protection/protection-store';
import type { JournalPort, NewBody, RewritingPort } from '../journal/port';
import { rewriteBodies } from '../journal/rewriting';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import { bodyToStore } from './sealed-rows';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded, StorageError } from '../database/storage-error';

/**
 * Rewrites every change that the host stores, in the journal and in snapshots, as the cipher says. Changes that are
 * right already are skipped, so that an interrupted run continues. One that is too long for the journal as plain text
 * stays sealed there, and the database has it in plain.
 *
 * @throws StorageError, after all the others, where plain words may be left: some are too long to be sealed there, or a
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
    // The keys are rewritten unchanged: so the host drops damaged lines and files, which may hold plain words, even
    // where nothing else is replaced.
    const keys = await guarded(() => readKeys(database));
    left += await port.rewrite(
      learnerId,
      keys.map((record): NewBody => ({ id: keyChangeId(record), body: JSON.stringify(record) })),
    );
  }
  const state = await port.state(learnerId);
  left += await resealPages(learnerId, port, cipher, (after) =>
    after < state.lastSequence ? port.read(learnerId, after) : null,
  );
  for (const snapshotId of await port.snapshots(learnerId)) {
    left += await resealPages(learnerId, port, cipher, (after) => port.readSnapshot(learnerId, snapshotId, after));
  }
  if (cipher.seals && left > 0) throw new StorageError('failed', 'Not all that the host stores could be sealed.');
}

interface Page {
  readonly changes: readonly JournalChange[];
  readonly lastSequence: number;
}

/** Returns how much stays as it is (`rewriteBodies`). */
async function resealPages(
  learnerId: string,
  port: RewritingPort,
  cipher: RecordCipher,
  read: (after: number) => Promise<Page> | null,
): Promise<number> {
  const bodies = async function* (): AsyncGenerator<NewBody> {
    for (let page = await read(0); page && page.changes.length > 0; page = await read(page.lastSequence)) {
      for (const change of page.changes) {
        const body = await bodyToStore(change, cipher);
        if (body !== null) yield { id: change.id, body };
      }
    }
  };
  return rewriteBodies(learnerId, port, bodies());
}
