import { readKeys, keyChangeId } from '../protection/protection-store';
import { MAXIMUM_BODY_LENGTH, type JournalPort, type NewBody, type RewritingPort } from '../journal/port';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import { bodyToStore } from './sealed-rows';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded } from '../database/storage-error';

/** Bodies sent at once: at most so many, and at most so many UTF-16 units of text. */
const BATCH = { bodies: 200, length: 2_000_000 };

/**
 * Rewrites every change that the host stores, in the journal and in snapshots, as the cipher says. Changes that are
 * right already are skipped, so that an interrupted run continues.
 *
 * @throws StorageError; errors of the port
 */
export async function resealJournal(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort & RewritingPort,
  cipher: RecordCipher,
): Promise<void> {
  if (cipher.seals) {
    // The keys are rewritten unchanged: so the host drops damaged lines and files, which may hold plain words, even
    // where nothing else is replaced.
    const keys = await guarded(() => readKeys(database));
    await port.rewrite(
      learnerId,
      keys.map((record): NewBody => ({ id: keyChangeId(record), body: JSON.stringify(record) })),
    );
  }
  const state = await port.state(learnerId);
  if (!state) return;
  await resealPages(learnerId, port, cipher, (after) =>
    after < state.lastSequence ? port.read(learnerId, after) : null,
  );
  for (const snapshotId of await port.snapshots(learnerId)) {
    await resealPages(learnerId, port, cipher, (after) => port.readSnapshot(learnerId, snapshotId, after));
  }
}

interface Page {
  readonly changes: readonly JournalChange[];
  readonly lastSequence: number;
}

async function resealPages(
  learnerId: string,
  port: RewritingPort,
  cipher: RecordCipher,
  read: (after: number) => Promise<Page> | null,
): Promise<void> {
  let bodies: NewBody[] = [];
  let length = 0;
  const send = async (): Promise<void> => {
    if (bodies.length > 0) await port.rewrite(learnerId, bodies);
    bodies = [];
    length = 0;
  };
  for (let page = await read(0); page && page.changes.length > 0; page = await read(page.lastSequence)) {
    for (const change of page.changes) {
      const body = await bodyToStore(change, cipher);
      // One that is too long for the journal as plain text stays sealed there; the database has it in plain.
      if (body === null || body.length > MAXIMUM_BODY_LENGTH) continue;
      if (bodies.length >= BATCH.bodies || length + body.length > BATCH.length) await send();
      bodies.push({ id: change.id, body });
      length += body.length;
    }
  }
  await send();
}
