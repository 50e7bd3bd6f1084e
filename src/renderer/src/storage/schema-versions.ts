import type { Dexie, Transaction } from 'dexie';
import { latestRevisions, type NoteRevision } from '../../../domain/note';
import { ROW_COUNTS_KEY, type RowCounts } from './row-counts';

/** Newest schema version of a learner's database. A shipped version is never edited: add the next one below, with a named upgrade and a test that opens every old one. */
export const LEARNER_SCHEMA_VERSION = 2;

/** Dexie keeps its versions times ten in IndexedDB. */
export const NATIVE_VERSION_FACTOR = 10;

/** Declares every version of a learner's database. */
export function declareLearnerSchema(database: Dexie): void {
  // 1: the facts and their projections.
  database.version(1).stores({
    statements: 'id, timestamp',
    projections: 'key',
    attempts: 'id, moduleId',
    noteRevisions: 'id, noteId',
    outbox: '++order, id',
    meta: 'key',
  });
  // 2: the newest revision of each note in a table of its own, so that a section's notes are read without their history; how many rows there ought to be.
  database
    .version(2)
    .stores({ latestNotes: 'noteId, sectionId, moduleId, editedAt' })
    .upgrade(async (transaction) => {
      await fillLatestNotes(transaction);
      await countExistingRows(transaction);
    });
}

/** Upgrade 1 -> 2: the newest revision of every note that is there already. */
export async function fillLatestNotes(transaction: Transaction): Promise<void> {
  const revisions = (await transaction.table('noteRevisions').toArray()) as NoteRevision[];
  await transaction.table('latestNotes').bulkPut([...latestRevisions(revisions).values()]);
}

/** Upgrade 1 -> 2, after the notes: the rows that are there already are what ought to be there. */
export async function countExistingRows(transaction: Transaction): Promise<void> {
  const counts: RowCounts = {
    statements: await transaction.table('statements').count(),
    revisions: await transaction.table('noteRevisions').count(),
    notes: await transaction.table('latestNotes').count(),
  };
  await transaction.table('meta').put({ key: ROW_COUNTS_KEY, value: counts });
}
