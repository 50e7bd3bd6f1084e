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
 * Gives every change that the host holds, in the journal and in snapshots, the body that the cipher says. Changes whose words are right already are left alone, so
 * a run that was cut off goes on.
 *
 * @throws StorageError; whatever the port throws
 */
export async function conformJournal(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort & RewritingPort,
  cipher: RecordCipher,
): Promise<void> {
  if (cipher.seals) {
    // The keys themselves are written again as they are: even where nothing else is to be replaced the host then drops damaged lines and files, which may hold plain words.
    const keys = await guarded(() => readKeys(database));
    await port.rewrite(
      learnerId,
      keys.map((record): NewBody => ({ id: keyChangeId(record), body: JSON.stringify(record) })),
    );
  }
  const state = await port.state(learnerId);
  if (!state) return;
  await conformPages(learnerId, port, cipher, (after) =>
    after < state.lastSequence ? port.read(learnerId, after) : null,
  );
  for (const snapshotId of await port.snapshots(learnerId)) {
    await conformPages(learnerId, port, cipher, (after) => port.readSnapshot(learnerId, snapshotId, after));
  }
}

interface Page {
  readonly changes: readonly JournalChange[];
  readonly lastSequence: number;
}

async function conformPages(
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
      // One that a journal can't take in clear stays sealed there; the database has it in clear.
      if (body === null || body.length > MAXIMUM_BODY_LENGTH) continue;
      if (bodies.length >= BATCH.bodies || length + body.length > BATCH.length) await send();
      bodies.push({ id: change.id, body });
      length += body.length;
    }
  }
  await send();
}
