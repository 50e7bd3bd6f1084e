import type { Table } from 'dexie';
import { broughtKey, isBroughtByFile } from '../../../../domain/learner-file/file-keys';
import { withFoundWords, type IsClosed } from '../../../../domain/learner-file/found-words';
import type { LearnerFileContents } from '../../../../domain/learner-file/learner-file';
import type { NoteRevision } from '../../../../domain/notes/note';
import { changedKey, keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { hasPlainWords, keyTag, keyTagsOf } from '../../../../domain/protection/sealed-words';
import type { Statement } from '../../../../domain/record/statement';
import { batches } from '../database/each-row';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded } from '../database/storage-error';
import type { Amount } from '../sync/synchronise';
import type { NewBody } from '../sync/port';
import { isStoredBy, readKeys, saveKeys } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { rebuildLatestNotes } from '../record/note-store';

/** A row whose words nothing opens here, and the same one with those of a file. */
interface FoundRow<Row> {
  readonly here: Row;
  readonly found: Row;
}

/** Rows whose words nothing opens here, and which a file has plain. */
export interface FoundWords {
  readonly statements: readonly FoundRow<Statement>[];
  readonly notes: readonly FoundRow<NoteRevision>[];
  /** Whether words stay sealed beside these. */
  readonly isClosed: IsClosed;
}

/** How many statements and notes have words from a file that nothing opened here. */
export interface ReadableAmount extends Amount {
  /** Notes that aren't deleted. */
  readonly notes: number;
  /** Of these, how many have a newer state that stays sealed: an earlier one is shown. */
  readonly earlier: number;
}

/** Of a file that gives no words back. */
export const NOTHING_READABLE: ReadableAmount = { statements: 0, notes: 0, earlier: 0 };

/** Rows read at once. */
const BATCH = 250;

/**
 * The words of a file that the record has too, but sealed with a key that was set aside and isn't opened. Nothing is
 * changed. @throws StorageError
 */
export async function wordsInFile(
  database: LearnerDatabase,
  { statements, notes }: LearnerFileContents,
  cipher: RecordCipher | null,
): Promise<FoundWords> {
  return guarded(async () => {
    const keys = await readKeys(database);
    const isClosed = closedBy(keys, cipher);
    if (!isClosed || !isStoredBy(cipher, keys)) return { statements: [], notes: [], isClosed: () => false };
    return {
      isClosed,
      statements: await rowsWithWords(database.statements, statements, isClosed),
      notes: await rowsWithWords(database.noteRevisions, notes, isClosed),
    };
  });
}

/** The rows as they are to be stored. */
export async function storedWords(words: FoundWords, cipher: RecordCipher | null): Promise<FoundWords> {
  if (!cipher) return words;
  const stored = <Row>(rows: readonly FoundRow<Row>[], store: (row: Row) => Promise<Row>) =>
    Promise.all(rows.map(async ({ here, found }) => ({ here, found: await store(found) })));
  return {
    ...words,
    statements: await stored(words.statements, (row) => cipher.storeStatement(row)),
    notes: await stored(words.notes, (row) => cipher.storeNote(row)),
  };
}

/** What becomes readable, or has become so. Inside a transaction over `latestNotes`, or outside one. */
export async function amountOf(
  { latestNotes }: LearnerDatabase,
  { statements, notes, isClosed }: FoundWords,
): Promise<ReadableAmount> {
  const found = new Set(notes.map(({ here }) => here.id));
  const rows = await latestNotes.bulkGet([...new Set(notes.map(({ here }) => here.noteId))]);
  const living = rows.filter((note) => note !== undefined).filter(({ deleted }) => !deleted);
  const earlier = living.filter((note) => !found.has(note.id) && keyTagsOf(note).some(isClosed));
  return { statements: statements.length, notes: living.length, earlier: earlier.length };
}

/** The rows as changes of the journal. */
export function bodiesOf({ statements, notes }: FoundWords): readonly NewBody[] {
  return [...statements, ...notes].map(({ found }) => ({ id: found.id, body: JSON.stringify(found) }));
}

/**
 * Puts the rows in place of those here, also where they wait for the journal, and returns those that it put. One that
 * was changed since it was read stays as it is. Must run inside a transaction over all tables; the caller rebuilds the
 * projections.
 */
export async function putWords(database: LearnerDatabase, words: FoundWords): Promise<FoundWords> {
  const put: FoundWords = {
    ...words,
    statements: await putRows(database.statements, words.statements),
    notes: await putRows(database.noteRevisions, words.notes),
  };
  if (put.notes.length > 0) await rebuildLatestNotes(database);
  const bodies = new Map(bodiesOf(put).map(({ id, body }) => [id, body]));
  const waiting = await database.outbox
    .where('id')
    .anyOf([...bodies.keys()])
    .toArray();
  await database.outbox.bulkPut(waiting.map((row) => ({ ...row, body: bodies.get(row.id) ?? row.body })));
  await renewKeys(database, put);
  return put;
}

/**
 * Dates the keys anew with which the words were sealed: the journal's lines are rewritten, and only a new one tells
 * other browsers to look there. A moment later, so that whatever was done with a key meanwhile is newer.
 */
async function renewKeys(database: LearnerDatabase, { statements, notes }: FoundWords): Promise<void> {
  const tags = new Set([...statements, ...notes].flatMap(({ here }) => keyTagsOf(here)));
  const keys = await readKeys(database);
  const renewed = keysOf(keys, 'set-aside').filter(({ keyId }) => tags.has(keyTag(keyId)));
  await saveKeys(
    database,
    renewed.map((key) => (isBroughtByFile(key) ? broughtKey(key, keys) : changedKey(key, {}, key.updatedAt))),
  );
}

async function putRows<Row extends { readonly id: string }>(
  table: Table<Row, string>,
  rows: readonly FoundRow<Row>[],
): Promise<readonly FoundRow<Row>[]> {
  if (rows.length === 0) return [];
  const present = await table.bulkGet(rows.map(({ here }) => here.id));
  const unchanged = rows.filter(({ here }, index) => JSON.stringify(here) === JSON.stringify(present[index]));
  await table.bulkPut(unchanged.map(({ found }) => found));
  return unchanged;
}

/**
 * Whether a tag is that of a key that was set aside and isn't opened; null where there is none. A file chooses the ids
 * of the keys that it brings: a tag that is also that of a key in use isn't one.
 */
function closedBy(keys: readonly KeyRecord[], cipher: RecordCipher | null): IsClosed | null {
  const isOpen = ({ keyId }: KeyRecord): boolean => cipher?.opens(keyId) ?? false;
  const others = new Set(
    [...keysOf(keys, 'active', 'removed'), ...keys.filter(isOpen)].map(({ keyId }) => keyTag(keyId)),
  );
  const closed = new Set(
    keysOf(keys, 'set-aside')
      .map(({ keyId }) => keyTag(keyId))
      .filter((tag) => !others.has(tag)),
  );
  return closed.size > 0 ? (tag) => closed.has(tag) : null;
}

async function rowsWithWords<Row extends Statement | NoteRevision>(
  table: Table<Row, string>,
  inFile: readonly Row[],
  isClosed: IsClosed,
): Promise<FoundRow<Row>[]> {
  const copies = inFile.filter(hasPlainWords);
  const rows: FoundRow<Row>[] = [];
  for (const batch of batches(copies, BATCH)) {
    const present = await table.bulkGet(batch.map(({ id }) => id));
    batch.forEach((copy, index) => {
      const here = present[index];
      const found = here && withFoundWords<Row>(here, copy, isClosed);
      if (here && found) rows.push({ here, found });
    });
  }
  return rows;
}
