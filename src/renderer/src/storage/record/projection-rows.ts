import type { LearningRecord, RecordFold, StandingRead } from '../../../../domain/record/learning-record';
import type { KeyedRow } from '../database/learner-database';

/** Raised whenever the fold of `domain/record/learning-record.ts` or `domain/quiz/attempt.ts` changes its result, or the rows here do: stored projections of another version are made anew. */
const PROJECTION_VERSION = 4;

/** The record as it is written with every statement. */
export const RECORD_KEY = 'record';

/** What it holds of papers, which weigh more than all the rest and change only when one is signed or issued. */
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

/** The record that the two rows tell, or null where one is missing or of another version. */
export function recordFrom(record: KeyedRow | undefined, papers: KeyedRow | undefined): LearningRecord | null {
  const stored = record?.value as StoredRecord | undefined;
  if (stored?.version !== PROJECTION_VERSION || !papers) return null;
  return { ...stored.record, ...(papers.value as RecordPapers) };
}

/** What the keys of a section's later reads begin with. As JSON the id ends where its quote does, whatever it holds. */
export function laterReadPrefix(sectionId: string): string {
  return `laterRead ${JSON.stringify(sectionId)} `;
}

/** The row of a read that stands behind the earliest of its section. By their keys they are in the order of reads, so that the next is found without the others. */
export function laterReadRow(sectionId: string, read: StandingRead): KeyedRow {
  return { key: `${laterReadPrefix(sectionId)}${read.timestamp}\0${read.statementId}`, value: read };
}

/** The row that says that an attempt was submitted in a module: submitted again on another computer it counts once. */
export function submittedRow(moduleId: string, attemptId: string): KeyedRow {
  return { key: `submitted ${JSON.stringify([moduleId, attemptId])}`, value: true };
}

/** All rows of a fold: the record, and what is kept beside it, each in a row of its own so that a statement costs the same however many came before it. */
export function projectionRows(fold: RecordFold): KeyedRow[] {
  const record = fold.record();
  return [
    recordRow(record),
    papersRow(record),
    ...fold.laterReads().map(([sectionId, read]) => laterReadRow(sectionId, read)),
    ...fold.submittedAttempts().map(([moduleId, attemptId]) => submittedRow(moduleId, attemptId)),
  ];
}
