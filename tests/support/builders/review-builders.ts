import { laterDay } from '../../../src/domain/text/calendar-day';
import type { Review, ReviewCard } from '../../../src/domain/review/review-card';
import { FIRST_MINUTE, identifier } from './statement-builders';

/** The day on which the tests' learners study first. */
export const FIRST_DAY = new Date(FIRST_MINUTE).toISOString().slice(0, 10);

/** A review so many days after the first day; right and sure unless said otherwise. */
export function reviewOn(days: number, overrides: Partial<Review> = {}): Review {
  const day = laterDay(FIRST_DAY, days);
  return {
    id: identifier(days + 1),
    at: `${day}T02:00:00.000Z`,
    day,
    points: 1,
    confidence: 'sure',
    revision: 'r1',
    ...overrides,
  };
}

/** A card with these reviews. */
export function card(questionId: string, reviews: readonly Review[], overrides: Partial<ReviewCard> = {}): ReviewCard {
  return {
    questionId,
    reviews: Object.fromEntries(reviews.map((review) => [review.id, review])),
    lastWord: null,
    ...overrides,
  };
}
