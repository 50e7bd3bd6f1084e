import type { Attempt, AttemptAnswer, AttemptOutcome } from '../quiz/attempt';
import { daysBetween } from '../text/calendar-day';
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
  /** The question's revision; absent where the record doesn't say it. */
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

/** A card while its statements come in: adding one costs the same however many came before it. */
interface CardDraft {
  readonly reviews: Map<string, Review>;
  lastWord: ReviewCard['lastWord'];
}

/** Builds the cards of many statements, in any order. Each statement is given once. */
export class CardFold {
  private readonly drafts = new Map<string, CardDraft>();

  /** @param known cards to which statements are added */
  constructor(known: Iterable<ReviewCard> = []) {
    for (const { questionId, reviews, lastWord } of known)
      this.drafts.set(questionId, { reviews: new Map(Object.entries(reviews)), lastWord });
  }

  /** Adds a statement that belongs to no attempt. */
  add(statement: CardStatement): void {
    const draft = this.draft(statement.questionId);
    const { id, timestamp, verb } = statement;
    if (verb === 'reviewed') {
      const { day, points, confidence, revision } = statement;
      draft.reviews.set(id, { id, at: timestamp, day, points, confidence, revision });
    } else if (!draft.lastWord || compareStatements(draft.lastWord, statement) <= 0)
      draft.lastWord = { id, timestamp, suspended: verb === 'suspended' };
  }

  /**
   * Adds an ended attempt. A question that wasn't answered before the end isn't reviewed by it; one of a running
   * attempt isn't either.
   */
  addAttempt(attempt: Attempt): void {
    if (!attempt.outcome) return;
    for (const [questionId, answer] of Object.entries(attempt.answers)) {
      const review = reviewIn(attempt.id, answer, attempt.outcome, questionId);
      if (review) this.draft(questionId).reviews.set(attempt.id, review);
    }
  }

  /** By question id; without those that hold nothing. */
  result(): ReadonlyMap<string, ReviewCard> {
    const cards = new Map<string, ReviewCard>();
    for (const [questionId, { reviews, lastWord }] of this.drafts)
      if (lastWord !== null || reviews.size > 0)
        cards.set(questionId, { questionId, reviews: Object.fromEntries(reviews), lastWord });
    return cards;
  }

  private draft(questionId: string): CardDraft {
    const draft = this.drafts.get(questionId) ?? { reviews: new Map<string, Review>(), lastWord: null };
    this.drafts.set(questionId, draft);
    return draft;
  }
}

/** What an ended attempt says of an answered question; null where it isn't reviewed by it. */
function reviewIn(id: string, answer: AttemptAnswer, outcome: AttemptOutcome, questionId: string): Review | null {
  const points = Object.hasOwn(outcome.points, questionId) ? outcome.points[questionId] : undefined;
  if (points === undefined) return null;
  const revision = Object.hasOwn(outcome.revisions, questionId) ? outcome.revisions[questionId] : undefined;
  return {
    id,
    at: answer.timestamp,
    day: outcome.day,
    points,
    confidence: answer.confidence,
    ...(revision === undefined ? {} : { revision }),
  };
}

/** A card's reviews, oldest first. */
export function reviewsInOrder({ reviews }: ReviewCard): Review[] {
  return Object.values(reviews).sort((a, b) =>
    compareStatements({ timestamp: a.at, id: a.id }, { timestamp: b.at, id: b.id }),
  );
}

/**
 * True for a review that is dated more than a day ahead (a day is what time zones make): it was given while the clock
 * was wrong, and nobody knows when.
 */
export function isAhead({ day }: Pick<Review, 'day'>, today: string): boolean {
  return daysBetween(today, day) > 1;
}

/** True for an answer that was right as a whole: half a point of a matching isn't. */
export function isRight({ points }: Pick<Review, 'points'>): boolean {
  return points > 1 - 1e-9;
}
