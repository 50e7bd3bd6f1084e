import type { Dexie } from 'dexie';

/**
 * Newest schema version of a learner's database. A shipped version is never edited: add the next one below, with a
 * named upgrade function and a test that opens every old one (`schema-upgrade.test.ts` shows how).
 */
export const LEARNER_SCHEMA_VERSION = 1;

/** Dexie stores its versions times ten in IndexedDB. */
export const NATIVE_VERSION_FACTOR = 10;

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
export function declareLearnerSchema(database: Dexie): void {
  // The facts, what is derived of them, what is being written, and what the journal doesn't have yet.
  database.version(1).stores({
    statements: 'id, timestamp',
    projections: 'key',
    attempts: 'id, moduleId',
    noteRevisions: 'id, noteId',
    latestNotes: 'noteId, sectionId, moduleId, editedAt',
    drafts: 'noteId',
    outbox: '++order, id',
    meta: 'key',
  });
}
