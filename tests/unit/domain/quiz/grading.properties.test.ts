import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grade, isAnswered } from '../../../../src/domain/quiz/types';
import type { Answer, Question } from '../../../../src/domain/series/question';
import {
  caseStudy,
  matching,
  multipleResponse,
  ordering,
  reflection,
  singleChoice,
  trueFalse,
} from '../../../support/builders/series-builders';

const anyId = fc.oneof(
  fc.constantFrom('a', 'b', 'true', 'false', 'right1', 'wrong1', '1', '2', 'p1', 'x1', 'constructor', '__proto__', ''),
  fc.string({ maxLength: 3 }),
);
const anyAnswer: fc.Arbitrary<Answer> = fc.letrec<{ answer: Answer }>((tie) => ({
  answer: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('choice' as const), optionIds: fc.array(anyId) }),
    fc.record({ kind: fc.constant('order' as const), itemIds: fc.array(anyId) }),
    fc.record({ kind: fc.constant('matches' as const), matches: fc.dictionary(anyId, anyId) }),
    fc.record({ kind: fc.constant('text' as const), text: fc.string() }),
    fc.record({
      kind: fc.constant('case' as const),
      parts: fc.dictionary(fc.constantFrom('q/p1', 'q/p2', 'q/p3'), tie('answer')),
    }),
  ),
})).answer;
const anyQuestion: fc.Arbitrary<Question> = fc.oneof(
  fc.constantFrom<Question>(singleChoice('q'), trueFalse('q'), caseStudy('q'), reflection('q')),
  fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })).map(([right, wrong]) => multipleResponse('q', right, wrong)),
  fc.nat({ max: 6 }).map((count) => ordering('q', count)),
  fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 3 })).map(([pairs, extras]) => matching('q', pairs, extras)),
);

function score(question: Question, answer: Answer): number {
  return grade(question, answer)?.score ?? Number.NaN;
}

test('whatever the question and the answer, a score is within 0-1, and only a full one is correct', () => {
  fc.assert(
    fc.property(anyQuestion, fc.option(anyAnswer, { nil: undefined }), (question, answer) => {
      const result = grade(question, answer);
      expect(result === null).toBe(question.type === 'reflection');
      if (result === null) return;
      expect(result.score).toBeGreaterThanOrEqual(0);
      expect(result.score).toBeLessThanOrEqual(1);
      expect(result.correct).toBe(result.score === 1);
    }),
    { numRuns: 1_000 },
  );
});

test('a correct answer is an answered question', () => {
  fc.assert(
    fc.property(anyQuestion, anyAnswer, (question, answer) => {
      fc.pre(question.type !== 'ordering' || question.items.length > 0);
      if (grade(question, answer)?.correct) expect(isAnswered(question, answer)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('choosing one more right option never lowers the score, and one more wrong option never raises it', () => {
  const chosen = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat({ max: 5 })).chain(([right, wrong]) => {
    const question = multipleResponse('q', right, wrong);
    const ids = question.options.map(({ id }) => id);
    return fc.tuple(fc.constant(question), fc.subarray(ids), fc.constantFrom(...question.options));
  });
  fc.assert(
    fc.property(chosen, ([question, optionIds, added]) => {
      const before = score(question, { kind: 'choice', optionIds });
      const after = score(question, { kind: 'choice', optionIds: [...optionIds, added.id] });
      if (added.correct) expect(after).toBeGreaterThanOrEqual(before);
      else expect(after).toBeLessThanOrEqual(before);
    }),
  );
});

test('with no wrong option chosen, each right option raises the score', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 6 }),
      fc.nat({ max: 4 }),
      (right, chosen, wrong) => {
        fc.pre(chosen < right);
        const some = Array.from({ length: chosen }, (_, index) => `right${index + 1}`);
        const question = multipleResponse('q', right, wrong);
        expect(score(question, { kind: 'choice', optionIds: [...some, `right${chosen + 1}`] })).toBeGreaterThan(
          score(question, { kind: 'choice', optionIds: some }),
        );
      },
    ),
  );
});

test('putting two neighbours into the right order never lowers the score, and the right order alone is full', () => {
  const arranged = fc.integer({ min: 2, max: 6 }).chain((count) => {
    const ids = ordering('q', count).items.map(({ id }) => id);
    return fc.tuple(
      fc.constant(ids),
      fc.shuffledSubarray(ids, { minLength: count, maxLength: count }),
      fc.nat({ max: count - 2 }),
    );
  });
  fc.assert(
    fc.property(arranged, ([right, itemIds, at]) => {
      const question = ordering('q', right.length);
      const before = score(question, { kind: 'order', itemIds });
      expect(before === 1).toBe(itemIds.join() === right.join());
      const [one = '', other = ''] = itemIds.slice(at, at + 2);
      fc.pre(Number(one) > Number(other));
      const swapped = [...itemIds.slice(0, at), other, one, ...itemIds.slice(at + 2)];
      expect(score(question, { kind: 'order', itemIds: swapped })).toBeGreaterThanOrEqual(before);
    }),
  );
});

test('one more right pair raises a matching, one more wrong pair never does', () => {
  const given = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat({ max: 2 })).chain(([pairs, extras]) => {
    const question = matching('q', pairs, extras);
    const lefts = question.pairs.map(({ id }) => id);
    const rights = [...lefts, ...question.extras.map(({ id }) => id)];
    return fc.tuple(
      fc.constant(question),
      fc.dictionary(fc.constantFrom(...lefts), fc.constantFrom(...rights)),
      fc.constantFrom(...lefts),
      fc.constantFrom(...rights),
    );
  });
  fc.assert(
    fc.property(given, ([question, matches, left, right]) => {
      const before = score(question, { kind: 'matches', matches });
      const after = score(question, { kind: 'matches', matches: { ...matches, [left]: right } });
      if (left === right) expect(after)[matches[left] === left ? 'toBe' : 'toBeGreaterThan'](before);
      else expect(after).toBeLessThanOrEqual(before);
    }),
  );
});

test('a better answer to one part of a case never lowers the case', () => {
  fc.assert(
    fc.property(anyAnswer, anyAnswer, anyAnswer, (first, second, third) => {
      const before = { 'q/p1': first, 'q/p2': second, 'q/p3': third };
      const better = { ...before, 'q/p3': { kind: 'choice' as const, optionIds: ['right1', 'right2'] } };
      expect(score(caseStudy('q'), { kind: 'case', parts: better })).toBeGreaterThanOrEqual(
        score(caseStudy('q'), { kind: 'case', parts: before }),
      );
    }),
  );
});
