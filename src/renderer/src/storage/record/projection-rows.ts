import {
  isEarlierRead,
  sectionOfEarliestRead,
  type LearningRecord,
  type Past,
  type RecordFold,
  type ValidRead,
} from '../../../../domain/record/learning-record';
import type { Statement } from '../../../../domain/record/statement';
import type { KeyedRow, LearnerDatabase } from '../database/learner-database';

/** Raised whenever the fold of `domain/record/learning-record.ts` or `domain/quiz/attempt.ts` changes its result, or the rows here do: stored projections of another version are made anew. */
const PROJECTION_VERSION = 4;

/** The record as it is written with every statement. */
export const RECORD_KEY = 'record';

/** Its agreements and certificates, which are larger than all the rest and change only when one is signed or issued. */
export const PAPERS_KEY = 'papers';

/** The papers among a record's parts. */
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

/** What the keys of a section's later reads begin with. As JSON the id ends where its quote does, whatever it holds. */
export function laterReadPrefix(sectionId: string): string {
  return `laterRead ${JSON.stringify(sectionId)} `;
}

/** The row of a valid read after the earliest of its section. By their keys they are in the order of reads, so that the next is found without the others. */
export function laterReadRow(sectionId: string, read: ValidRead): KeyedRow {
  return { key: `${laterReadPrefix(sectionId)}${read.timestamp}\0${read.statementId}`, value: read };
}

/** The row that says that an attempt was submitted in a module: submitted again on another computer it counts once. */
export function submittedRow(moduleId: string, attemptId: string): KeyedRow {
  return { key: `submitted ${JSON.stringify([moduleId, attemptId])}`, value: true };
}

/** All rows of a fold: the record, and what is stored beside it, each in a row of its own so that a statement costs the same however many came before it. */
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
 * What the rows beside a record say about the statements before this one; the rows are updated with it. Must run inside the transaction that adds the statement, once
 * for each, a read before the statement that voids it.
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

/** The reads of a section that aren't voided, the earliest first. */
export async function validReads(
  database: LearnerDatabase,
  record: LearningRecord,
  sectionId: string,
): Promise<ValidRead[]> {
  const first = Object.hasOwn(record.sectionReads, sectionId) ? record.sectionReads[sectionId] : undefined;
  if (!first) return [];
  const later = await database.projections.where('key').startsWith(laterReadPrefix(sectionId)).toArray();
  return [first, ...later.map(({ value }) => value as ValidRead)];
}

/** Of a section's earliest read and a new one the record holds the earlier: the other gets a row beside it. */
async function saveLaterRead(
  database: LearnerDatabase,
  record: LearningRecord,
  sectionId: string,
  read: ValidRead,
): Promise<void> {
  const first = Object.hasOwn(record.sectionReads, sectionId) ? record.sectionReads[sectionId] : undefined;
  if (!first || Object.hasOwn(record.voidedBeforeRead, read.statementId)) return;
  await database.projections.put(laterReadRow(sectionId, isEarlierRead(first, read) ? read : first));
}

async function voidRead(database: LearnerDatabase, record: LearningRecord, statementId: string): Promise<Past> {
  const voidedRead = await database.statements.get(statementId);
  if (voidedRead?.verb !== 'experienced') return {};
  const { sectionId, timestamp } = voidedRead;
  if (sectionOfEarliestRead(record, statementId) === null) {
    const { key } = laterReadRow(sectionId, { statementId, timestamp });
    // Without a row it was voided before.
    if (!(await database.projections.get(key))) return { readKnown: true };
    await database.projections.delete(key);
    return { readKnown: true, voidedRead };
  }
  const next = await database.projections.where('key').startsWith(laterReadPrefix(sectionId)).first();
  if (!next) return { voidedRead };
  await database.projections.delete(next.key);
  return { voidedRead, nextRead: next.value as ValidRead };
}
