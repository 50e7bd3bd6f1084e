import { applyStatement, RecordFold, type LearningRecord } from '../../../../domain/record/learning-record';
import {
  applyToAttempt,
  AttemptFold,
  isAttemptStatement,
  replayAttempts,
  type AttemptStatement,
} from '../../../../domain/quiz/attempt';
import type { Statement } from '../../../../domain/record/statement';
import { eachRow } from '../database/each-row';
import type { LearnerDatabase } from '../database/learner-database';
import { PAPERS_KEY, papersRow, projectionRows, RECORD_KEY, recordFrom, recordRow } from './projection-rows';
import { updatePast } from './record-past';

/** Key of the row that lists attempts of which a statement came before the start: they are made anew when the start comes. */
const STARTLESS_KEY = 'startlessAttempts';

/** The stored record, or null where none of this version is there. */
export async function readProjection(database: LearnerDatabase): Promise<LearningRecord | null> {
  const [record, papers] = await database.projections.bulkGet([RECORD_KEY, PAPERS_KEY]);
  return recordFrom(record, papers);
}

/** Applies new statements to the stored projections. Must run inside the transaction that adds them, after they were added. */
export async function projectStatements(
  database: LearnerDatabase,
  statements: readonly Statement[],
): Promise<LearningRecord> {
  const before = await readProjection(database);
  // None of this version: the earlier statements must count too.
  if (!before) return rebuildProjections(database);
  let record = before;
  // All of them are in their table already: a void must not find its read there that is only about to be applied.
  for (const statement of [...statements].sort((a, b) => Number(a.verb === 'voided') - Number(b.verb === 'voided'))) {
    record = applyStatement(record, statement, await updatePast(database, record, statement));
  }
  await database.projections.put(recordRow(record));
  if (statements.some(({ verb }) => verb === 'agreed' || verb === 'earned'))
    await database.projections.put(papersRow(record));
  for (const statement of statements.filter(isAttemptStatement)) await projectAttempt(database, statement);
  return record;
}

/** Attempts, and rows beside the record, written at once: some hundred KB, so that the page stays alive in between. */
const BATCH = { attempts: 200, rows: 1_000 };

/** Makes the projections anew from every statement, some at a time. Must run inside a transaction over statements, projections and attempts. */
export async function rebuildProjections(database: LearnerDatabase): Promise<LearningRecord> {
  const records = new RecordFold();
  const attempts = new AttemptFold();
  await eachRow(database.statements, (rows) => {
    for (const statement of rows) {
      records.add(statement);
      if (isAttemptStatement(statement)) attempts.add(statement);
    }
  });
  const rows = projectionRows(records);
  await database.projections.clear();
  for (let at = 0; at < rows.length; at += BATCH.rows)
    await database.projections.bulkPut(rows.slice(at, at + BATCH.rows));
  await writeStartless(database, attempts.startless());
  await database.attempts.clear();
  const made = [...attempts.attempts().values()];
  for (let at = 0; at < made.length; at += BATCH.attempts)
    await database.attempts.bulkPut(made.slice(at, at + BATCH.attempts));
  return records.record();
}

async function projectAttempt(database: LearnerDatabase, statement: AttemptStatement): Promise<void> {
  const startless = await readStartless(database);
  if (statement.verb === 'initialized' && startless.has(statement.attemptId)) {
    const ofAttempt = await database.statements
      .filter((each) => isAttemptStatement(each) && each.attemptId === statement.attemptId)
      .toArray();
    await database.attempts.bulkPut([...replayAttempts(ofAttempt).values()]);
    startless.delete(statement.attemptId);
    await writeStartless(database, startless);
    return;
  }
  const attempt = applyToAttempt(await database.attempts.get(statement.attemptId), statement);
  if (attempt) await database.attempts.put(attempt);
  else await writeStartless(database, startless.add(statement.attemptId));
}

async function readStartless(database: LearnerDatabase): Promise<Set<string>> {
  return new Set((await database.projections.get(STARTLESS_KEY))?.value as string[] | undefined);
}

async function writeStartless(database: LearnerDatabase, attemptIds: ReadonlySet<string>): Promise<void> {
  if (attemptIds.size > 0) await database.projections.put({ key: STARTLESS_KEY, value: [...attemptIds] });
  else await database.projections.delete(STARTLESS_KEY);
}
