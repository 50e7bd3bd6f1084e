import { AttemptFold, isAttemptStatement, type Attempt } from '../../../src/domain/quiz/attempt';
import { RecordFold, type LearningRecord } from '../../../src/domain/record/learning-record';
import type { Statement } from '../../../src/domain/record/statement';
import { CardFold, isCardStatement, type ReviewCard } from '../../../src/domain/review/review-card';

// The folds of the app over all statements at once, for what its own steps must come to.

/** The record computed from a set of statements, in the given order; each id counts once. */
export function replay(statements: readonly Statement[]): LearningRecord {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  const fold = new RecordFold();
  for (const statement of byId.values()) fold.add(statement);
  return fold.record();
}

/** All attempts in a set of statements, by id. Answers without a start are left out. */
export function replayAttempts(statements: readonly Statement[]): ReadonlyMap<string, Attempt> {
  const fold = new AttemptFold();
  for (const statement of new Map(statements.map((each) => [each.id, each])).values())
    if (isAttemptStatement(statement)) fold.add(statement);
  return fold.attempts();
}

/** All cards in a set of statements, by question id. */
export function replayCards(statements: readonly Statement[]): ReadonlyMap<string, ReviewCard> {
  const cards = new CardFold();
  const attempts = new AttemptFold();
  for (const statement of new Map(statements.map((each) => [each.id, each])).values()) {
    if (isAttemptStatement(statement)) attempts.add(statement);
    else if (isCardStatement(statement)) cards.add(statement);
  }
  for (const attempt of attempts.attempts().values()) cards.addAttempt(attempt);
  return cards.result();
}
