import type { Attempt, AttemptAnswer, AttemptOutcome, AttemptStatement } from '../../../src/domain/quiz/attempt';
import { compareStatements } from '../../../src/domain/record/statement';
import type { CardStatement, Review, ReviewCard } from '../../../src/domain/review/review-card';

// What a statement does to an attempt and to a card, in the plainest words: a new value for each. The folds of the
// domain must come to the same, whatever the statements and their order.

/** An attempt with every answer that was ever given, by statement id. */
export interface PlainAttempt extends Attempt {
  readonly given: Readonly<Record<string, AttemptAnswer & { readonly questionId: string }>>;
}

/**
 * An attempt with one more of its statements. Statements may come in any order except that the start must be known: a
 * caller that has an answer without its start saves the statement and rebuilds when the start arrives. The newest
 * answer to a question wins, and the earliest start and end; two ends at the same instant can only come from a merge,
 * and the one that sorts first wins. An answer dated after the end was given on another computer, where the attempt was
 * still open: it was not graded, and never replaces one that was.
 */
export function applyToAttempt(
  attempt: PlainAttempt | undefined,
  statement: AttemptStatement,
): PlainAttempt | undefined {
  if (statement.verb === 'initialized') {
    const start: PlainAttempt = {
      id: statement.attemptId,
      moduleId: statement.moduleId,
      mode: statement.mode,
      seed: statement.seed,
      questionIds: statement.questionIds,
      ...(statement.reflectionId === undefined ? {} : { reflectionId: statement.reflectionId }),
      startedAt: statement.timestamp,
      answers: attempt?.answers ?? {},
      given: attempt?.given ?? {},
      outcome: attempt?.outcome ?? null,
    };
    return attempt && winsOver(startOf(attempt), attempt.startedAt, startOf(start), start.startedAt) ? attempt : start;
  }
  if (!attempt) return undefined;
  if (statement.verb === 'answered') {
    const { id: statementId, timestamp, questionId, answer, confidence, checked } = statement;
    const given = { statementId, timestamp, questionId, answer, confidence, ...(checked ? { checked } : {}) };
    return counted({ ...attempt, given: { ...attempt.given, [statementId]: given } });
  }
  const graded = statement.verb === 'terminated' ? null : statement;
  const outcome: AttemptOutcome = {
    at: statement.timestamp,
    day: statement.day,
    score: graded ? graded.score : null,
    passed: graded ? graded.verb === 'passed' : null,
    points: statement.points ?? {},
    revisions: statement.revisions ?? {},
  };
  const { outcome: before } = attempt;
  return before && winsOver(before, before.at, outcome, outcome.at) ? attempt : counted({ ...attempt, outcome });
}

/**
 * The attempt with its current answers, in the order in which they were given, so that the order of arrival doesn't
 * matter.
 */
function counted(attempt: PlainAttempt): PlainAttempt {
  const end = attempt.outcome?.at;
  const answers: Record<string, AttemptAnswer> = {};
  const inOrder = Object.values(attempt.given).sort((a, b) =>
    compareStatements({ timestamp: a.timestamp, id: a.statementId }, { timestamp: b.timestamp, id: b.statementId }),
  );
  for (const { questionId, ...answer } of inOrder) {
    const isFinal = answers[questionId]?.checked === true;
    if (!isFinal && (end === undefined || answer.timestamp <= end)) answers[questionId] = answer;
  }
  return { ...attempt, answers };
}

/** The fields of the start alone: answers must not decide which of two starts wins. */
function startOf({ id, moduleId, mode, seed, questionIds, reflectionId, startedAt }: Attempt): object {
  return { id, moduleId, mode, seed, questionIds, reflectionId, startedAt };
}

/**
 * Whether `a` wins over `b`: the earlier does, on a tie the one that sorts first, so that the order of arrival never
 * matters.
 */
function winsOver(a: object, aAt: string, b: object, bAt: string): boolean {
  return aAt !== bAt ? aAt < bAt : JSON.stringify(a) <= JSON.stringify(b);
}

/** The card with one more of its statements. */
export function withCardStatement(card: ReviewCard, statement: CardStatement): ReviewCard {
  const { id, timestamp, verb } = statement;
  if (verb === 'reviewed') {
    const { day, points, confidence, revision } = statement;
    return { ...card, reviews: { ...card.reviews, [id]: { id, at: timestamp, day, points, confidence, revision } } };
  }
  if (card.lastWord && compareStatements(card.lastWord, statement) > 0) return card;
  return { ...card, lastWord: { id, timestamp, suspended: verb === 'suspended' } };
}

/**
 * The card as an attempt leaves it. A question that wasn't answered, or not before the end, isn't reviewed by the
 * attempt; one of a running attempt isn't either.
 */
export function withAttempt(card: ReviewCard, attempt: Attempt): ReviewCard {
  const { [attempt.id]: _before, ...others } = card.reviews;
  const { questionId } = card;
  const answer = Object.hasOwn(attempt.answers, questionId) ? attempt.answers[questionId] : undefined;
  const { outcome } = attempt;
  const points = outcome && Object.hasOwn(outcome.points, questionId) ? outcome.points[questionId] : undefined;
  if (!outcome || !answer || points === undefined) return { ...card, reviews: others };
  const revision = Object.hasOwn(outcome.revisions, questionId) ? outcome.revisions[questionId] : undefined;
  const review: Review = {
    id: attempt.id,
    at: answer.timestamp,
    day: outcome.day,
    points,
    confidence: answer.confidence,
    ...(revision === undefined ? {} : { revision }),
  };
  return { ...card, reviews: { ...others, [attempt.id]: review } };
}

/** The card of a question that was never answered. */
export function emptyCard(questionId: string): ReviewCard {
  return { questionId, reviews: {}, lastWord: null };
}

/** True for a card that holds nothing: it needs no row. */
export function isEmptyCard({ reviews, lastWord }: ReviewCard): boolean {
  return lastWord === null && Object.keys(reviews).length === 0;
}
