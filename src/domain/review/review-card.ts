import type { Attempt } from '../quiz/attempt';
import { AttemptFold, isAttemptStatement } from '../quiz/attempt';
import { compareStatements, type Confidence, type Statement } from '../record/statement';

/** One time that a question was answered, in a quiz, a practice or a review. */
export interface Review {
  /** Id of the attempt or of the `reviewed` statement: an attempt that was merged twice counts once. */
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** Calendar day where the learner was, `YYYY-MM-DD`. */
  readonly day: string;
  /** 0-1. */
  readonly points: number;
  readonly confidence: Confidence;
  /** The question's revision; absent where an older version of the app recorded the answer. */
  readonly revision?: string;
}

/**
 * What the review knows of one question: every time it was answered, and whether the learner set it aside. A fold over
 * the statements: reviews are a set, of the last word on setting aside the newest counts, so the order in which
 * statements arrive never matters. When the question is due follows from the sorted set (`review-schedule.ts`).
 */
export interface ReviewCard {
  readonly questionId: string;
  /** By id. */
  readonly reviews: Readonly<Record<string, Review>>;
  /** The newest `suspended` or `resumed`; null where there is none. */
  readonly lastWord: { readonly id: string; readonly timestamp: string; readonly suspended: boolean } | null;
}

/** The statements that change a card and belong to no attempt. */
export type CardStatement = Extract<Statement, { readonly verb: 'reviewed' | 'suspended' | 'resumed' }>;

/** True for a statement that changes a card by itself. */
export function isCardStatement(statement: Statement): statement is CardStatement {
  return statement.verb === 'reviewed' || statement.verb === 'suspended' || statement.verb === 'resumed';
}

/** The card of a question that was never answered. */
export function emptyCard(questionId: string): ReviewCard {
  return { questionId, reviews: {}, lastWord: null };
}

/** True for a card that holds nothing: it needs no row. */
export function isEmptyCard({ reviews, lastWord }: ReviewCard): boolean {
  return lastWord === null && Object.keys(reviews).length === 0;
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

/** Ids of the questions whose cards an attempt can change: of every answer that was ever given in it. */
export function questionsOf(attempt: Attempt): string[] {
  return [...new Set(Object.values(attempt.given).map(({ questionId }) => questionId))];
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

/** Builds the cards of many statements, in any order. Each statement is given once. */
export class CardFold {
  private readonly cards = new Map<string, ReviewCard>();

  /** Adds a statement that belongs to no attempt. */
  add(statement: CardStatement): void {
    this.cards.set(statement.questionId, withCardStatement(this.card(statement.questionId), statement));
  }

  /** Adds an attempt with all its statements. */
  addAttempt(attempt: Attempt): void {
    if (!attempt.outcome) return;
    for (const questionId of questionsOf(attempt))
      this.cards.set(questionId, withAttempt(this.card(questionId), attempt));
  }

  /** By question id; without those that hold nothing. */
  result(): ReadonlyMap<string, ReviewCard> {
    return new Map([...this.cards].filter(([, card]) => !isEmptyCard(card)));
  }

  private card(questionId: string): ReviewCard {
    return this.cards.get(questionId) ?? emptyCard(questionId);
  }
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

/** A card's reviews, oldest first. */
export function reviewsInOrder({ reviews }: ReviewCard): Review[] {
  return Object.values(reviews).sort((a, b) =>
    compareStatements({ timestamp: a.at, id: a.id }, { timestamp: b.at, id: b.id }),
  );
}

/** True for an answer that was right as a whole: half a point of a matching isn't. */
export function isRight({ points }: Pick<Review, 'points'>): boolean {
  return points > 1 - 1e-9;
}
