import { applyStatement, RecordFold, type LearningRecord } from '../../../../domain/record/learning-record';
import {
  applyToAttempt,
  AttemptFold,
  isAttemptStatement,
  isRunning,
  replayAttempts,
  runningAttempt,
  type Attempt,
  type AttemptStatement,
} from '../../../../domain/quiz/attempt';
import type { RunningAttempt } from '../../../../domain/record/next-step';
import type { Statement } from '../../../../domain/record/statement';
import { CardFold, isCardStatement } from '../../../../domain/review/review-card';
import { eachRow } from '../database/each-row';
import type { LearnerDatabase } from '../database/learner-database';
import { cardRows, projectCards } from './card-rows';
import {
  PAPERS_KEY,
  papersRow,
  projectionRows,
  RECORD_KEY,
  recordFrom,
  recordRow,
  updatePast,
} from './projection-rows';

/**
 * Key of the row that lists attempts with a statement that arrived before their start: they are rebuilt when the start
 * arrives.
 */
const STARTLESS_KEY = 'startlessAttempts';

/** Key of the row that lists the running attempts that count, so that home needn't read every attempt. */
const RUNNING_KEY = 'runningAttempts';

/** The projections that were just stored. */
export interface Projected {
  readonly record: LearningRecord;
  /** The attempts that changed, by id. */
  readonly attempts: ReadonlyMap<string, Attempt>;
}

/** The stored record, or null where there is none of this version. */
export async function readProjection(database: LearnerDatabase): Promise<LearningRecord | null> {
  const [record, papers] = await database.projections.bulkGet([RECORD_KEY, PAPERS_KEY]);
  return recordFrom(record, papers);
}

/** Applies new statements to the stored projections. Must run in the transaction that adds them, after adding them. */
export async function projectStatements(
  database: LearnerDatabase,
  statements: readonly Statement[],
): Promise<Projected> {
  const before = await readProjection(database);
  // None of this version: rebuild, so that the earlier statements count too.
  if (!before) return rebuildProjections(database);
  let record = before;
  // All of them are in their table already: a void must not find a read there that isn't applied yet.
  for (const statement of [...statements].sort((a, b) => Number(a.verb === 'voided') - Number(b.verb === 'voided'))) {
    record = applyStatement(record, statement, await updatePast(database, record, statement));
  }
  await database.projections.put(recordRow(record));
  if (statements.some(({ verb }) => verb === 'agreed' || verb === 'earned'))
    await database.projections.put(papersRow(record));
  const attempts = new Map<string, Attempt>();
  for (const statement of statements.filter(isAttemptStatement)) {
    const attempt = await projectAttempt(database, statement);
    if (attempt) attempts.set(attempt.id, attempt);
  }
  await projectCards(database, statements, attempts.values());
  return { record, attempts };
}

/** Attempts and other rows written at once: some hundred KB, so that the page stays responsive. */
const BATCH = { attempts: 200, rows: 1_000 };

/**
 * Rebuilds the projections from every statement, in batches. Must run inside a transaction over statements, projections
 * and attempts.
 */
export async function rebuildProjections(database: LearnerDatabase): Promise<Projected> {
  const records = new RecordFold();
  const attempts = new AttemptFold();
  const cards = new CardFold();
  await eachRow(database.statements, (rows) => {
    for (const statement of rows) {
      records.add(statement);
      if (isAttemptStatement(statement)) attempts.add(statement);
      else if (isCardStatement(statement)) cards.add(statement);
    }
  });
  const byId = attempts.attempts();
  for (const attempt of byId.values()) cards.addAttempt(attempt);
  const rows = [...projectionRows(records), ...cardRows(cards)];
  await database.projections.clear();
  for (let at = 0; at < rows.length; at += BATCH.rows)
    await database.projections.bulkPut(rows.slice(at, at + BATCH.rows));
  await writeStartless(database, attempts.startless());
  await database.attempts.clear();
  const made = [...byId.values()];
  await database.projections.put({ key: RUNNING_KEY, value: made.filter(isRunning).map(runningAttempt) });
  for (let at = 0; at < made.length; at += BATCH.attempts)
    await database.attempts.bulkPut(made.slice(at, at + BATCH.attempts));
  return { record: records.record(), attempts: byId };
}

/** The attempt with one more statement, or undefined while its start is missing. */
async function projectAttempt(database: LearnerDatabase, statement: AttemptStatement): Promise<Attempt | undefined> {
  const startless = await readStartless(database);
  if (statement.verb === 'initialized' && startless.has(statement.attemptId)) {
    const ofAttempt = await database.statements
      .filter((each) => isAttemptStatement(each) && each.attemptId === statement.attemptId)
      .toArray();
    const replayed = replayAttempts(ofAttempt);
    await database.attempts.bulkPut([...replayed.values()]);
    startless.delete(statement.attemptId);
    await writeStartless(database, startless);
    const attempt = replayed.get(statement.attemptId);
    if (attempt) await updateRunning(database, attempt);
    return attempt;
  }
  const attempt = applyToAttempt(await database.attempts.get(statement.attemptId), statement);
  if (attempt) {
    await database.attempts.put(attempt);
    if (statement.verb !== 'answered') await updateRunning(database, attempt);
  } else await writeStartless(database, startless.add(statement.attemptId));
  return attempt;
}

/** The running attempts that count, in any order. */
export async function readRunning(database: LearnerDatabase): Promise<readonly RunningAttempt[]> {
  return ((await database.projections.get(RUNNING_KEY))?.value as readonly RunningAttempt[] | undefined) ?? [];
}

async function updateRunning(database: LearnerDatabase, attempt: Attempt): Promise<void> {
  const others = (await readRunning(database)).filter(({ attemptId }) => attemptId !== attempt.id);
  await database.projections.put({
    key: RUNNING_KEY,
    value: isRunning(attempt) ? [...others, runningAttempt(attempt)] : others,
  });
}

async function readStartless(database: LearnerDatabase): Promise<Set<string>> {
  return new Set((await database.projections.get(STARTLESS_KEY))?.value as string[] | undefined);
}

async function writeStartless(database: LearnerDatabase, attemptIds: ReadonlySet<string>): Promise<void> {
  if (attemptIds.size > 0) await database.projections.put({ key: STARTLESS_KEY, value: [...attemptIds] });
  else await database.projections.delete(STARTLESS_KEY);
}
