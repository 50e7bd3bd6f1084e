import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Question } from '../../../../src/domain/series/question';
import { isAttemptStatement, type Attempt } from '../../../../src/domain/quiz/attempt';
import { resumeIndex, scoreAttempt } from '../../../../src/domain/quiz/attempt-score';
import { compareStatements, type Statement } from '../../../../src/domain/record/statement';
import { applyToAttempt } from '../../../support/builders/plain-folds';
import {
  multipleResponse,
  ordering,
  reflection,
  singleChoice,
  trueFalse,
} from '../../../support/builders/series-builders';
import { read, statement, statements, type Deed } from '../../../support/builders/statement-builders';
import { shuffledStatements } from '../support/statement-arbitraries';
import { replayAttempts } from '../../../support/builders/replays';

const choice = (...optionIds: string[]): Answer => ({ kind: 'choice', optionIds });
const start = (attemptId: string, overrides: object = {}): Deed =>
  ({
    verb: 'initialized',
    attemptId,
    moduleId: 'a',
    mode: 'attempt',
    seed: 7,
    questionIds: ['q1', 'q2'],
    ...overrides,
  }) as Deed;
const answered = (attemptId: string, questionId: string, answer: Answer): Deed => {
  return { verb: 'answered', attemptId, questionId, answer, confidence: 'sure', seconds: 5 };
};
const passed = (attemptId: string, score: number): Deed => ({
  verb: 'passed',
  attemptId,
  moduleId: 'a',
  score,
  passMark: 0.8,
  points: { q1: score },
});

/** Attempts made by applying statements one by one, in the plainest way. */
function project(all: readonly Statement[]): Map<string, Attempt> {
  const attempts = new Map<string, Attempt>();
  for (const each of all.filter(isAttemptStatement)) {
    const next = applyToAttempt(attempts.get(each.attemptId), each);
    if (next) attempts.set(next.id, next);
  }
  return attempts;
}

describe('an attempt made of its statements', () => {
  test('holds what was drawn, answered and scored', () => {
    const all = statements(start('1'), answered('1', 'q1', choice('a')), passed('1', 0.9));
    expect(replayAttempts(all).get('1')).toEqual({
      id: '1',
      moduleId: 'a',
      mode: 'attempt',
      seed: 7,
      questionIds: ['q1', 'q2'],
      startedAt: all[0].timestamp,
      answers: { q1: { statementId: all[1].id, timestamp: all[1].timestamp, answer: choice('a'), confidence: 'sure' } },
      given: {
        [all[1].id]: {
          statementId: all[1].id,
          timestamp: all[1].timestamp,
          questionId: 'q1',
          answer: choice('a'),
          confidence: 'sure',
        },
      },
      outcome: {
        at: all[2].timestamp,
        day: all[2].day,
        score: 0.9,
        passed: true,
        points: { q1: 0.9 },
        revisions: {},
      },
    });
  });

  test('the newest answer to a question counts, whichever comes first', () => {
    const [begun, older, newer] = statements(
      start('1'),
      answered('1', 'q1', choice('a')),
      answered('1', 'q1', choice('b')),
    );
    for (const order of [
      [begun, older, newer],
      [begun, newer, older],
    ])
      expect(project(order).get('1')?.answers['q1']?.answer).toEqual(choice('b'));
  });

  test('of two answers at the same instant the one whose id sorts later counts, whichever comes first', () => {
    const begun = statement(start('1'), 0);
    const [one, other] = [
      statement(answered('1', 'q1', choice('a')), 1, 1),
      statement(answered('1', 'q1', choice('b')), 1, 2),
    ];
    for (const order of [
      [begun, one, other],
      [begun, other, one],
    ])
      expect(project(order).get('1')?.answers['q1']?.answer).toEqual(choice('b'));
  });

  test('an attempt that was ended on two computers keeps the earlier end, whichever comes first', () => {
    const [begun, early, late] = statements(start('1'), passed('1', 0.8), passed('1', 1));
    for (const order of [
      [begun, early, late],
      [begun, late, early],
    ])
      expect(project(order).get('1')?.outcome?.score).toBe(0.8);
  });

  test('an answer dated after the end that stands never takes the place of the graded one, whatever comes first', () => {
    const [begun, graded, ended, later] = statements(
      start('1'),
      answered('1', 'q1', choice('a')),
      passed('1', 1),
      answered('1', 'q1', choice('b')),
    );
    for (const order of [
      [begun, graded, ended, later],
      [begun, later, graded, ended],
      [begun, later, ended, graded],
    ])
      expect(project(order).get('1')?.answers['q1']?.answer).toEqual(choice('a'));
  });

  test('an earlier end that arrives later brings back the answers that it graded', () => {
    const [begun, first, early, second, late] = statements(
      start('1'),
      answered('1', 'q1', choice('a')),
      passed('1', 0.8),
      answered('1', 'q1', choice('b')),
      passed('1', 1),
    );
    const onOne = project([begun, first, second, late]);
    expect(onOne.get('1')?.answers['q1']?.answer).toEqual(choice('b'));
    expect(project([begun, first, second, late, early]).get('1')).toMatchObject({
      answers: { q1: { answer: choice('a') } },
      outcome: { score: 0.8 },
    });
  });

  test('an answer given in the very moment of the end was graded', () => {
    const [begun] = statements(start('1'));
    expect(
      project([begun, statement(answered('1', 'q1', choice('a')), 1, 1), statement(passed('1', 1), 1, 2)]).get('1')
        ?.answers['q1']?.answer,
    ).toEqual(choice('a'));
  });

  test('of an ended attempt exactly the newest answers up to its end count', () => {
    fc.assert(
      fc.property(shuffledStatements, ([all, other]) => {
        const startsFirst = [...other].sort(
          (a, b) => Number(b.verb === 'initialized') - Number(a.verb === 'initialized'),
        );
        for (const attempt of project(startsFirst).values()) {
          const end = attempt.outcome?.at ?? '9999';
          const counting = all
            .flatMap((each) =>
              each.verb === 'answered' && each.attemptId === attempt.id && each.timestamp <= end ? [each] : [],
            )
            .sort(compareStatements);
          expect(
            Object.fromEntries(Object.entries(attempt.answers).map(([id, { statementId }]) => [id, statementId])),
          ).toEqual(Object.fromEntries(counting.map(({ questionId, id }) => [questionId, id])));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('two ends at the same instant leave the same one standing, whichever comes first', () => {
    const begun = statement(start('1'), 0);
    const [one, other] = [statement(passed('1', 0.8), 1, 1), statement(passed('1', 1), 1, 2)];
    expect(project([begun, one, other])).toEqual(project([begun, other, one]));
  });

  test('two starts of one attempt leave the earlier standing, whichever comes first', () => {
    const [early, late] = statements(start('1', { seed: 1 }), start('1', { seed: 2 }));
    for (const order of [
      [early, late],
      [late, early],
    ])
      expect(project(order).get('1')?.seed).toBe(1);
  });

  test('the end of a practice has no score', () => {
    const all = statements(start('1', { mode: 'practice' }), { verb: 'terminated', attemptId: '1' });
    expect(replayAttempts(all).get('1')?.outcome).toEqual({
      at: all[1].timestamp,
      score: null,
      passed: null,
      points: {},
      day: '2026-11-20',
      revisions: {},
    });
  });

  test('an answer without its start is ignored, and counts when everything is replayed with the start', () => {
    const [begun, given] = statements(start('1'), answered('1', 'q1', choice('a')));
    expect(replayAttempts([given]).size).toBe(0);
    expect(project([given, begun]).get('1')?.answers).toEqual({});
    expect(replayAttempts([given, begun]).get('1')?.answers['q1']?.answer).toEqual(choice('a'));
  });

  test('an answer that a wrong clock dates before the start counts in a replay', () => {
    const given = statement(answered('1', 'q1', choice('a')), 0);
    expect(replayAttempts([given, statement(start('1'), 5)]).get('1')?.answers['q1']?.answer).toEqual(choice('a'));
  });

  test('other facts, and verbs of a newer version that carry an attempt’s id, are no part of it', () => {
    const newer = { ...statement(read('a/first'), 1), verb: 'paused', attemptId: '1' } as unknown as Statement;
    const all = [statement(start('1'), 0), newer, statement(read('a/first'), 2)];
    expect(all.map(isAttemptStatement)).toEqual([true, false, false]);
    expect(replayAttempts(all).get('1')?.outcome).toBeNull();
  });

  test('starts first and the rest in any order, statements make the attempts that a replay makes', () => {
    fc.assert(
      fc.property(shuffledStatements, ([all, other]) => {
        const startsFirst = [...other].sort(
          (a, b) => Number(b.verb === 'initialized') - Number(a.verb === 'initialized'),
        );
        expect(project(startsFirst)).toEqual(replayAttempts(all));
        expect(replayAttempts(other)).toEqual(replayAttempts(all));
        expect(replayAttempts([...all, ...other])).toEqual(replayAttempts(all));
      }),
      { numRuns: 300 },
    );
  });
});

describe('where a resumed quiz opens', () => {
  const questions = new Map<string, Question>([
    ['q1', singleChoice('q1')],
    ['q2', multipleResponse('q2')],
  ]);
  const attemptOf = (...deeds: readonly Deed[]): Attempt =>
    replayAttempts(statements(start('1'), ...deeds)).get('1') as Attempt;

  test.each([
    ['at the first question when none is answered', [], 0],
    ['at the first one that is not answered', [answered('1', 'q1', choice('b'))], 1],
    ['at an earlier one that was skipped', [answered('1', 'q2', choice('right1'))], 0],
    ['at one whose answer was emptied again', [answered('1', 'q1', choice('b')), answered('1', 'q2', choice())], 1],
    [
      'past the last when all are answered',
      [answered('1', 'q1', choice('b')), answered('1', 'q2', choice('right1'))],
      2,
    ],
  ])('%s', (_name, deeds, index) => {
    expect(resumeIndex(attemptOf(...deeds), questions)).toBe(index);
  });

  test('passes over a question that has left the bank', () => {
    expect(resumeIndex(attemptOf(), new Map([['q2', singleChoice('q2')]]))).toBe(1);
  });
});

describe('scoring an attempt', () => {
  const bank = (...questions: readonly Question[]): Map<string, Question> =>
    new Map(questions.map((question) => [question.id, question]));
  const attemptAt = (questions: ReadonlyMap<string, Question>, answers: Readonly<Record<string, Answer>>): Attempt => {
    const given = Object.entries(answers).map(([id, answer]) => answered('1', id, answer));
    return replayAttempts(statements(start('1', { questionIds: [...questions.keys()] }), ...given)).get('1') as Attempt;
  };

  test('is the mean of the points, an unanswered question counting as nothing', () => {
    const questions = bank(singleChoice('q1'), multipleResponse('q2'), trueFalse('q3'), trueFalse('q4'));
    const score = scoreAttempt(
      attemptAt(questions, { q1: choice('a'), q2: choice('right1'), q3: choice('true') }),
      questions,
      0.8,
    );
    expect(score).toMatchObject({ score: 0.625, passed: false, points: { q1: 1, q2: 0.5, q3: 1, q4: 0 } });
  });

  test('leaves out a question that has left the bank, for and against', () => {
    const questions = bank(singleChoice('q1'), singleChoice('q2'));
    const attempt = attemptAt(questions, { q1: choice('a') });
    expect(scoreAttempt(attempt, bank(singleChoice('q1')), 0.8)).toMatchObject({
      score: 1,
      passed: true,
      points: { q1: 1 },
    });
  });

  test('does not count a reflection', () => {
    const questions = bank(singleChoice('q1'), reflection('q2'));
    expect(scoreAttempt(attemptAt(questions, { q1: choice('a') }), questions, 1).points).toEqual({ q1: 1 });
  });

  test('of nothing passes nothing', () => {
    expect(scoreAttempt(attemptAt(bank(), {}), bank(), 0)).toMatchObject({ score: 0, passed: false, points: {} });
  });

  test('reaching the pass mark exactly passes, also in binary fractions', () => {
    const thirds = bank(
      ...Array.from({ length: 7 }, (_, index) => trueFalse(`q${index}`)),
      ...[7, 8, 9].map((index) => multipleResponse(`q${index}`, 3, 1)),
    );
    const attempt = attemptAt(
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
    const attempt = attemptAt(
      questions,
      Object.fromEntries([...questions.keys()].slice(0, 79).map((id) => [id, choice('true')])),
    );
    expect(scoreAttempt(attempt, questions, 0.8)).toMatchObject({ score: 0.79, passed: false });
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
        const before = scoreAttempt(attemptAt(questions, answers), questions, 0.8);
        expect(before.score).toBeGreaterThanOrEqual(0);
        expect(before.score).toBeLessThanOrEqual(1);
        const better = `q${pick % drawn.length}`;
        const right: Answer = {
          multiple: choice('right1', 'right2', 'right3'),
          ordering: { kind: 'order' as const, itemIds: ['1', '2', '3'] },
          'true-false': choice('true'),
        }[questions.get(better)?.type as 'multiple'];
        const after = scoreAttempt(attemptAt(questions, { ...answers, [better]: right }), questions, 0.8);
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.passed || !before.passed).toBe(true);
      }),
    );
  });
});
