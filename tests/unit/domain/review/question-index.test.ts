import { expect, test } from 'vitest';
import { bankRevision, questionIndex } from '../../../../src/domain/review/question-index';
import type { ModuleContent } from '../../../../src/domain/series/module';
import type { Question } from '../../../../src/domain/series/question';
import { bankOf, reflection, singleChoice } from '../../../support/builders/series-builders';

const contentOf = (...questions: readonly Question[]): ModuleContent => bankOf(...questions);
const indexOf = (...questions: readonly Question[]) => questionIndex([contentOf(...questions)]);

test('the index holds every graded question of all modules, and no reflection', () => {
  const index = questionIndex([
    contentOf(singleChoice('a/q1'), reflection('a/think')),
    contentOf(singleChoice('b/q1')),
  ]);
  expect(Object.keys(index)).toEqual(['a/q1', 'b/q1']);
});

test('the bank’s mark is another one where a question asks something else, came or left, and not in another order', () => {
  const bank = bankRevision(indexOf(singleChoice('a/q1'), singleChoice('a/q2')));
  expect(bankRevision(indexOf(singleChoice('a/q2'), singleChoice('a/q1')))).toBe(bank);
  expect(bankRevision(indexOf(singleChoice('a/q1')))).not.toBe(bank);
  expect(bankRevision(indexOf(singleChoice('a/q1'), singleChoice('a/q2', { stem: 'Another?' })))).not.toBe(bank);
});
