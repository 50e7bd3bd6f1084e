import { FSRSAlgorithm, generatorParameters, Rating, type FSRSState } from 'ts-fsrs';
import type { IndexedQuestion } from './question-index';
import { daysBetween, laterDay } from '../text/calendar-day';
import { isAhead, isRight, reviewsInOrder, type Review, type ReviewCard } from './review-card';
import { LONGEST_INTERVAL } from './review-settings';

/**
 * On so many days a question may be missed since it was first asked, or brought back; then it is set aside, as a leech
 * is in Anki: the text helps more than a seventh try.
 */
export const MISSES_UNTIL_SET_ASIDE = 6;

/**
 * What is to become of a card.
 * - `due`: on this day or later
 * - `set-aside`: by the learner, or because it was missed often
 * - `gone`: the question isn't in the bank any more; the card stays, should it come back
 */
export type CardState =
  | { readonly kind: 'due'; readonly day: string }
  | { readonly kind: 'set-aside'; readonly by: 'learner' | 'misses'; readonly misses: number }
  | { readonly kind: 'gone' };

/** Computes when cards are due, for one wanted retention and one day. */
export type CardSchedule = (card: ReviewCard, question: IndexedQuestion | undefined) => CardState;

/**
 * FSRS-6 (Ye, Su and Cao, "A stochastic shortest path algorithm for optimizing spaced repetition scheduling", KDD 2022)
 * with the parameters that `ts-fsrs` ships. Days are the learner's calendar days, and nothing is drawn by chance, so
 * two computers with the same reviews say the same.
 *
 * A review that is dated ahead tells nothing of what is remembered, and where it is the last one the question is due
 * today. Otherwise a year that was set wrong once would put a question off for ever.
 *
 * @param retention share of the questions that should still be known when they are asked, 0.8-0.95
 * @param today the learner's calendar day, `YYYY-MM-DD`
 */
export function cardSchedule(retention: number, today: string): CardSchedule {
  const algorithm = new FSRSAlgorithm(
    generatorParameters({ request_retention: retention, maximum_interval: LONGEST_INTERVAL, enable_fuzz: false }),
  );
  return (card, question) => {
    if (!question) return { kind: 'gone' };
    const all = reviewsInOrder(card);
    const misses = missesOf(card, all);
    if (card.lastWord?.suspended) return { kind: 'set-aside', by: 'learner', misses };
    if (misses >= MISSES_UNTIL_SET_ASIDE) return { kind: 'set-aside', by: 'misses', misses };
    const last = all.at(-1);
    if (!last) return { kind: 'gone' };
    if (isAhead(last, today)) return { kind: 'due', day: today };
    // Asked in other words since: it is due at once, and what is remembered of the old one doesn't count.
    if (last.revision !== undefined && last.revision !== question.revision) return { kind: 'due', day: last.day };
    const timely = all.filter((review) => !isAhead(review, today));
    const since = timely.findLastIndex(({ revision }) => revision !== undefined && revision !== question.revision);
    let memory: FSRSState | null = null;
    let day = last.day;
    for (const review of timely.slice(since + 1)) {
      // A clock that was set back, or a flight to the west, would give a negative number.
      const elapsed = memory === null ? 0 : Math.max(0, daysBetween(day, review.day));
      memory = algorithm.next_state(memory, elapsed, ratingOf(review));
      day = review.day;
    }
    const interval = memory === null ? 1 : algorithm.next_interval(memory.stability, 0);
    return { kind: 'due', day: laterDay(day, interval) };
  };
}

/**
 * FSRS's rating, without asking for one (decision 024). Right and sure: `Good`. Right but unsure: `Hard`, which in FSRS
 * is a pass. Anything not wholly right: `Again`. Nothing is rated `Easy`.
 */
export function ratingOf(review: Pick<Review, 'points' | 'confidence'>): Rating.Again | Rating.Hard | Rating.Good {
  if (!isRight(review)) return Rating.Again;
  return review.confidence === 'unsure' ? Rating.Hard : Rating.Good;
}

/** Days with a miss since the learner last brought the card back, or since its beginning. */
function missesOf({ lastWord }: ReviewCard, reviews: readonly Review[]): number {
  const since = lastWord && !lastWord.suspended ? lastWord.timestamp : '';
  return new Set(reviews.filter((review) => review.at > since && !isRight(review)).map(({ day }) => day)).size;
}
