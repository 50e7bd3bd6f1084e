import { expect, test } from 'vitest';
import { khmerProblems, parseTermList } from '../../../scripts/khmer-terms';

const LIST = parseTermList(`
terms:
  - english: question bank
    khmer: ឃ្លាំងសំណួរ
    in: everywhere
    forbidden: [{ word: ធនាគារ, because: a bank for money }]
  - english: journal
    khmer: កំណត់ហេតុនៃការផ្លាស់ប្តូរ
    in: interface
    forbidden: [{ word: កំណត់ហេតុ, because: minutes, unless: [កំណត់ហេតុនៃការផ្លាស់ប្តូរ] }]
spelledWithTa: [ម្តង]
`);
const SCREEN = 'locales/km/screens.json';
const COURSE = '02-diversion/quiz.km.yaml';

test.each([
  ['a forbidden word', SCREEN, 'ធនាគារសំណួរ', ['one-term']],
  ['the same at the end of a text', COURSE, 'នៅធនាគារ', ['one-term']],
  ['its letters inside of another word', COURSE, 'ពន្ធនាគារ', []],
  ['a word that goes on', COURSE, 'ធនាគារិក', []],
  ['a word that is right as a part of a longer one', SCREEN, 'កំណត់ហេតុនៃការផ្លាស់ប្តូរ', []],
  ['the same word beside the longer one', SCREEN, 'កំណត់ហេតុនៃការផ្លាស់ប្តូរ និងកំណត់ហេតុ', ['one-term']],
  ['the same word written with the other letter', SCREEN, 'កំណត់ហេតុនៃការផ្លាស់ប្ដូរ', []],
  ['a word of the interface in the course', COURSE, 'កំណត់ហេតុ', []],
  ['the other spelling', COURSE, 'ម្ដង', ['spelling']],
  ['a sign that nobody sees', COURSE, 'ការ\u200Bបង្វែរ', ['unseen']],
  ['a sentence left in English', COURSE, 'This sentence is still in English.', ['untranslated']],
])('%s', (_, file, translation, rules) => {
  const pair = { file, line: 3, path: ['a', 'b'], english: 'This sentence is still in English.', translation };
  const problems = khmerProblems(pair, LIST);
  expect(problems.map(({ rule }) => rule)).toEqual(rules);
  for (const { line, message } of problems) expect([line, message.startsWith('a/b: ')]).toEqual([3, true]);
});

test('a name stays in Latin, and what a search is to find holds any word', () => {
  const name = {
    file: COURSE,
    line: 1,
    path: ['a'],
    english: 'ACWC, Save the Children',
    translation: 'ACWC, Save the Children',
  };
  const words = { file: SCREEN, line: 1, path: ['search', 'x', 'words'], english: 'bank', translation: 'ធនាគារ ១២' };
  expect([...khmerProblems(name, LIST), ...khmerProblems(words, LIST)]).toEqual([]);
});

test('a list with an unknown field is refused', () => {
  expect(() => parseTermList('terms: []\nspelledWithTa: []\nother: 1')).toThrow('other');
});
