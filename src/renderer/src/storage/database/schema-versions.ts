import type { Dexie, Table, Transaction } from 'dexie';
import { compareRevisions, type NoteRevision } from '../../../../domain/notes/note';
import { eachRow } from './each-row';

/**
 * Newest schema version of a learner's database. A shipped version is never edited: add the next one below, with a
 * named upgrade and a test that opens every old one.
 */
export const LEARNER_SCHEMA_VERSION = 2;

/** Dexie stores its versions times ten in IndexedDB. */
export const NATIVE_VERSION_FACTOR = 10;

/** Called with the progress of an upgrade: the share of rows done, from 0 to 1, never falling. */
export type OnProgress = (share: number) => void;

/** Key in the `meta` table under which the row counts are stored. */
export const ROW_COUNTS_KEY = 'rowCounts';

/**
 * How many rows were ever added, counted with each addition and never recounted. Chromium can open a table that lost
 * some or all of its rows without an error, and the table alone doesn't show that it held more.
 */
export interface RowCounts {
  readonly statements: number;
  readonly revisions: number;
  /** Notes, deleted ones included. */
  readonly notes: number;
}

/** Declares every version of a learner's database. */
export function declareLearnerSchema(database: Dexie, onProgress: OnProgress = () => undefined): void {
  // 1: the facts and their projections.
  database.version(1).stores({
    statements: 'id, timestamp',
    projections: 'key',
    attempts: 'id, moduleId',
    noteRevisions: 'id, noteId',
    outbox: '++order, id',
    meta: 'key',
  });
  // 2: the newest revision of each note in a table of its own, so that a section's notes are read without their
  // history; the expected number of rows.
  database
    .version(2)
    .stores({ latestNotes: 'noteId, sectionId, moduleId, editedAt' })
    .upgrade(async (transaction) => {
      await fillLatestNotes(transaction, onProgress);
      await countExistingRows(transaction);
    });
}

/** Rows written at once. */
const BATCH = 1_000;

/**
 * Share of the upgrade that is reading, measured with 20,000 revisions, three a note; the rest is writing the newest
 * ones.
 */
const READING = 0.6;

/**
 * Upgrade 1 -> 2: the newest revision of every existing note. In batches, so that the page stays responsive and can
 * show the progress.
 */
async function fillLatestNotes(transaction: Transaction, onProgress: OnProgress): Promise<void> {
  const revisions = transaction.table('noteRevisions') as Table<NoteRevision, string>;
  const total = await revisions.count();
  const latest = new Map<string, NoteRevision>();
  let read = 0;
  await eachRow(revisions, (rows) => {
    for (const revision of rows) {
      const before = latest.get(revision.noteId);
      if (!before || compareRevisions(before, revision) < 0) latest.set(revision.noteId, revision);
    }
    read += rows.length;
    onProgress(READING * Math.min(1, read / Math.max(1, total)));
  });
  const made = [...latest.values()];
  for (let at = 0; at < made.length; at += BATCH) {
    await transaction.table('latestNotes').bulkPut(made.slice(at, at + BATCH));
    onProgress(READING + (1 - READING) * Math.min(1, (at + BATCH) / made.length));
  }
}

/** Upgrade 1 -> 2, after the notes: the existing rows become the expected counts. */
async function countExistingRows(transaction: Transaction): Promise<void> {
  const counts: RowCounts = {
    statements: await transaction.table('statements').count(),
    revisions: await transaction.table('noteRevisions').count(),
    notes: await transaction.table('latestNotes').count(),
  };
  await transaction.table('meta').put({ key: ROW_COUNTS_KEY, value: counts });
}
