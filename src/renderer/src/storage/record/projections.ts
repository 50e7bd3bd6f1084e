import {
  AttemptFold,
  isAttemptStatement,
  isRunning,
  runningAttempt,
  type Attempt,
  type AttemptStatement,
} from '../../../../domain/quiz/attempt';
import {
  applyStatement,
  RecordFold,
  sectionReadAt,
  type LearningRecord,
} from '../../../../domain/record/learning-record';
import type { RunningAttempt } from '../../../../domain/record/next-step';
import { compareStatements, type Statement } from '../../../../domain/record/statement';
import { CardFold, isCardStatement } from '../../../../domain/review/review-card';
import { compareText } from '../../../../domain/text/compare-text';
import { batches, eachRow } from '../database/each-row';
import type { KeyedRow, LearnerDatabase } from '../database/learner-database';
import { cardRows, projectCards } from './card-rows';

/**
 * Raised whenever the result of the fold (`domain/record/learning-record.ts`, `domain/quiz/attempt.ts`,
 * `domain/review/review-card.ts`) or the rows here change: stored projections of another version are rebuilt.
 */
const PROJECTION_VERSION = 3;

/** The record as it is written with every statement. */
const RECORD_KEY = 'record';

/** The record's signed papers, which are larger than the rest and change only when one comes. */
const PAPERS_KEY = 'papers';

/** The parts of the record that are papers. */
type RecordPapers = Pick<
  LearningRecord,
  'agreements' | 'certificates' | 'countersignatures' | 'withdrawals' | 'knownKeys'
>;

/** The statements that change them. */
const PAPER_VERBS: ReadonlySet<Statement['verb']> = new Set([
  'agreed',
  'earned',
  'countersigned',
  'withdrawn',
  'trusted',
  'distrusted',
]);

/** The value of the row `record`. */
export interface StoredRecord {
  readonly version: number;
  readonly record: Omit<LearningRecord, keyof RecordPapers>;
}

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
  const stored = record?.value as StoredRecord | undefined;
  if (stored?.version !== PROJECTION_VERSION || !papers) return null;
  return { ...stored.record, ...(papers.value as RecordPapers) };
}

/** The running attempts that count. */
export async function readRunning(database: LearnerDatabase): Promise<readonly RunningAttempt[]> {
  return ((await database.projections.get(RUNNING_KEY))?.value as readonly RunningAttempt[] | undefined) ?? [];
}

/** Ids of the statements that are valid reads of a section, earliest first. */
export async function validReads(
  { statements }: LearnerDatabase,
  record: LearningRecord,
  sectionId: string,
): Promise<string[]> {
  if (sectionReadAt(record, sectionId) === null) return [];
  const reads: Statement[] = [];
  const voided = new Set<string>();
  await eachRow(statements, (rows) => {
    for (const statement of rows)
      if (statement.verb === 'voided') voided.add(statement.statementId);
      else if (statement.verb === 'experienced' && statement.sectionId === sectionId) reads.push(statement);
  });
  return reads
    .sort(compareStatements)
    .map(({ id }) => id)
    .filter((id) => !voided.has(id));
}

/** The stored projections that some statements change. */
export interface StoredProjections {
  /** Null where there is none of this version. */
  readonly record: LearningRecord | null;
  readonly attempts: readonly Attempt[];
}

/** Reads the projections that these statements change. */
export async function readProjections(
  database: LearnerDatabase,
  statements: readonly Statement[],
): Promise<StoredProjections> {
  const attemptIds = new Set(statements.filter(isAttemptStatement).map(({ attemptId }) => attemptId));
  const [record, found] = await Promise.all([readProjection(database), database.attempts.bulkGet([...attemptIds])]);
  return { record, attempts: found.filter((attempt) => attempt !== undefined) };
}

/**
 * Applies new statements to the stored projections. Must run in the transaction that adds them, after that was asked
 * for: a rebuild reads them.
 */
export async function projectStatements(
  database: LearnerDatabase,
  { record: before, attempts: known }: StoredProjections,
  statements: readonly Statement[],
): Promise<Projected> {
  // None of this version: rebuild, so that the earlier statements count too.
  if (!before) return rebuildProjections(database);
  const record =
    statements.every(isStep) && !isEndedAgain(known, statements)
      ? statements.reduce(applyStatement, before)
      : await foldedRecord(database);
  // Others were there that nobody projected, as after a page of the journal whose next one didn't come: their attempts
  // and cards are missing, which the count of the folded record would hide.
  if (record.statementCount !== before.statementCount + statements.length) return rebuildProjections(database);
  const [recordRow, papersRow] = recordRows(record);
  const hasPapers = statements.some(({ verb }) => PAPER_VERBS.has(verb));
  const [attempts] = await Promise.all([
    projectAttempts(database, known, statements.filter(isAttemptStatement)),
    database.projections.bulkPut(hasPapers ? [recordRow, papersRow] : [recordRow]),
  ]);
  const ended = [...attempts.values()].filter(({ outcome }) => outcome !== null);
  const ofCards = statements.filter(isCardStatement);
  if (ended.length > 0 || ofCards.length > 0) await projectCards(database, ofCards, ended);
  return { record, attempts };
}

/** True for a statement whose effect a record shows; a void's depends on all the others. */
function isStep(statement: Statement): statement is Parameters<typeof applyStatement>[1] {
  return statement.verb !== 'voided';
}

/** Whether an attempt gets a further end, as where two windows end it at the same moment. */
function isEndedAgain(known: readonly Attempt[], statements: readonly Statement[]): boolean {
  const ends = statements.flatMap((each) => (each.verb === 'passed' || each.verb === 'failed' ? [each.attemptId] : []));
  return new Set(ends).size < ends.length || known.some(({ id, outcome }) => outcome && ends.includes(id));
}

async function foldedRecord(database: LearnerDatabase): Promise<LearningRecord> {
  const fold = new RecordFold();
  await eachRow(database.statements, (rows) => {
    for (const statement of rows) fold.add(statement);
  });
  return fold.record();
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
  const record = records.record();
  const rows = [...recordRows(record), ...cardRows(cards)];
  await database.projections.clear();
  for (const batch of batches(rows, BATCH.rows)) await database.projections.bulkPut(batch);
  await database.attempts.clear();
  const made = [...byId.values()];
  await writeRunning(database, made.filter(isRunning).map(runningAttempt));
  for (const batch of batches(made, BATCH.attempts)) await database.attempts.bulkPut(batch);
  return { record, attempts: byId };
}

/** The rows of a record: what is written with every statement, and its papers. */
export function recordRows({
  agreements,
  certificates,
  countersignatures,
  withdrawals,
  knownKeys,
  ...record
}: LearningRecord): readonly [record: KeyedRow, papers: KeyedRow] {
  const papers: RecordPapers = { agreements, certificates, countersignatures, withdrawals, knownKeys };
  return [
    { key: RECORD_KEY, value: { version: PROJECTION_VERSION, record } satisfies StoredRecord },
    { key: PAPERS_KEY, value: papers },
  ];
}

/** Stores the attempts that the statements belong to, with them. */
async function projectAttempts(
  database: LearnerDatabase,
  known: readonly Attempt[],
  statements: readonly AttemptStatement[],
): Promise<ReadonlyMap<string, Attempt>> {
  if (statements.length === 0) return new Map();
  const fold = new AttemptFold(known);
  for (const statement of statements) fold.add(statement);
  const attempts = fold.attempts();
  await database.attempts.bulkPut([...attempts.values()]);
  const changed = new Set(statements.filter(({ verb }) => verb !== 'answered').map(({ attemptId }) => attemptId));
  await updateRunning(
    database,
    [...attempts.values()].filter(({ id }) => changed.has(id)),
  );
  return attempts;
}

async function updateRunning(database: LearnerDatabase, attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length === 0) return;
  const ids = new Set(attempts.map(({ id }) => id));
  const others = (await readRunning(database)).filter(({ attemptId }) => !ids.has(attemptId));
  await writeRunning(database, [...others, ...attempts.filter(isRunning).map(runningAttempt)]);
}

/** By id: the same record gives the same row, in whatever order its statements came. */
async function writeRunning(database: LearnerDatabase, running: readonly RunningAttempt[]): Promise<void> {
  const value = running.toSorted((one, other) => compareText(one.attemptId, other.attemptId));
  await database.projections.put({ key: RUNNING_KEY, value });
}
