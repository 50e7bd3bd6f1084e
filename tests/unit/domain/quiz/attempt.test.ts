import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../src/domain/series/question';
import { isAttemptStatement, isRunning, type Attempt } from '../../../../src/domain/quiz/attempt';
import { compareStatements, type Statement } from '../../../../src/domain/record/statement';
import { applyToAttempt, type PlainAttempt } from '../../../support/builders/plain-folds';
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
  const attempts = new Map<string, PlainAttempt>();
  for (const each of all.filter(isAttemptStatement)) {
    const next = applyToAttempt(attempts.get(each.attemptId), each);
    if (next) attempts.set(next.id, next);
  }
  return new Map([...attempts].map(([id, { given: _, ...attempt }]) => [id, attempt]));
}

describe('an attempt made of its statements', () => {
  test('holds to an answer that was checked, whatever comes after it', () => {
    const all = statements(
      start('1', { mode: 'practice' }),
      answered('1', 'q1', choice('a')),
      { ...answered('1', 'q1', choice('b')), checked: true } as Deed,
      answered('1', 'q1', choice('c')),
    );
    expect(replayAttempts(all.toReversed()).get('1')?.answers['q1']).toMatchObject({
      answer: choice('b'),
      checked: true,
    });
  });

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

  test('of an ended attempt exactly the newest answers up to its end count, and none after one that was checked', () => {
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
            .sort(compareStatements)
            .filter(
              ({ questionId }, at, sorted) =>
                !sorted.slice(0, at).some((before) => before.checked && before.questionId === questionId),
            );
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

test('an attempt that counts runs until it is submitted, and a practice never does', () => {
  const attemptOf = (...deeds: readonly Deed[]): Attempt => replayAttempts(statements(...deeds)).get('1') as Attempt;
  const end: Deed = { verb: 'passed', attemptId: '1', moduleId: 'a', score: 1, passMark: 0.8, points: {} };
  expect(isRunning(attemptOf(start('1')))).toBe(true);
  expect(isRunning(attemptOf(start('1'), end))).toBe(false);
  expect(isRunning(attemptOf(start('1', { mode: 'practice' })))).toBe(false);
});
