import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawQuestions, drawReflection } from '../../../../src/domain/quiz/draw';
import { isAttemptStatement, type Attempt } from '../../../../src/domain/quiz/attempt';
import { resumeIndex, scoreAttempt } from '../../../../src/domain/quiz/attempt-score';
import { reflectionNoteId } from '../../../../src/domain/notes/reflection';
import { isUuid } from '../../../../src/domain/json/json-value';
import { reflection, revised, singleChoice } from '../../../support/builders/series-builders';
import { identifier, statements, type Deed } from '../../../support/builders/statement-builders';
import { replayAttempts } from '../../../support/builders/replays';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const bank = (graded: number, reflections: number) => [
  ...Array.from({ length: graded }, (_, index) => singleChoice(`a/q${index}`)),
  ...Array.from({ length: reflections }, (_, index) => reflection(`a/r${index}`)),
];

describe('the reflection of a quiz', () => {
  test('is one of the bank’s, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), seed, (count, from) => {
        const questions = bank(4, count);
        const drawn = drawReflection(questions, from, undefined);
        expect(questions.find(({ id }) => id === drawn)?.type).toBe('reflection');
        expect(drawReflection(structuredClone(questions), from, undefined)).toBe(drawn);
      }),
    );
  });

  test('is another one than last time where there is one, and the only one again where there isn’t', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.nat({ max: 4 }), seed, (count, last, from) => {
        const lastId = `a/r${last % count}`;
        expect(drawReflection(bank(2, count), from, lastId)).not.toBe(lastId);
        expect(drawReflection(bank(2, 1), from, 'a/r0')).toBe('a/r0');
      }),
    );
  });

  test('any of several comes up', () => {
    expect(new Set(Array.from({ length: 60 }, (_, from) => drawReflection(bank(2, 4), from, undefined))).size).toBe(4);
  });

  test('there is none where the bank has none', () => {
    expect(drawReflection(bank(4, 0), 1, undefined)).toBeUndefined();
    expect(drawReflection([], 1, 'a/r0')).toBeUndefined();
  });

  test('takes no graded question’s place: the same seed draws the same ones, with and without it', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 0, max: 4 }), (from, count) => {
        const draw = (reflections: number): string[] =>
          drawQuestions({ questions: bank(12, reflections), count: 6, seed: from, avoid: [] });
        expect(draw(count)).toEqual(draw(0));
      }),
    );
  });
});

describe('an attempt that asks a reflection', () => {
  const begun: Deed = {
    verb: 'initialized',
    attemptId: '1',
    moduleId: 'a',
    mode: 'attempt',
    seed: 7,
    questionIds: ['a/q0', 'a/q1'],
    reflectionId: 'a/r0',
  };
  const right = (questionId: string): Deed => ({
    verb: 'answered',
    attemptId: '1',
    questionId,
    answer: { kind: 'choice', optionIds: ['a'] },
    confidence: 'sure',
    seconds: 5,
  });
  const questions = new Map(bank(2, 1).map((question) => [question.id, revised(question)]));
  const attemptOf = (...deeds: readonly Deed[]): Attempt => {
    const all = statements(...(deeds as readonly [Deed, ...Deed[]])).filter(isAttemptStatement);
    const [attempt] = replayAttempts(all).values();
    if (!attempt) throw new Error('The attempt was not begun.');
    return attempt;
  };

  test('names it, and is scored by its graded questions alone', () => {
    const attempt = attemptOf(begun, right('a/q0'), right('a/q1'));
    expect(attempt.reflectionId).toBe('a/r0');
    expect(scoreAttempt(attempt, questions, 0.8)).toMatchObject({
      score: 1,
      passed: true,
      points: { 'a/q0': 1, 'a/q1': 1 },
    });
    expect(resumeIndex(attempt, questions)).toBe(2);
  });

  test('scores the same whatever stands in the record as its answer', () => {
    const written: Deed = {
      verb: 'answered',
      attemptId: '1',
      questionId: 'a/r0',
      answer: { kind: 'text', text: 'From a file.' },
      confidence: 'unsaid',
      seconds: 5,
    };
    for (const answers of [[right('a/q0')], [right('a/q0'), right('a/q1')]]) {
      expect(scoreAttempt(attemptOf(begun, ...answers, written), questions, 0.8)).toEqual(
        scoreAttempt(attemptOf(begun, ...answers), questions, 0.8),
      );
    }
  });

  test('one that was begun before reflections were asked has none', () => {
    const { reflectionId: _, ...older } = begun as Extract<Deed, { readonly verb: 'initialized' }>;
    expect(Object.keys(attemptOf(older))).not.toContain('reflectionId');
  });
});

describe('the note of a reflection', () => {
  const asked = fc.record({ attemptId: fc.uuid(), questionId: fc.string({ minLength: 1 }) });

  test('has one id, a UUID, wherever it is written', () => {
    fc.assert(
      fc.property(asked, (each) => {
        expect(isUuid(reflectionNoteId(each))).toBe(true);
        expect(reflectionNoteId(each)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
        );
        expect(reflectionNoteId({ ...each })).toBe(reflectionNoteId(each));
      }),
    );
  });

  test('has another id for another quiz, and for another reflection', () => {
    const id = reflectionNoteId({ attemptId: identifier(1), questionId: 'a/r0' });
    expect(reflectionNoteId({ attemptId: identifier(2), questionId: 'a/r0' })).not.toBe(id);
    expect(reflectionNoteId({ attemptId: identifier(1), questionId: 'a/r1' })).not.toBe(id);
  });

  test('has the same id in every version: it is looked up by it', () => {
    expect(
      reflectionNoteId({ attemptId: '0192a000-0000-7000-8000-000000000001', questionId: 'social-norms/q29' }),
    ).toBe('3ec69d5e-90f6-8f90-8eef-0080d03f3767');
  });
});
