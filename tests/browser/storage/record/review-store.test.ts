import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAttemptStatement } from '../../../../src/domain/quiz/attempt';
import { compareStatements, type Statement } from '../../../../src/domain/record/statement';
import type { ReviewCard } from '../../../../src/domain/review/review-card';
import { cardSchedule, type CardState } from '../../../../src/domain/review/review-schedule';
import { pickSitting } from '../../../../src/domain/review/review-sitting';
import { laterDay } from '../../../../src/domain/text/calendar-day';
import { rebuildProjections } from '../../../../src/renderer/src/storage/record/projections';
import { ReviewCount } from '../../../../src/renderer/src/storage/record/review-count';
import { ReviewStore } from '../../../../src/renderer/src/storage/record/review-store';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { FIRST_DAY } from '../../../support/builders/review-builders';
import { statement } from '../../../support/builders/statement-builders';
import { shuffledStatements } from '../../../unit/domain/support/statement-arbitraries';
import { newLearner, openDatabase } from '../../support/storage-scene';
import { replayCards } from '../../../support/builders/replays';

/** Statements as the app adds them: in the order of time, an attempt's from its start to its one end. */
function asAdded(drawn: readonly Statement[]): readonly Statement[] {
  const [begun, ended] = [new Set<string>(), new Set<string>()];
  return drawn.toSorted(compareStatements).filter((each) => {
    if (!isAttemptStatement(each)) return true;
    const { attemptId, verb } = each;
    if (verb === 'initialized') return !begun.has(attemptId) && begun.add(attemptId).size > 0;
    if (!begun.has(attemptId) || ended.has(attemptId)) return false;
    if (verb !== 'answered') ended.add(attemptId);
    return true;
  });
}

async function openStore() {
  const database = await openDatabase(newLearner().id);
  return {
    database,
    statements: new StatementStore(database),
    reviews: new ReviewStore(database),
    count: new ReviewCount(database),
  };
}

const question = { objectiveId: 'a/know', sectionId: 'a/first', revision: 'r1' };
const BASIS = { rules: 'basis', day: FIRST_DAY };
const fsrs = cardSchedule(0.9, FIRST_DAY);
const schedule = (card: ReviewCard): CardState => fsrs(card, question);

const reviewed = (questionId: string, minute: number, points = 1): Statement =>
  statement({ verb: 'reviewed', questionId, points, confidence: 'sure', revision: 'r1', seconds: 20 }, minute);

describe('a record’s review cards', () => {
  it('are those of its statements, added in any pieces, or rebuilt', async () => {
    await fc.assert(
      fc.asyncProperty(shuffledStatements, fc.integer({ min: 1, max: 5 }), async ([, drawn], pieces) => {
        const all = asAdded(drawn);
        const { database, statements, reviews } = await openStore();
        const size = Math.ceil(all.length / pieces) || 1;
        for (let at = 0; at < all.length; at += size) {
          await statements.append(all.slice(at, at + size));
          await reviews.schedule(BASIS, schedule);
        }
        const expected = replayCards(all);
        const cards = new Map((await reviews.cards()).map((card) => [card.questionId, card]));
        expect(cards).toEqual(expected);
        const queue = await reviews.upcoming();

        await database.transaction('rw', [database.statements, database.projections, database.attempts], async () =>
          rebuildProjections(database),
        );
        await reviews.schedule(BASIS, schedule);

        expect(new Map((await reviews.cards()).map((card) => [card.questionId, card]))).toEqual(expected);
        expect(await reviews.upcoming()).toEqual(queue);
        database.close();
      }),
      { numRuns: 25 },
    );
  });

  it('wait to be scheduled when they change, and are out of the queue meanwhile', async () => {
    const { statements, reviews, count } = await openStore();
    await statements.append([reviewed('a/q1', 0, 0)]);
    expect(await count.isOutdated(BASIS)).toBe(true);
    await reviews.schedule(BASIS, schedule);
    const tomorrow = laterDay(FIRST_DAY, 1);
    expect(await count.isOutdated(BASIS)).toBe(false);
    expect((await count.due(FIRST_DAY)).size).toBe(0);
    expect(await count.due(tomorrow)).toEqual(new Map([['a', 1]]));
    expect(await reviews.due(tomorrow)).toEqual([{ day: tomorrow, questionId: 'a/q1' }]);

    await statements.append([reviewed('a/q1', 24 * 60)]);

    expect((await count.due('9999-12-31')).size).toBe(0);
    expect(await count.isOutdated(BASIS)).toBe(true);
    await reviews.schedule(BASIS, schedule);
    expect(await reviews.upcoming()).toHaveLength(1);
    expect((await reviews.upcoming())[0]?.day).not.toBe(tomorrow);
  });

  it('are scheduled anew on another basis, and a card without a day leaves the queue', async () => {
    const { statements, reviews, count } = await openStore();
    await statements.append([reviewed('a/q1', 0), reviewed('a/q2', 1)]);
    await reviews.schedule(BASIS, schedule);
    expect(await reviews.upcoming()).toHaveLength(2);
    expect(await count.isOutdated({ ...BASIS, rules: 'other' })).toBe(true);

    await reviews.schedule({ ...BASIS, rules: 'other' }, (card) =>
      fsrs(card, card.questionId === 'a/q1' ? undefined : question),
    );

    expect((await reviews.upcoming()).map(({ questionId }) => questionId)).toEqual(['a/q2']);
    expect(await reviews.cards()).toHaveLength(2);
  });

  it.each([30, 40_000])('that were answered by a clock %i days ahead are due as by a right one', async (days) => {
    const { statements, reviews, count } = await openStore();
    const queueOn = async (today: string) => {
      const made = cardSchedule(0.9, today);
      const isOutdated = await count.isOutdated({ ...BASIS, day: today });
      await reviews.schedule({ ...BASIS, day: today }, (card) => made(card, question));
      expect(await count.isOutdated({ ...BASIS, day: today })).toBe(false);
      return { isOutdated, queue: await reviews.upcoming() };
    };
    const ahead = laterDay(FIRST_DAY, days);
    await statements.append([{ ...reviewed('a/q1', 0), timestamp: `${ahead}T02:00:00.000Z`, day: ahead }]);
    const { queue: putOff } = await queueOn(ahead);
    expect(putOff[0]?.day.localeCompare(ahead)).toBe(1);
    expect(await queueOn(FIRST_DAY)).toEqual({ isOutdated: true, queue: [{ day: FIRST_DAY, questionId: 'a/q1' }] });
    // Once that day has come it counts as any other review.
    expect(await queueOn(ahead)).toEqual({ isOutdated: true, queue: putOff });
    expect((await queueOn(laterDay(ahead, 1))).isOutdated).toBe(false);
  });

  it('cost a record without any nothing', async () => {
    const { reviews, count } = await openStore();
    expect(await count.isOutdated(BASIS)).toBe(false);
    expect((await count.due('9999-12-31')).size).toBe(0);
    expect(await reviews.card('a/q1')).toBeNull();
  });

  it('of many questions give a day’s queue from their keys alone', async () => {
    const { database, statements, reviews } = await openStore();
    // Two whole batches of scheduling, and one more card.
    const CARDS = 1_001;
    const all = Array.from({ length: CARDS }, (_, index) =>
      reviewed(`m${index % 10}/question-${index}`, index % 600, index % 17 ? 1 : 0),
    );
    await statements.append(all.map((each, index) => ({ ...each, id: `${index}` })));
    await reviews.schedule(BASIS, schedule);
    const late = laterDay(FIRST_DAY, 1_000);
    let rowsRead = 0;
    database.projections.hook('reading', (row: unknown) => {
      rowsRead += 1;
      return row;
    });
    const due = await reviews.due(late);
    expect(due).toHaveLength(CARDS);
    expect(pickSitting(due, late, 10)).toHaveLength(10);
    // The reading of rows is what would take long.
    expect(rowsRead).toBe(0);
    await reviews.card('m0/question-0');
    expect(rowsRead).toBe(1);
    database.close();
  });
});
