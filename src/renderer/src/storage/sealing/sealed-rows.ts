import type { Table } from 'dexie';
import { isObject, parseJson } from '../../../../domain/json/json-value';
import type { NoteRevision } from '../../../../domain/notes/note';
import { hasPlainWords } from '../../../../domain/protection/sealed-words';
import type { Statement } from '../../../../domain/record/statement';
import { batches } from '../database/each-row';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { rebuildLatestNotes } from '../record/note-store';
import { rebuildProjections } from '../record/projections';
import { isStoredBy, markFinished, readKeys } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { guarded } from '../database/storage-error';

/** Rows sealed or opened at once: few, so that the page stays responsive and an interruption loses little. */
const BATCH = 100;

/**
 * The body that a change in a journal or outbox should have, if its words aren't sealed or open as they should be; null
 * otherwise.
 */
export async function bodyToStore(
  change: { readonly kind: string; readonly body: string },
  cipher: RecordCipher,
): Promise<string | null> {
  if (change.kind !== 'note' && change.kind !== 'statement') return null;
  try {
    const row = JSON.parse(change.body) as NoteRevision | Statement;
    if ('verb' in row) return cipher.fitsStatement(row) ? null : JSON.stringify(await cipher.storeStatement(row));
    return cipher.fits(row) ? null : JSON.stringify(await cipher.storeNote(row));
  } catch {
    // The host stores bodies without parsing them: an unknown one stays as it is.
    return null;
  }
}

/** True where a change in a journal or outbox holds plain words. */
export function isPlain({ kind, body }: { readonly kind: string; readonly body: string }): boolean {
  const row = kind === 'note' || kind === 'statement' ? parseJson(body) : null;
  return isObject(row) && hasPlainWords(row as unknown as NoteRevision | Statement);
}

/**
 * Seals or opens every row of a database that isn't stored as the cipher says. The next run continues an interrupted
 * one. `onRows` gets the number of rows just done.
 *
 * @throws StorageError
 */
export async function resealDatabase(
  database: LearnerDatabase,
  cipher: RecordCipher,
  onRows: (count: number) => void = () => undefined,
): Promise<void> {
  const { noteRevisions, latestNotes, statements, attempts, projections } = database;
  const reseal = async <Row extends { readonly id: string }>(
    table: Table<Row, string>,
    fits: (row: Row) => boolean,
    store: (row: Row) => Promise<Row>,
  ): Promise<void> => {
    const ids = await guarded(() => table.filter((row) => !fits(row)).primaryKeys());
    for (const batch of batches(ids, BATCH)) {
      const rows = present(await guarded(() => table.bulkGet([...batch])));
      await replaceRows(table, await Promise.all(rows.map(store)), ({ id }) => id);
      onRows(batch.length);
    }
  };
  await reseal(
    noteRevisions,
    (note) => cipher.fits(note),
    (note) => cipher.storeNote(note),
  );
  if (await guarded(() => hasRow(latestNotes, (note) => !cipher.fits(note)))) {
    await guarded(() =>
      database.transaction('rw', [noteRevisions, latestNotes], async () => rebuildLatestNotes(database)),
    );
  }
  await reseal(
    statements,
    (statement) => cipher.fitsStatement(statement),
    (statement) => cipher.storeStatement(statement),
  );
  if (await guarded(() => hasRow(attempts, (attempt) => !cipher.fitsAttempt(attempt)))) {
    await guarded(() =>
      database.transaction('rw', [statements, projections, attempts], async () => rebuildProjections(database)),
    );
  }
  await resealOutbox(database, cipher);
}

/**
 * Marks that the rows match the keys, unless one that doesn't was written meanwhile, or the keys were changed; false
 * then.
 *
 * @throws StorageError
 */
export async function finishIfResealed(database: LearnerDatabase, cipher: RecordCipher): Promise<boolean> {
  const { noteRevisions, statements, outbox, meta } = database;
  return guarded(() =>
    database.transaction('rw', [noteRevisions, statements, outbox, meta], async () => {
      if (!isStoredBy(cipher, await readKeys(database))) return false;
      if (await hasRow(noteRevisions, (note) => !cipher.fits(note))) return false;
      if (await hasRow(statements, (statement) => !cipher.fitsStatement(statement))) return false;
      await markFinished(database);
      return true;
    }),
  );
}

async function resealOutbox(database: LearnerDatabase, cipher: RecordCipher): Promise<void> {
  const { outbox } = database;
  const orders = await guarded(() => outbox.toCollection().primaryKeys());
  for (const batch of batches(orders, BATCH)) {
    const rows = present(await guarded(() => outbox.bulkGet([...batch])));
    const stored = await Promise.all(
      rows.map(async (row): Promise<OutboxRow> => ({ ...row, body: (await bodyToStore(row, cipher)) ?? row.body })),
    );
    const changed = stored.filter(({ body }, index) => body !== rows[index]?.body);
    if (changed.length > 0) await replaceRows(outbox, changed, ({ order }) => order);
  }
}

/** Replaces rows that are still there: one that was sent or rolled back meanwhile must not be added again. */
async function replaceRows<Row, Key, Insert>(
  table: Table<Row, Key, Insert>,
  rows: readonly (Row & Insert)[],
  keyOf: (row: Row) => Key,
): Promise<void> {
  await guarded(() =>
    table.db.transaction('rw', table, async () => {
      const there = await table.bulkGet(rows.map(keyOf));
      await table.bulkPut(rows.filter((_, index) => there[index] !== undefined));
    }),
  );
}

function present<Row>(rows: readonly (Row | undefined)[]): Row[] {
  return rows.filter((row) => row !== undefined);
}

/** Inside a transaction over the table, or outside one. */
async function hasRow<Row>(table: Table<Row, string>, isSuch: (row: Row) => boolean): Promise<boolean> {
  return (await table.filter(isSuch).limit(1).count()) > 0;
}
