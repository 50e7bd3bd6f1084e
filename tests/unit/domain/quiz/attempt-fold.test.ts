import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AttemptFold, isAttemptStatement } from '../../../../src/domain/quiz/attempt';
import { compareStatements } from '../../../../src/domain/record/statement';
import { begun, statement, type Deed } from '../../../support/builders/statement-builders';
import { shuffledStatements } from '../support/statement-arbitraries';
import { replayAttempts } from '../../../support/builders/replays';

const answer: Deed = {
  verb: 'answered',
  attemptId: '1',
  questionId: 'q1',
  answer: { kind: 'choice', optionIds: ['a'] },
  confidence: 'sure',
  seconds: 5,
};

describe('a fold of attempts', () => {
  test('goes on from attempts that are known', () => {
    fc.assert(
      fc.property(shuffledStatements, fc.nat(20), ([all], cut) => {
        const inTurn = all.filter(isAttemptStatement).toSorted(compareStatements);
        const [before, after] = [inTurn.slice(0, cut), inTurn.slice(cut)];
        const known = replayAttempts(before);
        // The learner's next statements: each attempt was begun before.
        fc.pre(before.every(({ attemptId }) => known.has(attemptId)));
        const fold = new AttemptFold(known.values());
        for (const each of after) fold.add(each);
        expect(fold.attempts()).toEqual(replayAttempts(all));
      }),
    );
  });

  test('takes a question called __proto__ for one like any other', () => {
    const hostile = { ...answer, questionId: '__proto__' } as Deed;
    const { answers } = replayAttempts([statement(begun('1'), 0), statement(hostile, 1)]).get('1') ?? {};
    expect(Object.getPrototypeOf(answers)).toBe(Object.prototype);
    expect(Object.keys(answers ?? {})).toEqual(['__proto__']);
  });

  test('takes a time that grows with the answers, not with their square', () => {
    const all = [...Array.from({ length: 40_000 }, (_, at) => statement(answer, at + 1)), statement(begun('1'), 0)];
    const before = performance.now();
    expect(Object.keys(replayAttempts(all).get('1')?.answers ?? {})).toHaveLength(1);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
