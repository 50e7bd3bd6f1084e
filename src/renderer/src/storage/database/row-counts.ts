import type { LearnerDatabase } from './learner-database';
import { ROW_COUNTS_KEY, type RowCounts } from './schema-versions';

const NOTHING: RowCounts = { statements: 0, revisions: 0, notes: 0 };

/** The expected counts. */
export async function expectedCounts(database: LearnerDatabase): Promise<RowCounts> {
  return ((await database.meta.get(ROW_COUNTS_KEY))?.value as RowCounts | undefined) ?? NOTHING;
}

/** The actual counts. */
export async function actualCounts(database: LearnerDatabase): Promise<RowCounts> {
  const [statements, revisions, notes] = await Promise.all([
    database.statements.count(),
    database.noteRevisions.count(),
    database.latestNotes.count(),
  ]);
  return { statements, revisions, notes };
}

/** Raises the expected counts. Must run in the transaction that adds the rows. */
export async function countRows(database: LearnerDatabase, added: Partial<RowCounts>): Promise<void> {
  const before = await expectedCounts(database);
  await writeCounts(database, {
    statements: before.statements + (added.statements ?? 0),
    revisions: before.revisions + (added.revisions ?? 0),
    notes: before.notes + (added.notes ?? 0),
  });
}

/** Recounts the rows. Only after everything was compared with the journal. */
export async function recountRows(database: LearnerDatabase): Promise<void> {
  await writeCounts(database, await actualCounts(database));
}

async function writeCounts(database: LearnerDatabase, counts: RowCounts): Promise<void> {
  await database.meta.put({ key: ROW_COUNTS_KEY, value: counts });
}
