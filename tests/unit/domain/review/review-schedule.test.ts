import { createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndexedQuestion } from '../../../../src/domain/review/question-index';
import { reviewsInOrder, type Review, type ReviewCard } from '../../../../src/domain/review/review-card';
import { cardSchedule, MISSES_UNTIL_SET_ASIDE, ratingOf } from '../../../../src/domain/review/review-schedule';
import { LONGEST_INTERVAL } from '../../../../src/domain/review/review-settings';
import { daysBetween, laterDay } from '../../../../src/domain/text/calendar-day';
import { card, FIRST_DAY, reviewOn } from '../../../support/builders/review-builders';

const banked: IndexedQuestion = { objectiveId: 'a/know', sectionId: 'a/first', revision: 'r1' };
/** After every review that isn't dated ahead. */
const TODAY = laterDay(FIRST_DAY, 5_000);
const schedule = cardSchedule(0.9, TODAY);

/** Days from the first day until the card is due. */
function due(of: ReviewCard, question = banked, by = schedule): number {
  const state = by(of, question);
  if (state.kind !== 'due') throw new Error(`The card is ${state.kind}.`);
  return daysBetween(FIRST_DAY, state.day);
}

/** The review as a record of an older version holds it. */
function withoutRevision({ revision: _, ...review }: Review): Review {
  return review;
}

describe('a card', () => {
  test('that was missed is due the next day', () => {
    expect(due(card('a/q', [reviewOn(0, { points: 0 })]))).toBe(1);
    expect(due(card('a/q', [reviewOn(0, { points: 0.75 })]))).toBe(1);
  });

  test('comes back later each time it is known', () => {
    const days = [0];
    for (let round = 0; round < 4; round += 1)
      days.push(
        due(
          card(
            'a/q',
            days.map((day) => reviewOn(day)),
          ),
        ),
      );
    const pauses = days.slice(1).map((day, index) => day - (days[index] ?? 0));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses.at(-1)).toBeGreaterThan(30);
  });

  test('comes back sooner where the learner was unsure, or wants to retain more', () => {
    const reviews = [reviewOn(0), reviewOn(3)];
    const unsure = [reviewOn(0), reviewOn(3, { confidence: 'unsure' })];
    expect(due(card('a/q', unsure))).toBeLessThan(due(card('a/q', reviews)));
    expect(due(card('a/q', reviews), banked, cardSchedule(0.95, TODAY))).toBeLessThan(due(card('a/q', reviews)));
    expect(due(card('a/q', reviews), banked, cardSchedule(0.8, TODAY))).toBeGreaterThan(due(card('a/q', reviews)));
  });

  test('is due when ts-fsrs’s own scheduler says', () => {
    const scheduler = fsrs({ enable_fuzz: false, enable_short_term: true, learning_steps: [], relearning_steps: [] });
    const days = [0, 3, 11, 30, 31, 40];
    const points = [1, 1, 1, 0, 1, 1];
    let theirs = createEmptyCard(new Date(`${FIRST_DAY}T02:00:00Z`));
    for (const [index, day] of days.entries())
      theirs = scheduler.next(
        theirs,
        new Date(`${laterDay(FIRST_DAY, day)}T02:00:00Z`),
        points[index] === 1 ? Rating.Good : Rating.Again,
      ).card;
    const ours = card(
      'a/q',
      days.map((day, index) => reviewOn(day, { points: points[index] ?? 0 })),
    );
    expect(due(ours)).toBe(daysBetween(FIRST_DAY, theirs.due.toISOString().slice(0, 10)));
  });

  test('is due at least a day and at most a year after its last review, whatever was answered when', () => {
    const history = fc.array(
      fc.record({
        day: fc.integer({ min: -400, max: 4_000 }),
        points: fc.constantFrom(0, 0.5, 1),
        confidence: fc.constantFrom('sure' as const, 'unsure' as const, 'unsaid' as const),
        revision: fc.constantFrom('r1', 'r0'),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(history, (reviews) => {
        const of = card(
          'a/q',
          reviews.map(({ day, ...rest }, index) => ({ ...reviewOn(day), ...rest, id: `review-${index}` }) as Review),
        );
        const state = schedule(of, banked);
        if (state.kind !== 'due' || reviewsInOrder(of).at(-1)?.revision !== banked.revision) return;
        const last = Math.max(...reviews.map(({ day }) => day));
        const pause = daysBetween(laterDay(FIRST_DAY, last), state.day);
        expect(pause).toBeGreaterThanOrEqual(1);
        expect(pause).toBeLessThanOrEqual(LONGEST_INTERVAL);
      }),
    );
  });

  test('that was last answered while the clock was far ahead is due today, not in its year', () => {
    const wrong = reviewOn(40_000);
    const today = laterDay(FIRST_DAY, 5);
    const at = cardSchedule(0.9, today);
    expect(at(card('a/q', [wrong]), banked)).toEqual({ kind: 'due', day: today });
    expect(at(card('a/q', [reviewOn(0), wrong]), { ...banked, revision: 'r2' })).toEqual({
      kind: 'due',
      day: today,
    });
    // The next answer is dated after it, and given today: only that one and those before the wrong year count.
    const next = { ...reviewOn(5), at: `${wrong.day}T03:00:00.000Z` };
    expect(at(card('a/q', [reviewOn(0), wrong, next]), banked)).toEqual(at(card('a/q', [reviewOn(0), next]), banked));
  });

  test('that was answered where it is a day later already is due as ever', () => {
    const at = cardSchedule(0.9, FIRST_DAY);
    expect(at(card('a/q', [reviewOn(1)]), banked)).toEqual(schedule(card('a/q', [reviewOn(1)]), banked));
  });

  test('of a question that asks something else now is due at once, and what was known of the old one is forgotten', () => {
    const old = card('a/q', [reviewOn(0), reviewOn(3), reviewOn(12)]);
    expect(schedule(old, { ...banked, revision: 'r2' })).toEqual({
      kind: 'due',
      day: laterDay(FIRST_DAY, 12),
    });
    const since = card('a/q', [reviewOn(0), reviewOn(3), reviewOn(12, { revision: 'r2' })]);
    expect(due(since, { ...banked, revision: 'r2' })).toBe(due(card('a/q', [reviewOn(12)])));
  });

  test('of answers that do not say which revision they were given to is scheduled by them', () => {
    const unmarked = [0, 3, 12].map((day) => withoutRevision(reviewOn(day)));
    const marked = [0, 3, 12].map((day) => reviewOn(day));
    expect(due(card('a/q', unmarked))).toBe(due(card('a/q', marked)));
    expect(due(card('a/q', [...unmarked.slice(0, 2), reviewOn(12)]))).toBe(due(card('a/q', marked)));
  });

  test('of a question that left the bank is gone', () => {
    expect(schedule(card('a/q', [reviewOn(0)]), undefined)).toEqual({ kind: 'gone' });
  });

  test('that was brought back here, and whose answers are still on another computer, is not asked', () => {
    const lastWord = { id: 'w', timestamp: `${FIRST_DAY}T03:00:00.000Z`, suspended: false };
    expect(schedule(card('a/q', [], { lastWord }), banked)).toEqual({ kind: 'gone' });
  });

  test('that was missed on many days is set aside, until it is brought back', () => {
    const missed = Array.from({ length: MISSES_UNTIL_SET_ASIDE }, (_, day) => reviewOn(day, { points: 0 }));
    expect(schedule(card('a/q', missed.slice(1)), banked).kind).toBe('due');
    expect(schedule(card('a/q', missed), banked)).toEqual({
      kind: 'set-aside',
      by: 'misses',
      misses: MISSES_UNTIL_SET_ASIDE,
    });
    const back = { id: 'back', timestamp: `${laterDay(FIRST_DAY, 20)}T02:00:00.000Z`, suspended: false };
    expect(schedule(card('a/q', missed, { lastWord: back }), banked).kind).toBe('due');
  });

  test('that was missed often on one day counts one miss', () => {
    const missed = Array.from({ length: 9 }, (_, index) => reviewOn(0, { points: 0, id: `practice-${index}` }));
    expect(schedule(card('a/q', missed), banked).kind).toBe('due');
  });

  test('that the learner set aside stays so', () => {
    const lastWord = { id: 'w', timestamp: `${FIRST_DAY}T03:00:00.000Z`, suspended: true };
    const missed = [0, 1, 2].map((day) => reviewOn(day, { points: 0 }));
    expect(schedule(card('a/q', missed, { lastWord }), banked)).toEqual({
      kind: 'set-aside',
      by: 'learner',
      misses: 3,
    });
  });
});

test('an answer is rated without asking for a rating', () => {
  expect(ratingOf({ points: 1, confidence: 'sure' })).toBe(Rating.Good);
  expect(ratingOf({ points: 1, confidence: 'unsaid' })).toBe(Rating.Good);
  expect(ratingOf({ points: 1, confidence: 'unsure' })).toBe(Rating.Hard);
  expect(ratingOf({ points: 0.9, confidence: 'sure' })).toBe(Rating.Again);
  expect(ratingOf({ points: 0, confidence: 'unsure' })).toBe(Rating.Again);
});
