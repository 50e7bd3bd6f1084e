import {
  applyStatement,
  EMPTY_RECORD,
  isEarlierRead,
  type LearningRecord,
  type Past,
  type ValidRead,
} from '../../../src/domain/record/learning-record';
import type { Statement } from '../../../src/domain/record/statement';

/**
 * The record after statements that are applied one by one, in this order; `record` is that of the statements `before`.
 */
export function appliedInTurn(
  statements: readonly Statement[],
  record: LearningRecord = EMPTY_RECORD,
  before: readonly Statement[] = [],
): LearningRecord {
  const known = [...before];
  return statements.reduce((grown, statement) => {
    const next = applyStatement(grown, statement, pastOf(known, statement));
    known.push(statement);
    return next;
  }, record);
}

/** What the earlier statements say about one, found by going through all of them. */
function pastOf(known: readonly Statement[], statement: Statement): Past {
  if (statement.verb === 'passed' || statement.verb === 'failed') {
    const { attemptId, moduleId } = statement;
    return {
      attemptCounted: known.some(
        (each) =>
          (each.verb === 'passed' || each.verb === 'failed') &&
          each.attemptId === attemptId &&
          each.moduleId === moduleId,
      ),
    };
  }
  if (statement.verb !== 'voided') return {};
  const { statementId } = statement;
  const voidedRead = new Set(known.flatMap((each) => (each.verb === 'voided' ? [each.statementId] : [])));
  const reads = known.flatMap((each) => (each.verb === 'experienced' ? [each] : []));
  const read = reads.find(({ id }) => id === statementId);
  const standing = reads
    .filter(({ id, sectionId }) => sectionId === read?.sectionId && id !== statementId && !voidedRead.has(id))
    .map(({ id, timestamp }): ValidRead => ({ statementId: id, timestamp }));
  const [nextRead = null] = standing.sort((a, b) => (isEarlierRead(a, b) ? -1 : 1));
  return {
    readKnown: read !== undefined,
    nextRead,
    ...(read && !voidedRead.has(statementId) ? { voidedRead: read } : {}),
  };
}
