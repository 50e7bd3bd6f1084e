import {
  sectionOfEarliestRead,
  isEarlierRead,
  type LearningRecord,
  type Past,
  type ValidRead,
} from '../../../../domain/record/learning-record';
import type { Statement } from '../../../../domain/record/statement';
import type { LearnerDatabase } from '../database/learner-database';
import { laterReadPrefix, laterReadRow, submittedRow } from './projection-rows';

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
  const sectionId = sectionOfEarliestRead(record, statementId);
  if (sectionId === null) {
    const read = await database.statements.get(statementId);
    if (read?.verb !== 'experienced') return {};
    await database.projections.delete(laterReadRow(read.sectionId, { statementId, timestamp: read.timestamp }).key);
    return { readKnown: true };
  }
  const next = await database.projections.where('key').startsWith(laterReadPrefix(sectionId)).first();
  if (!next) return {};
  await database.projections.delete(next.key);
  return { nextRead: next.value as ValidRead };
}
