import { compareStatements } from '../record/statement';
import type { Review, ReviewCard } from './review-card';

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
