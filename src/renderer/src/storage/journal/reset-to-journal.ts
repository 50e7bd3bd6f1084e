import { mergeJournalPage } from './merge-page';
import { pages } from './comparison';
import { writeMark } from './mark';
import type { JournalPort, JournalState } from './port';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import { rebuildLatestNotes } from '../record/note-store';
import { rebuildProjections } from '../record/projections';
import { recountRows } from '../database/row-counts';
import { ROW_COUNTS_KEY } from '../database/schema-versions';
import { guarded } from '../database/storage-error';

/** Rows of `meta` that follow the journal. Others are this database's own: how it is protected, what was reported. */
const FOLLOWING_KEYS = ['learner', 'position', 'journal', ROW_COUNTS_KEY];

/**
 * Makes the database equal to the journal, after that was reset to an earlier state: all that was rolled back is deleted, and what waits in the outbox, work that the
 * journal never had, stays and is sent to the new state. One transaction: wholly the state before or wholly the one after, for every window.
 *
 * @returns how many changes waited and stay
 * @throws StorageError; whatever the port throws; nothing was changed then
 */
export async function resetToJournal(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
  state: JournalState,
): Promise<number> {
  const read: JournalChange[][] = [];
  // Before the transaction: it would end while the host is waited for.
  for await (const { changes } of pages(port, learnerId, 0, state.lastSequence)) read.push([...changes]);
  return guarded(() =>
    database.transaction('rw', database.tables, async () => {
      const held = new Set(read.flat().map(({ id }) => id));
      const waiting = (await database.outbox.toArray()).filter(
        ({ id, refilled }) => refilled !== true && !held.has(id),
      );
      const { statements, noteRevisions, latestNotes, projections, attempts, outbox, meta } = database;
      for (const table of [statements, noteRevisions, latestNotes, projections, attempts, outbox]) await table.clear();
      await meta.bulkDelete(FOLLOWING_KEYS);
      for (const changes of [...read, waiting]) await mergeJournalPage(database, changes);
      await outbox.bulkAdd(waiting.map(({ order: _, ...row }) => row));
      await rebuildProjections(database);
      await rebuildLatestNotes(database);
      await recountRows(database);
      await writeMark(database, state, state.lastSequence);
      return waiting.length;
    }),
  );
}
