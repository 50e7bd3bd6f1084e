import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GradedQuestion, Question } from '../../../../src/domain/series/question';
import { drawQuestions } from '../../../../src/domain/quiz/draw';
import { displayOrder } from '../../../../src/domain/quiz/types';
import {
  matching,
  multipleResponse,
  ordering,
  reflection,
  singleChoice,
  trueFalse,
} from '../../../support/builders/series-builders';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** A bank of one to five objectives with up to five questions each, some of them reflections. */
const bank: fc.Arbitrary<Question[]> = fc
  .array(fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 })
  .map((objectives) =>
    objectives.flatMap((kinds, objective) =>
      kinds.map((graded, index): Question => {
        const id = `a/q${objective}-${index}`;
        return graded
          ? singleChoice(id, { objectiveId: `a/o${objective}` })
          : { ...reflection(id), objectiveId: `a/o${objective}` };
      }),
    ),
  );
const request = fc.tuple(bank, fc.integer({ min: 0, max: 30 }), seed).chain(([questions, count, from]) =>
  fc.record({
    questions: fc.constant(questions),
    count: fc.constant(count),
    seed: fc.constant(from),
    avoid: fc.subarray(questions.map(({ id }) => id)),
  }),
);

function objectivesOf(questions: readonly Question[], ids: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id, objectiveId } of questions)
    if (ids.includes(id)) counts.set(objectiveId, (counts.get(objectiveId) ?? 0) + 1);
  return counts;
}

describe('drawing a quiz', () => {
  test('the same request gives the same draw', () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(drawQuestions(asked)).toEqual(drawQuestions(structuredClone(asked)));
      }),
    );
  });

  test('a draw stored by its seed stays what it was', () => {
    const questions = Array.from({ length: 6 }, (_, index) =>
      singleChoice(`a/q${index}`, { objectiveId: `a/o${index % 3}` }),
    );
    expect(drawQuestions({ questions, count: 4, seed: 1, avoid: [] })).toEqual(['a/q2', 'a/q1', 'a/q5', 'a/q0']);
  });

  test('has no question twice, no reflection, and as many as asked for where the bank has them', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const drawn = drawQuestions(asked);
        const graded = asked.questions.filter(({ type }) => type !== 'reflection').map(({ id }) => id);
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((id) => graded.includes(id))).toBe(true);
        expect(drawn).toHaveLength(Math.min(asked.count, graded.length));
      }),
    );
  });

  test('asks about every objective before it asks about one twice', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const graded = asked.questions.filter(({ type }) => type !== 'reflection');
        const drawn = objectivesOf(graded, drawQuestions(asked));
        const inBank = objectivesOf(
          graded,
          graded.map(({ id }) => id),
        );
        const most = Math.max(0, ...drawn.values());
        for (const [objective, held] of inBank)
          expect(drawn.get(objective) ?? 0).toBeGreaterThanOrEqual(Math.min(held, most - 1));
      }),
    );
  });

  test('a question of the last draw comes only when its objective has nothing else left', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const drawn = drawQuestions(asked);
        for (const question of asked.questions) {
          if (!drawn.includes(question.id) || !asked.avoid.includes(question.id)) continue;
          const fresh = asked.questions.filter(
            ({ id, objectiveId, type }) =>
              objectiveId === question.objectiveId && type !== 'reflection' && !asked.avoid.includes(id),
          );
          expect(fresh.every(({ id }) => drawn.includes(id))).toBe(true);
        }
      }),
    );
  });

  test('a question of the last draw comes before a fresh one only to ask about its objective as often', () => {
    fc.assert(
      fc.property(request, (asked) => {
        const drawn = drawQuestions(asked);
        const counts = objectivesOf(asked.questions, drawn);
        const passedOver = asked.questions.filter(
          ({ id, type }) => type !== 'reflection' && !drawn.includes(id) && !asked.avoid.includes(id),
        );
        for (const repeated of asked.questions.filter(({ id }) => drawn.includes(id) && asked.avoid.includes(id)))
          for (const fresh of passedOver)
            expect(counts.get(fresh.objectiveId) ?? 0).toBeGreaterThanOrEqual(counts.get(repeated.objectiveId) ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test('from a bank of twice the draw, the next draw repeats nothing', () => {
    fc.assert(
      fc.property(seed, seed, (first, second) => {
        const questions = Array.from({ length: 20 }, (_, index) =>
          singleChoice(`a/q${index}`, { objectiveId: `a/o${index % 5}` }),
        );
        const before = drawQuestions({ questions, count: 10, seed: first, avoid: [] });
        const after = drawQuestions({ questions, count: 10, seed: second, avoid: before });
        expect(after.filter((id) => before.includes(id))).toEqual([]);
      }),
    );
  });

  test('different seeds draw differently', () => {
    const questions = Array.from({ length: 20 }, (_, index) =>
      singleChoice(`a/q${index}`, { objectiveId: `a/o${index % 5}` }),
    );
    const draws = new Set(
      Array.from({ length: 50 }, (_, from) => drawQuestions({ questions, count: 10, seed: from, avoid: [] }).join()),
    );
    expect(draws.size).toBe(50);
  });

  test('an empty bank, or one of reflections, draws nothing and ends', () => {
    expect(drawQuestions({ questions: [], count: 10, seed: 1, avoid: [] })).toEqual([]);
    expect(drawQuestions({ questions: [reflection('a/q1')], count: 10, seed: 1, avoid: [] })).toEqual([]);
  });
});

describe('the order in which options are shown', () => {
  const question: fc.Arbitrary<GradedQuestion> = fc.oneof(
    fc.constant(singleChoice('a/q1')),
    fc.constant(trueFalse('a/q2')),
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 3 }))
      .map(([right, wrong]) => multipleResponse('a/q3', right, wrong)),
    fc.nat({ max: 6 }).map((count) => ordering('a/q4', count)),
    fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 2 })).map(([pairs, extras]) => matching('a/q5', pairs, extras)),
  );
  const idsOf = (asked: GradedQuestion): string[] => {
    if (asked.type === 'ordering') return asked.items.map(({ id }) => id);
    if (asked.type === 'matching') return [...asked.pairs, ...asked.extras].map(({ id }) => id);
    return asked.options.map(({ id }) => id);
  };

  test('is a permutation, and the same for the same seed', () => {
    fc.assert(
      fc.property(question, seed, (asked, from) => {
        expect(displayOrder(asked, from).sort()).toEqual(idsOf(asked).sort());
        expect(displayOrder(asked, from)).toEqual(displayOrder(asked, from));
      }),
    );
  });

  test('stays what it was in every version: a running quiz is shown again from its seed', () => {
    expect(displayOrder(multipleResponse('a/q3', 2, 2), 1)).toEqual(['wrong1', 'right1', 'wrong2', 'right2']);
  });

  test('an ordering never starts solved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), seed, (count, from) => {
        expect(displayOrder(ordering('a/q', count), from)).not.toEqual(idsOf(ordering('a/q', count)));
      }),
    );
  });

  test('true stands before false', () => {
    fc.assert(
      fc.property(seed, (from) => {
        expect(displayOrder(trueFalse('a/q', false), from)).toEqual(['true', 'false']);
      }),
    );
  });

  test('two questions of one quiz have orders of their own', () => {
    const orders = (id: string): string =>
      Array.from({ length: 20 }, (_, from) => displayOrder(multipleResponse(id, 3, 3), from).join('')).join();
    expect(orders('a/q1')).not.toBe(orders('a/q2'));
  });
});
