import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAttemptStatement } from '../../../../src/domain/quiz/attempt';
import type { Statement } from '../../../../src/domain/record/statement';
import { CardFold, isCardStatement, reviewsInOrder, type ReviewCard } from '../../../../src/domain/review/review-card';
import { emptyCard, isEmptyCard, withAttempt, withCardStatement } from '../../../support/builders/plain-folds';
import { begun, statement, statements, type Deed } from '../../../support/builders/statement-builders';
import { shuffledStatements, twoComputers } from '../support/statement-arbitraries';
import { replayAttempts, replayCards } from '../../../support/builders/replays';

/** Cards made statement by statement, in the plainest way. */
function project(all: readonly Statement[]): Map<string, ReviewCard> {
  const cards = new Map<string, ReviewCard>();
  const seen: Statement[] = [];
  const change = (questionId: string, next: (card: ReviewCard) => ReviewCard): void => {
    const changed = next(cards.get(questionId) ?? emptyCard(questionId));
    if (isEmptyCard(changed)) cards.delete(questionId);
    else cards.set(questionId, changed);
  };
  for (const each of all) {
    seen.push(each);
    if (isCardStatement(each)) change(each.questionId, (card) => withCardStatement(card, each));
    if (!isAttemptStatement(each)) continue;
    const attempt = replayAttempts(seen).get(each.attemptId);
    if (!attempt) continue;
    const answered = seen.flatMap((one) =>
      one.verb === 'answered' && one.attemptId === attempt.id ? [one.questionId] : [],
    );
    for (const questionId of new Set(answered)) change(questionId, (card) => withAttempt(card, attempt));
  }
  return cards;
}

const answer = (attemptId: string, questionId: string): Deed => ({
  verb: 'answered',
  attemptId,
  questionId,
  answer: { kind: 'choice', optionIds: ['a'] },
  confidence: 'unsure',
  seconds: 5,
});
const ended = (attemptId: string, points: Record<string, number>): Deed => ({
  verb: 'failed',
  attemptId,
  moduleId: 'a',
  score: 0.5,
  passMark: 0.8,
  points,
  revisions: { q1: 'r1' },
});

describe('the cards of a record', () => {
  test('don’t depend on the order in which statements arrive', () => {
    fc.assert(
      fc.property(shuffledStatements, ([all, other]) => {
        expect(replayCards(other)).toEqual(replayCards(all));
      }),
    );
  });

  test('are the same built one statement after the other', () => {
    fc.assert(
      fc.property(shuffledStatements, ([, other]) => {
        expect(project(other)).toEqual(replayCards(other));
      }),
    );
  });

  test('are the same where statements are added to what a fold gave', () => {
    fc.assert(
      fc.property(shuffledStatements, fc.nat(20), ([all], cut) => {
        const known = replayCards(all.slice(0, cut)).values();
        const fold = new CardFold(known);
        all
          .slice(cut)
          .filter(isCardStatement)
          .forEach((each) => {
            fold.add(each);
          });
        for (const attempt of replayAttempts(all).values()) fold.addAttempt(attempt);
        expect(fold.result()).toEqual(replayCards(all));
      }),
    );
  });

  test('are made in a time that grows with the statements, not with their square', () => {
    const reviewed: Deed = {
      verb: 'reviewed',
      questionId: 'q1',
      points: 1,
      confidence: 'sure',
      revision: 'r1',
      seconds: 1,
    };
    const all = Array.from({ length: 60_000 }, (_, at) => statement(reviewed, at));
    const before = performance.now();
    expect(Object.keys(replayCards(all).get('q1')?.reviews ?? {})).toHaveLength(60_000);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  test('are the same whichever of two computers is merged into the other, and once or twice', () => {
    fc.assert(
      fc.property(twoComputers, ([a, b]) => {
        const merged = replayCards([...a, ...b]);
        expect(replayCards([...b, ...a])).toEqual(merged);
        expect(replayCards([...a, ...b, ...a])).toEqual(merged);
      }),
    );
  });

  test('hold each question that was answered in a quiz, with what was said of it and its revision', () => {
    const all = statements(begun('x'), answer('x', 'q1'), ended('x', { q1: 0.5, q2: 0 }));
    const cards = replayCards(all);
    expect([...cards.keys()]).toEqual(['q1']);
    expect(reviewsInOrder(cards.get('q1') ?? emptyCard('q1'))).toEqual([
      {
        id: 'x',
        at: all[1].timestamp,
        day: all[2].day,
        points: 0.5,
        confidence: 'unsure',
        revision: 'r1',
      },
    ]);
  });

  test('hold what a practice was worth, and nothing of a practice of an older version', () => {
    const practice = (points?: Record<string, number>): Deed[] => [
      { ...begun('x'), mode: 'practice' } as Deed,
      answer('x', 'q1'),
      { verb: 'terminated', attemptId: 'x', ...(points ? { points } : {}) },
    ];
    expect([...replayCards(statements(...practice({ q1: 1 }))).keys()]).toEqual(['q1']);
    expect(replayCards(statements(...practice())).size).toBe(0);
  });

  test('hold nothing of a running quiz', () => {
    expect(replayCards(statements(begun('x'), answer('x', 'q1'))).size).toBe(0);
  });

  test('of “set aside” and “bring back” the newest counts', () => {
    const aside = statement({ verb: 'suspended', questionId: 'q1' }, 1);
    const back = statement({ verb: 'resumed', questionId: 'q1' }, 2);
    expect(replayCards([back, aside]).get('q1')?.lastWord?.suspended).toBe(false);
    expect(replayCards([aside]).get('q1')?.lastWord?.suspended).toBe(true);
  });
});
