import { mergeJournalPage } from './merge-page';
import { MARK_KEY, writeMark } from './mark';
import { pagesOf, type JournalPort, type JournalState } from './port';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import { rebuildLatestNotes } from '../record/note-store';
import { rebuildProjections } from '../record/projections';
import { recountRows } from '../database/row-counts';
import { ROW_COUNTS_KEY } from '../database/schema-versions';
import { missingKeyChanges } from '../protection/protection-store';
import { guarded } from '../database/storage-error';

/** Rows of `meta` that follow the journal. The others belong to this database: its protection, what was reported. */
const JOURNAL_KEYS = ['learner', 'position', MARK_KEY, ROW_COUNTS_KEY];

/**
 * Makes the database equal to a journal that was reset to an earlier state. What was rolled back is deleted; the
 * outbox, which the journal never had, stays and is sent after it. One transaction, so that every window sees
 * either the old or the new state.
 *
 * @returns how many waiting changes stay
 * @throws StorageError; errors of the port; nothing is changed then
 */
export async function resetToJournal(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
  state: JournalState,
): Promise<number> {
  const read: JournalChange[][] = [];
  // Before the transaction: it would end while waiting for the host.
  const pages = pagesOf((after) => port.read(learnerId, after), { to: state.lastSequence });
  for await (const { changes } of pages) read.push([...changes]);
  return guarded(() =>
    database.transaction('rw', database.tables, async () => {
      const held = new Set(read.flat().map(({ id }) => id));
      const waiting = (await database.outbox.toArray()).filter(
        ({ id, refilled }) => refilled !== true && !held.has(id),
      );
      const { statements, noteRevisions, latestNotes, projections, attempts, outbox, meta } = database;
      for (const table of [statements, noteRevisions, latestNotes, projections, attempts, outbox]) await table.clear();
      await meta.bulkDelete(JOURNAL_KEYS);
      for (const changes of [...read, waiting]) await mergeJournalPage(database, changes);
      for (const { id } of waiting) held.add(id);
      // Where the journal couldn't be read, its keys didn't come along with the earlier state.
      await outbox.bulkAdd(await missingKeyChanges(database, held));
      await outbox.bulkAdd(waiting.map(({ order: _, ...row }) => row));
      await rebuildProjections(database);
      await rebuildLatestNotes(database);
      await recountRows(database);
      await writeMark(database, state, state.lastSequence);
      return waiting.length;
    }),
  );
}
