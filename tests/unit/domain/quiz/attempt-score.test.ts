import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Question, Revised } from '../../../../src/domain/series/question';
import type { Attempt } from '../../../../src/domain/quiz/attempt';
import { resumeIndex, scoreAttempt } from '../../../../src/domain/quiz/attempt-score';
import {
  multipleResponse,
  ordering,
  reflection,
  revised,
  singleChoice,
  trueFalse,
} from '../../../support/builders/series-builders';
import { begun, statements, type Deed } from '../../../support/builders/statement-builders';
import { replayAttempts } from '../../../support/builders/replays';

const choice = (...optionIds: string[]): Answer => ({ kind: 'choice', optionIds });
const answered = (questionId: string, answer: Answer): Deed => {
  return { verb: 'answered', attemptId: '1', questionId, answer, confidence: 'sure', seconds: 5 };
};
/** An attempt with these questions, after these deeds. */
function attemptAt(questionIds: readonly string[], ...deeds: readonly Deed[]): Attempt {
  const start = { ...begun('1'), questionIds } as Deed;
  return replayAttempts(statements(start, ...deeds)).get('1') as Attempt;
}

describe('where a resumed quiz opens', () => {
  const questions = new Map<string, Question>([
    ['q1', singleChoice('q1')],
    ['q2', multipleResponse('q2')],
  ]);
  const attemptOf = (...deeds: readonly Deed[]): Attempt => attemptAt(['q1', 'q2'], ...deeds);

  test.each([
    ['at the first question when none is answered', [], 0],
    ['at the first one that is not answered', [answered('q1', choice('b'))], 1],
    ['at an earlier one that was skipped', [answered('q2', choice('right1'))], 0],
    ['at one whose answer was emptied again', [answered('q1', choice('b')), answered('q2', choice())], 1],
    ['past the last when all are answered', [answered('q1', choice('b')), answered('q2', choice('right1'))], 2],
  ])('%s', (_name, deeds, index) => {
    expect(resumeIndex(attemptOf(...deeds), questions)).toBe(index);
  });

  test('passes over a question that has left the bank', () => {
    expect(resumeIndex(attemptOf(), new Map([['q2', singleChoice('q2')]]))).toBe(1);
  });
});

describe('scoring an attempt', () => {
  const bank = (...questions: readonly Question[]): Map<string, Question & Revised> =>
    new Map(questions.map((question) => [question.id, revised(question)]));
  const attemptOf = (questions: ReadonlyMap<string, Question>, answers: Readonly<Record<string, Answer>>): Attempt =>
    attemptAt([...questions.keys()], ...Object.entries(answers).map(([id, answer]) => answered(id, answer)));

  test('is the mean of the points, an unanswered question counting as nothing', () => {
    const questions = bank(singleChoice('q1'), multipleResponse('q2'), trueFalse('q3'), trueFalse('q4'));
    const score = scoreAttempt(
      attemptOf(questions, { q1: choice('a'), q2: choice('right1'), q3: choice('true') }),
      questions,
      0.8,
    );
    expect(score).toMatchObject({ score: 0.625, passed: false, points: { q1: 1, q2: 0.5, q3: 1, q4: 0 } });
  });

  test('leaves out a question that has left the bank, for and against', () => {
    const questions = bank(singleChoice('q1'), singleChoice('q2'));
    const attempt = attemptOf(questions, { q1: choice('a') });
    expect(scoreAttempt(attempt, bank(singleChoice('q1')), 0.8)).toMatchObject({
      score: 1,
      passed: true,
      points: { q1: 1 },
    });
  });

  test('holds the revision of each question that counts, so that the review can tell a changed one', () => {
    const [first, left] = [singleChoice('q1'), singleChoice('q2')];
    const attempt = attemptOf(bank(first, left), { q1: choice('b') });
    const { revision } = revised(first);
    expect(scoreAttempt(attempt, bank(first), 0.8).revisions).toEqual({ q1: revision });
    // A translation is the same question.
    const translated = new Map([['q1', { ...first, revision, stem: 'តើអ្វី?' }]]);
    expect(scoreAttempt(attempt, translated, 0.8).revisions).toEqual({ q1: revision });
  });

  test('does not count a reflection', () => {
    const questions = bank(singleChoice('q1'), reflection('q2'));
    expect(scoreAttempt(attemptOf(questions, { q1: choice('a') }), questions, 1).points).toEqual({ q1: 1 });
  });

  test('of nothing passes nothing', () => {
    expect(scoreAttempt(attemptOf(bank(), {}), bank(), 0)).toMatchObject({ score: 0, passed: false, points: {} });
  });

  test('reaching the pass mark exactly passes, also in binary fractions', () => {
    const thirds = bank(
      ...Array.from({ length: 7 }, (_, index) => trueFalse(`q${index}`)),
      ...[7, 8, 9].map((index) => multipleResponse(`q${index}`, 3, 1)),
    );
    const attempt = attemptOf(
      thirds,
      Object.fromEntries(
        [...thirds].map(([id, { type }]) => [id, type === 'multiple' ? choice('right1') : choice('true')]),
      ),
    );
    const result = scoreAttempt(attempt, thirds, 0.8);
    expect(result.score).toBeLessThan(0.8);
    expect(result.passed).toBe(true);
  });

  test('a hundredth below the pass mark fails', () => {
    const questions = bank(...Array.from({ length: 100 }, (_, index) => trueFalse(`q${index}`)));
    const attempt = attemptOf(
      questions,
      Object.fromEntries([...questions.keys()].slice(0, 79).map((id) => [id, choice('true')])),
    );
    expect(scoreAttempt(attempt, questions, 0.8)).toMatchObject({ score: 0.79, passed: false });
  });

  test('a score that is the pass mark in whole per cent alone fails', () => {
    const questions = bank(...Array.from({ length: 64 }, (_, index) => trueFalse(`q${index}`)));
    const right = [...questions.keys()].slice(0, 51).map((id) => [id, choice('true')]);
    expect(scoreAttempt(attemptOf(questions, Object.fromEntries(right)), questions, 0.8)).toMatchObject({
      score: 51 / 64,
      passed: false,
    });
  });

  test('stays within 0-1, and one more right answer never lowers it', () => {
    const kinds = fc.array(fc.tuple(fc.constantFrom('multiple', 'ordering', 'true-false'), fc.nat({ max: 5 })), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(kinds, fc.nat(), (drawn, pick) => {
        const questions = bank(
          ...drawn.map(([type], index) =>
            type === 'multiple'
              ? multipleResponse(`q${index}`, 3, 2)
              : type === 'ordering'
                ? ordering(`q${index}`, 3)
                : trueFalse(`q${index}`),
          ),
        );
        const wrongs: Readonly<Record<string, Answer[]>> = {
          multiple: [
            choice(),
            choice('right1'),
            choice('right1', 'right2'),
            choice('right1', 'wrong1'),
            choice('wrong1'),
            choice('right1', 'right2', 'wrong1'),
          ],
          ordering: [['1', '2', '3'], ['2', '1', '3'], ['3', '2', '1'], ['1', '3', '2'], [], ['1']].map((itemIds) => ({
            kind: 'order',
            itemIds,
          })),
          'true-false': [choice('false'), choice('true'), choice(), choice('false'), choice('false'), choice('true')],
        };
        const answers = Object.fromEntries(
          drawn.map(([type, which], index) => [`q${index}`, wrongs[type]?.[which] ?? choice()]),
        );
        const before = scoreAttempt(attemptOf(questions, answers), questions, 0.8);
        expect(before.score).toBeGreaterThanOrEqual(0);
        expect(before.score).toBeLessThanOrEqual(1);
        const better = `q${pick % drawn.length}`;
        const right: Answer = {
          multiple: choice('right1', 'right2', 'right3'),
          ordering: { kind: 'order' as const, itemIds: ['1', '2', '3'] },
          'true-false': choice('true'),
        }[questions.get(better)?.type as 'multiple'];
        const after = scoreAttempt(attemptOf(questions, { ...answers, [better]: right }), questions, 0.8);
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.passed || !before.passed).toBe(true);
      }),
    );
  });
});
