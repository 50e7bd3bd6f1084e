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
  earliestRead,
  isEarlierRead,
  RecordFold,
  sectionOfEarliestRead,
  type LearningRecord,
  type Past,
  type ValidRead,
} from '../../../../domain/record/learning-record';
import type { RunningAttempt } from '../../../../domain/record/next-step';
import type { Statement } from '../../../../domain/record/statement';
import { CardFold, isCardStatement } from '../../../../domain/review/review-card';
import { compareText } from '../../../../domain/text/compare-text';
import { batches, eachRow } from '../database/each-row';
import type { KeyedRow, LearnerDatabase } from '../database/learner-database';
import { cardRows, projectCards } from './card-rows';

/**
 * Raised whenever the result of the fold (`domain/record/learning-record.ts`, `domain/quiz/attempt.ts`,
 * `domain/review/review-card.ts`) or the rows here change: stored projections of another version are rebuilt.
 */
const PROJECTION_VERSION = 1;

/** The record as it is written with every statement. */
export const RECORD_KEY = 'record';

/**
 * The record's agreements and certificates, which are larger than the rest and change only when one is signed or
 * issued.
 */
const PAPERS_KEY = 'papers';

/** The parts of the record that are papers. */
type RecordPapers = Pick<LearningRecord, 'agreements' | 'certificates'>;

/** The value of the row `record`. */
export interface StoredRecord {
  readonly version: number;
  readonly record: Omit<LearningRecord, keyof RecordPapers>;
}

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
  const stored = record?.value as StoredRecord | undefined;
  if (stored?.version !== PROJECTION_VERSION || !papers) return null;
  return { ...stored.record, ...(papers.value as RecordPapers) };
}

/** The running attempts that count. */
export async function readRunning(database: LearnerDatabase): Promise<readonly RunningAttempt[]> {
  return ((await database.projections.get(RUNNING_KEY))?.value as readonly RunningAttempt[] | undefined) ?? [];
}

/** The valid reads of a section, earliest first. */
export async function validReads(
  database: LearnerDatabase,
  record: LearningRecord,
  sectionId: string,
): Promise<ValidRead[]> {
  const first = earliestRead(record, sectionId);
  if (!first) return [];
  const later = await database.projections.where('key').startsWith(laterReadPrefix(sectionId)).toArray();
  return [first, ...later.map(({ value }) => value as ValidRead)];
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
  const attempts = await projectAttempts(database, statements.filter(isAttemptStatement));
  const ended = [...attempts.values()].filter(({ outcome }) => outcome !== null);
  const ofCards = statements.filter(isCardStatement);
  if (ended.length > 0 || ofCards.length > 0) await projectCards(database, ofCards, ended);
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
  for (const batch of batches(rows, BATCH.rows)) await database.projections.bulkPut(batch);
  await writeStartless(database, attempts.startless());
  await database.attempts.clear();
  const made = [...byId.values()];
  await writeRunning(database, made.filter(isRunning).map(runningAttempt));
  for (const batch of batches(made, BATCH.attempts)) await database.attempts.bulkPut(batch);
  return { record: records.record(), attempts: byId };
}

/** The row `record` of a record. */
function recordRow(record: LearningRecord): KeyedRow {
  const { agreements: _agreements, certificates: _certificates, ...rest } = record;
  return { key: RECORD_KEY, value: { version: PROJECTION_VERSION, record: rest } satisfies StoredRecord };
}

/** The row `papers` of a record. */
function papersRow({ agreements, certificates }: LearningRecord): KeyedRow {
  return { key: PAPERS_KEY, value: { agreements, certificates } satisfies RecordPapers };
}

/** Prefix of the keys of a section's later reads. The id is written as JSON, so that its end is unambiguous. */
function laterReadPrefix(sectionId: string): string {
  return `laterRead ${JSON.stringify(sectionId)} `;
}

/**
 * The row of a valid read after the earliest of its section. The keys sort in the order of reads, so that the next one
 * is found without reading the others.
 */
export function laterReadRow(sectionId: string, read: ValidRead): KeyedRow {
  return { key: `${laterReadPrefix(sectionId)}${read.timestamp}\0${read.statementId}`, value: read };
}

/** The row for a submitted attempt of a module: one that is submitted again on another computer counts once. */
function submittedRow(moduleId: string, attemptId: string): KeyedRow {
  return { key: `submitted ${JSON.stringify([moduleId, attemptId])}`, value: true };
}

/**
 * All rows of a fold: the record, and the facts stored next to it, one a row, so that a statement costs the same
 * however many came before it.
 */
export function projectionRows(fold: RecordFold): KeyedRow[] {
  const record = fold.record();
  return [
    recordRow(record),
    papersRow(record),
    ...fold.laterReads().map(([sectionId, read]) => laterReadRow(sectionId, read)),
    ...fold.submittedAttempts().map(([moduleId, attemptId]) => submittedRow(moduleId, attemptId)),
  ];
}

/**
 * What the rows next to a record say about the earlier statements; the rows are updated with this one. Must run in the
 * transaction that adds the statement, once for each, a read before the statement that voids it.
 */
async function updatePast(database: LearnerDatabase, record: LearningRecord, statement: Statement): Promise<Past> {
  switch (statement.verb) {
    case 'experienced':
      await saveLaterRead(database, record, statement.sectionId, {
        statementId: statement.id,
        timestamp: statement.timestamp,
      });
      return {};
    case 'voided':
      return voidRead(database, record, statement.statementId);
    case 'passed':
    case 'failed': {
      const row = submittedRow(statement.moduleId, statement.attemptId);
      if (await database.projections.get(row.key)) return { attemptCounted: true };
      await database.projections.put(row);
      return {};
    }
    default:
      return {};
  }
}

/** The record holds the earlier of a section's earliest read and a new one; the other gets a row. */
async function saveLaterRead(
  database: LearnerDatabase,
  record: LearningRecord,
  sectionId: string,
  read: ValidRead,
): Promise<void> {
  const first = earliestRead(record, sectionId);
  if (!first || Object.hasOwn(record.voidedBeforeRead, read.statementId)) return;
  await database.projections.put(laterReadRow(sectionId, isEarlierRead(first, read) ? read : first));
}

async function voidRead(database: LearnerDatabase, record: LearningRecord, statementId: string): Promise<Past> {
  const voidedRead = await database.statements.get(statementId);
  if (voidedRead?.verb !== 'experienced') return {};
  const { sectionId, timestamp } = voidedRead;
  if (sectionOfEarliestRead(record, statementId) === null) {
    const { key } = laterReadRow(sectionId, { statementId, timestamp });
    // Without a row it is voided already.
    if (!(await database.projections.get(key))) return { readKnown: true };
    await database.projections.delete(key);
    return { readKnown: true, voidedRead };
  }
  const next = await database.projections.where('key').startsWith(laterReadPrefix(sectionId)).first();
  if (!next) return { voidedRead };
  await database.projections.delete(next.key);
  return { voidedRead, nextRead: next.value as ValidRead };
}

/** The attempts that the statements belong to, with them; without those whose start is missing. */
async function projectAttempts(
  database: LearnerDatabase,
  statements: readonly AttemptStatement[],
): Promise<ReadonlyMap<string, Attempt>> {
  if (statements.length === 0) return new Map();
  const startless = await readStartless(database);
  const ids = [...new Set(statements.map(({ attemptId }) => attemptId))];
  const known = await database.attempts.bulkGet(ids);
  const fold = new AttemptFold(known.filter((attempt) => attempt !== undefined));
  // Their start arrives: all their statements, which are in the table, are taken from there.
  const begun = new Set(
    statements
      .filter(({ verb, attemptId }) => verb === 'initialized' && startless.has(attemptId))
      .map(({ attemptId }) => attemptId),
  );
  if (begun.size > 0)
    await eachRow(database.statements, (rows) => {
      for (const each of rows) if (isAttemptStatement(each) && begun.has(each.attemptId)) fold.add(each);
    });
  for (const statement of statements) if (!begun.has(statement.attemptId)) fold.add(statement);
  const attempts = fold.attempts();
  await database.attempts.bulkPut([...attempts.values()]);
  const waiting = new Set([...startless, ...fold.startless()].filter((id) => !attempts.has(id)));
  if (waiting.size > 0 || startless.size > 0) await writeStartless(database, waiting);
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

async function readStartless(database: LearnerDatabase): Promise<Set<string>> {
  return new Set((await database.projections.get(STARTLESS_KEY))?.value as string[] | undefined);
}

async function writeStartless(database: LearnerDatabase, attemptIds: ReadonlySet<string>): Promise<void> {
  if (attemptIds.size > 0) await database.projections.put({ key: STARTLESS_KEY, value: [...attemptIds] });
  else await database.projections.delete(STARTLESS_KEY);
}
