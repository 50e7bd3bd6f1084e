import {
  sectionOfEarliestRead,
  standsBefore,
  type LearningRecord,
  type Past,
  type StandingRead,
} from '../../../../domain/record/learning-record';
import type { Statement } from '../../../../domain/record/statement';
import type { LearnerDatabase } from '../database/learner-database';
import { laterReadPrefix, laterReadRow, submittedRow } from './projection-rows';

/**
 * What the rows beside a record tell of the statements before this one, brought up to it. Must run inside the transaction that adds the statement, once for each, a
 * read before the void that takes it back.
 */
export async function takePast(database: LearnerDatabase, record: LearningRecord, statement: Statement): Promise<Past> {
  switch (statement.verb) {
    case 'experienced':
      await keepLaterRead(database, record, statement.sectionId, {
        statementId: statement.id,
        timestamp: statement.timestamp,
      });
      return {};
    case 'voided':
      return takeBack(database, record, statement.statementId);
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

/** The reads of a section that stand, the earliest first. */
export async function standingReads(
  database: LearnerDatabase,
  record: LearningRecord,
  sectionId: string,
): Promise<StandingRead[]> {
  const first = Object.hasOwn(record.sectionReads, sectionId) ? record.sectionReads[sectionId] : undefined;
  if (!first) return [];
  const later = await database.projections.where('key').startsWith(laterReadPrefix(sectionId)).toArray();
  return [first, ...later.map(({ value }) => value as StandingRead)];
}

/** Of a section's earliest read and a new one the record holds the earlier: the other is kept beside it. */
async function keepLaterRead(
  database: LearnerDatabase,
  record: LearningRecord,
  sectionId: string,
  read: StandingRead,
): Promise<void> {
  const first = Object.hasOwn(record.sectionReads, sectionId) ? record.sectionReads[sectionId] : undefined;
  if (!first || Object.hasOwn(record.voidedBeforeRead, read.statementId)) return;
  await database.projections.put(laterReadRow(sectionId, standsBefore(first, read) ? read : first));
}

async function takeBack(database: LearnerDatabase, record: LearningRecord, statementId: string): Promise<Past> {
  const read = await database.statements.get(statementId);
  if (read?.verb !== 'experienced') return {};
  const { sectionId, timestamp } = read;
  if (sectionOfEarliestRead(record, statementId) === null) {
    const { key } = laterReadRow(sectionId, { statementId, timestamp });
    // Without a row it was taken back before.
    if (!(await database.projections.get(key))) return { readKnown: true };
    await database.projections.delete(key);
    return { readKnown: true, takenBack: read };
  }
  const next = await database.projections.where('key').startsWith(laterReadPrefix(sectionId)).first();
  if (!next) return { takenBack: read };
  await database.projections.delete(next.key);
  return { takenBack: read, nextRead: next.value as StandingRead };
}
