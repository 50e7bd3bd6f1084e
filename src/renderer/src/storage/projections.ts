import { applyStatement, EMPTY_RECORD, replay, type LearningRecord } from '../../../domain/learning-record';
import { applyToAttempt, isAttemptStatement, replayAttempts } from '../../../domain/quiz-attempt';
import type { Statement } from '../../../domain/statement';
import type { LearnerDatabase } from './learner-database';

/** Raised whenever the fold of `domain/learning-record.ts` or `domain/quiz-attempt.ts` changes its result: stored projections of another version are rebuilt. */
export const PROJECTION_VERSION = 1;

interface StoredRecord {
  readonly version: number;
  readonly record: LearningRecord;
}

/** The stored record, or null where none of this version is there. */
export async function readProjection(database: LearnerDatabase): Promise<LearningRecord | null> {
  const row = await database.projections.get('record');
  const stored = row?.value as StoredRecord | undefined;
  return stored?.version === PROJECTION_VERSION ? stored.record : null;
}

/** Applies new statements to the stored projections. Must run inside the transaction that adds them. */
export async function projectStatements(database: LearnerDatabase, statements: readonly Statement[]): Promise<LearningRecord> {
  const before = (await readProjection(database)) ?? EMPTY_RECORD;
  const record = statements.reduce(applyStatement, before);
  await database.projections.put({ key: 'record', value: { version: PROJECTION_VERSION, record } satisfies StoredRecord });
  for (const statement of statements.filter(isAttemptStatement)) {
    const attempt = applyToAttempt(await database.attempts.get(statement.attemptId), statement);
    if (attempt) await database.attempts.put(attempt);
  }
  return record;
}

/** Makes the projections anew from every statement. Must run inside a transaction over statements, projections and attempts. */
export async function rebuildProjections(database: LearnerDatabase): Promise<LearningRecord> {
  const statements = await database.statements.toArray();
  const record = replay(statements);
  await database.projections.put({ key: 'record', value: { version: PROJECTION_VERSION, record } satisfies StoredRecord });
  await database.attempts.clear();
  await database.attempts.bulkPut([...replayAttempts(statements).values()]);
  return record;
}
