import type { Table } from 'dexie';
import { isObject, parseJson } from '../../../../domain/json/json-value';
import type { NoteRevision } from '../../../../domain/notes/note';
import { hasPlaintext } from '../../../../domain/protection/note-content';
import { batches } from '../database/each-row';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { rebuildLatestNotes } from '../record/note-store';
import { markFinished } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded, StorageError } from '../database/storage-error';

/** Rows sealed or opened at once: few, so that the page stays responsive and an interruption loses little. */
const BATCH = 100;

/**
 * The body that a change in a journal or outbox should have, where it is a note that isn't sealed or open as it should
 * be; null otherwise.
 */
export async function bodyToStore(
  change: { readonly kind: string; readonly body: string },
  cipher: RecordCipher,
): Promise<string | null> {
  if (change.kind !== 'note') return null;
  try {
    const note = JSON.parse(change.body) as NoteRevision;
    return cipher.fits(note) ? null : JSON.stringify(await cipher.storeNote(note));
  } catch {
    // The host stores bodies without parsing them: an unknown one stays as it is.
    return null;
  }
}

/** True where a change in a journal or outbox holds plaintext of a note. */
export function isPlaintext({ kind, body }: { readonly kind: string; readonly body: string }): boolean {
  const note = kind === 'note' ? parseJson(body) : null;
  return isObject(note) && hasPlaintext(note as unknown as NoteRevision);
}

/**
 * Seals or opens every note of a database that isn't stored as the cipher says, also in the outbox. The next run
 * continues an interrupted one. `onRows` gets the number of rows just done.
 *
 * @throws StorageError
 */
export async function resealDatabase(
  database: LearnerDatabase,
  cipher: RecordCipher,
  onRows: (count: number) => void = () => undefined,
): Promise<void> {
  const { noteRevisions, latestNotes, drafts } = database;
  const ids = await guarded(() => noteRevisions.filter((note) => !cipher.fits(note)).primaryKeys());
  for (const batch of batches(ids, BATCH)) {
    const rows = present(await guarded(() => noteRevisions.bulkGet([...batch])));
    await replaceRows(database, noteRevisions, await pairs(rows, (row) => cipher.storeNote(row)), ({ id }) => id);
    onRows(batch.length);
  }
  if (await guarded(() => hasOther(latestNotes, cipher)))
    await database.write([noteRevisions, latestNotes], async () => rebuildLatestNotes(database));
  // What is typed meanwhile is stored as the cipher says.
  const written = await guarded(() => drafts.filter((draft) => !cipher.fits(draft)).toArray());
  await replaceRows(database, drafts, await pairs(written, (row) => cipher.storeNote(row)), ({ noteId }) => noteId);
  await resealOutbox(database, cipher);
}

/**
 * Marks setting or removing the PIN as finished.
 *
 * @throws StorageError, also where a note isn't stored as the cipher says
 */
export async function finishKeys(database: LearnerDatabase, cipher: RecordCipher): Promise<void> {
  const { noteRevisions, drafts, outbox } = database;
  await database.write([noteRevisions, drafts, outbox], async () => {
    if ((await hasOther(noteRevisions, cipher)) || (await hasOther(drafts, cipher)))
      throw new StorageError('failed', 'A note was written while all were sealed or opened.');
    await markFinished(database);
  });
}

async function resealOutbox(database: LearnerDatabase, cipher: RecordCipher): Promise<void> {
  const { outbox } = database;
  const orders = await guarded(() => outbox.toCollection().primaryKeys());
  for (const batch of batches(orders, BATCH)) {
    const rows = present(await guarded(() => outbox.bulkGet([...batch])));
    const stored = await pairs(rows, async (row): Promise<OutboxRow> => ({
      ...row,
      body: (await bodyToStore(row, cipher)) ?? row.body,
    }));
    const changed = stored.filter(([row, { body }]) => body !== row.body);
    await replaceRows(database, outbox, changed, ({ order }) => order);
  }
}

/** Each row, and as it is to be stored. */
async function pairs<Row>(rows: readonly Row[], store: (row: Row) => Promise<Row>): Promise<readonly [Row, Row][]> {
  return Promise.all(rows.map(async (row): Promise<[Row, Row]> => [row, await store(row)]));
}

/**
 * Replaces rows that are still as they were read: one that was sent or rolled back meanwhile must not be added again,
 * and what was typed meanwhile stays.
 */
async function replaceRows<Row, Key, Insert>(
  database: LearnerDatabase,
  table: Table<Row, Key, Insert>,
  rows: readonly (readonly [Row, Row & Insert])[],
  keyOf: (row: Row) => Key,
): Promise<void> {
  if (rows.length === 0) return;
  await database.write([table], async () => {
    const there = await table.bulkGet(rows.map(([row]) => keyOf(row)));
    const same = rows.filter(([row], index) => JSON.stringify(there[index]) === JSON.stringify(row));
    await table.bulkPut(same.map(([, stored]) => stored));
  });
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined);
}

/** Whether a note isn't stored as the cipher says. Inside a transaction over the table, or outside one. */
async function hasOther(table: Table<NoteRevision, string>, cipher: RecordCipher): Promise<boolean> {
  return (
    (await table
      .filter((note) => !cipher.fits(note))
      .limit(1)
      .count()) > 0
  );
}
