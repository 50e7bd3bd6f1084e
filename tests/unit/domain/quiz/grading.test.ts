import { describe, expect, test } from 'vitest';
import { grade, isAnswered } from '../../../../src/domain/quiz/types';
import type { Answer } from '../../../../src/domain/series/question';
import {
  caseStudy,
  matching,
  multipleResponse,
  option,
  ordering,
  reflection,
  singleChoice,
  trueFalse,
} from '../../../support/builders/series-builders';

const choice = (...optionIds: string[]): Answer => ({ kind: 'choice', optionIds });
const order = (...itemIds: string[]): Answer => ({ kind: 'order', itemIds });
const matches = (given: Record<string, string>): Answer => ({ kind: 'matches', matches: given });
const RIGHT = { score: 1, correct: true };
const NOTHING = { score: 0, correct: false };

describe('single choice and true/false: all or nothing', () => {
  test('the right option is worth everything', () => {
    expect(grade(singleChoice('q'), choice('a'))).toEqual(RIGHT);
    expect(grade(trueFalse('q', false), choice('false'))).toEqual(RIGHT);
  });

  test.each([
    ['a wrong option', choice('b')],
    ['an option that the question does not have', choice('z')],
    ['no option', choice()],
    ['two options, also when the right one is among them', choice('a', 'b')],
    ['the right option twice', choice('a', 'a')],
    ['an answer of another kind', order('a')],
    ['no answer', undefined],
  ])('%s is worth nothing', (_name, answer) => {
    expect(grade(singleChoice('q'), answer)).toEqual(NOTHING);
  });
});

describe('multiple response: partial credit', () => {
  const question = multipleResponse('q', 2, 2);

  test.each([
    ['all right options and no other', choice('right1', 'right2'), 1],
    ['half of the right options', choice('right1'), 0.5],
    ['all right options and one wrong', choice('right1', 'right2', 'wrong1'), 0.5],
    ['a right and a wrong option', choice('right1', 'wrong1'), 0],
    ['everything there is', choice('right1', 'right2', 'wrong1', 'wrong2'), 0],
    ['wrong options only, never below nothing', choice('wrong1', 'wrong2'), 0],
    ['nothing', choice(), 0],
    ['a right option twice counts once', choice('right1', 'right1'), 0.5],
    ['options that the question does not have', choice('right1', 'right2', 'z'), 1],
    ['an answer of another kind', order('right1', 'right2'), 0],
  ])('%s', (_name, answer, score) => {
    expect(grade(question, answer)).toEqual({ score, correct: score === 1 });
  });

  test('a question without a right option is worth nothing, and no division by zero', () => {
    expect(grade({ ...question, options: [option('a')] }, choice('a'))).toEqual(NOTHING);
  });

  test('thirds that make a whole are correct', () => {
    expect(grade(multipleResponse('q', 3, 1), choice('right1', 'right2', 'right3'))).toEqual(RIGHT);
  });
});

describe('ordering: pairs in the right order', () => {
  test.each([
    ['the right order', ['1', '2', '3', '4'], 1],
    ['two neighbours swapped', ['2', '1', '3', '4'], 4 / 6],
    ['the first put last', ['2', '3', '4', '1'], 0],
    ['the reverse, never below nothing', ['4', '3', '2', '1'], 0],
    ['an item missing', ['1', '2', '3'], 0],
    ['an item twice', ['1', '2', '3', '3'], 0],
    ['an item that the question does not have, in the first one’s place', ['z', '2', '3', '4'], 0],
    ['an item too many', ['1', '2', '3', '4', '5'], 0],
    ['an item too many that is there already', ['1', '2', '3', '4', '4'], 0],
  ])('%s', (_name, itemIds, score) => {
    const result = grade(ordering('q', 4), order(...itemIds));
    expect(result?.score).toBeCloseTo(score, 10);
    expect(result?.correct).toBe(score === 1);
  });

  test('a single item is in order', () => {
    expect(grade(ordering('q', 1), order('1'))).toEqual(RIGHT);
  });

  test('no answer, or one of another kind, is worth nothing', () => {
    expect(grade(ordering('q'), undefined)).toEqual(NOTHING);
    expect(grade(ordering('q'), choice('1', '2', '3', '4'))).toEqual(NOTHING);
  });
});

describe('matching: share of the pairs', () => {
  test.each([
    ['all pairs', { p1: 'p1', p2: 'p2', p3: 'p3' }, 1],
    ['two of three', { p1: 'p1', p2: 'p2', p3: 'x1' }, 2 / 3],
    ['one right side given to all', { p1: 'p1', p2: 'p1', p3: 'p1' }, 1 / 3],
    ['an extra given to all', { p1: 'x1', p2: 'x1', p3: 'x1' }, 0],
    ['a pair that the question does not have', { p1: 'p1', p2: 'p2', p3: 'p3', p4: 'p4' }, 1],
    ['nothing', {}, 0],
  ])('%s', (_name, given, score) => {
    expect(grade(matching('q'), matches(given))).toEqual({ score, correct: score === 1 });
  });

  test('no answer, or one of another kind, is worth nothing', () => {
    expect(grade(matching('q'), undefined)).toEqual(NOTHING);
    expect(grade(matching('q'), choice('p1'))).toEqual(NOTHING);
    expect(grade({ ...matching('q'), pairs: [] }, matches({}))).toEqual(NOTHING);
  });
});

describe('a case study: mean of its parts', () => {
  const question = caseStudy('q');
  const all = { 'q/p1': choice('a'), 'q/p2': choice('true'), 'q/p3': choice('right1', 'right2') };

  test('all parts right', () => {
    expect(grade(question, { kind: 'case', parts: all })).toEqual(RIGHT);
  });

  test('a part with partial credit counts in part', () => {
    expect(grade(question, { kind: 'case', parts: { ...all, 'q/p3': choice('right1') } })?.score).toBeCloseTo(
      2.5 / 3,
      10,
    );
  });

  test('parts without an answer are worth nothing', () => {
    expect(grade(question, { kind: 'case', parts: { 'q/p1': choice('a') } })?.score).toBeCloseTo(1 / 3, 10);
    expect(grade(question, undefined)).toEqual(NOTHING);
    expect(grade(question, choice('a'))).toEqual(NOTHING);
    expect(grade({ ...question, parts: [] }, { kind: 'case', parts: {} })).toEqual(NOTHING);
  });
});

test('a reflection is never graded', () => {
  expect(grade(reflection('q'), { kind: 'text', text: 'I ask the police first.' })).toBeNull();
});

describe('whether a question is answered', () => {
  test.each([
    ['single choice', singleChoice('q'), choice('a'), true],
    ['single choice, nothing chosen', singleChoice('q'), choice(), false],
    ['true/false', trueFalse('q'), choice('false'), true],
    ['multiple response', multipleResponse('q'), choice('wrong1'), true],
    ['multiple response, answer of another kind', multipleResponse('q'), order('a'), false],
    ['ordering', ordering('q', 3), order('3', '2', '1'), true],
    ['ordering, an item missing', ordering('q', 3), order('3', '2'), false],
    ['matching, every pair', matching('q', 2), matches({ p1: 'x1', p2: 'p1' }), true],
    ['matching, a pair missing', matching('q', 2), matches({ p1: 'p1' }), false],
    ['matching, a pair emptied again', matching('q', 2), matches({ p1: 'p1', p2: '' }), false],
    [
      'case, every part',
      caseStudy('q', { parts: [trueFalse('q/p1')] }),
      { kind: 'case', parts: { 'q/p1': choice('true') } },
      true,
    ],
    ['case, a part missing', caseStudy('q'), { kind: 'case', parts: { 'q/p1': choice('a') } }, false],
    ['reflection', reflection('q'), { kind: 'text', text: 'Yes' }, true],
    ['reflection of spaces', reflection('q'), { kind: 'text', text: ' \n' }, false],
    ['no answer at all', reflection('q'), undefined, false],
  ] as const)('%s: %#', (_name, question, answer, answered) => {
    expect(isAnswered(question, answer)).toBe(answered);
  });
});
