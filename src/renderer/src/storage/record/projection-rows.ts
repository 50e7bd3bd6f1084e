import {
  earliestRead,
  isEarlierRead,
  sectionOfEarliestRead,
  type LearningRecord,
  type Past,
  type RecordFold,
  type ValidRead,
} from '../../../../domain/record/learning-record';
import type { Statement } from '../../../../domain/record/statement';
import type { KeyedRow, LearnerDatabase } from '../database/learner-database';

/**
 * Raised whenever the result of the fold (`domain/record/learning-record.ts`, `domain/quiz/attempt.ts`,
 * `domain/review/review-card.ts`) or the rows here change: stored projections of another version are rebuilt.
 */
const PROJECTION_VERSION = 6;

/** The record as it is written with every statement. */
export const RECORD_KEY = 'record';

/**
 * The record's agreements and certificates, which are larger than the rest and change only when one is signed or
 * issued.
 */
export const PAPERS_KEY = 'papers';

/** The parts of the record that are papers. */
export type RecordPapers = Pick<LearningRecord, 'agreements' | 'certificates'>;

/** The value of the row `record`. */
export interface StoredRecord {
  readonly version: number;
  readonly record: Omit<LearningRecord, keyof RecordPapers>;
}

/** The row `record` of a record. */
export function recordRow(record: LearningRecord): KeyedRow {
  const { agreements: _agreements, certificates: _certificates, ...rest } = record;
  return { key: RECORD_KEY, value: { version: PROJECTION_VERSION, record: rest } satisfies StoredRecord };
}

/** The row `papers` of a record. */
export function papersRow({ agreements, certificates }: LearningRecord): KeyedRow {
  return { key: PAPERS_KEY, value: { agreements, certificates } satisfies RecordPapers };
}

/** The record of the two rows, or null where one is missing or of another version. */
export function recordFrom(record: KeyedRow | undefined, papers: KeyedRow | undefined): LearningRecord | null {
  const stored = record?.value as StoredRecord | undefined;
  if (stored?.version !== PROJECTION_VERSION || !papers) return null;
  return { ...stored.record, ...(papers.value as RecordPapers) };
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
export async function updatePast(
  database: LearnerDatabase,
  record: LearningRecord,
  statement: Statement,
): Promise<Past> {
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
