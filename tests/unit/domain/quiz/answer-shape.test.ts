import * as v from 'valibot';
import { expect, test } from 'vitest';
import { answerSchema, displayOrder, shownAnswer } from '../../../../src/domain/quiz/types';
import { ordering } from '../../../support/builders/series-builders';

const choice = { kind: 'choice', optionIds: ['a'] };

test.each([
  ['a choice', choice],
  ['an order', { kind: 'order', itemIds: ['1', '2'] }],
  ['matches', { kind: 'matches', matches: { p1: 'x1', p2: '' } }],
  ['a reflection', { kind: 'text', text: 'I ask first.' }],
  [
    'a case, also with a reflection among its parts',
    { kind: 'case', parts: { p1: choice, p2: { kind: 'text', text: '' } } },
  ],
  ['an answer with a field of a newer version', { ...choice, since: 1 }],
])('%s may stand in a file', (_name, answer) => {
  expect(v.is(answerSchema, answer)).toBe(true);
});

test.each([
  ['nothing', null],
  ['an unknown kind', { kind: 'drawing' }],
  ['an empty id', { kind: 'choice', optionIds: [''] }],
  ['more ids than a question has', { kind: 'order', itemIds: Array.from({ length: 101 }, String) }],
  ['a list in place of matches', { kind: 'matches', matches: ['a'] }],
  ['a right side that is no text', { kind: 'matches', matches: { p1: 1 } }],
  ['one under a name that every object has', { kind: 'matches', matches: { constructor: 1 } }],
  ['a case within a case', { kind: 'case', parts: { p1: { kind: 'case', parts: {} } } }],
])('%s may not', (_name, answer) => {
  expect(v.is(answerSchema, answer)).toBe(false);
});

test('a form shows the answer that was given, and a blank one where there is none or it is of another kind', () => {
  const question = ordering('a/q', 4);
  const given = { kind: 'order', itemIds: ['4', '3', '2', '1'] } as const;
  const blank = { kind: 'order', itemIds: displayOrder(question, 7) };
  expect(shownAnswer(question, given, 7)).toEqual(given);
  expect(shownAnswer(question, undefined, 7)).toEqual(blank);
  expect(shownAnswer(question, { kind: 'choice', optionIds: ['4'] }, 7)).toEqual(blank);
});
