import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkSeries } from '../../../src/authoring/checking/check-series';
import { loadSeriesFiles } from '../../../src/authoring/reading/series-files';
import type { SeriesSource } from '../../../src/authoring/reading/series-source';
import { singleChoiceSources } from '../../../src/authoring/rules/key-spread';
import { STRATEGIES, successOf, type SeenQuestion } from './support/guessing-strategies';

/** Lots get a quarter right where four options are offered. */
const MOST = 0.35;
const FEWEST_QUESTIONS = 12;

describe('the questions of the ten sessions, guessed by', () => {
  let series: SeriesSource;

  beforeAll(async () => {
    const { source } = checkSeries(await loadSeriesFiles(resolve(import.meta.dirname, '../../../resources/series')));
    if (!source) throw new Error('resources/series/series.yaml could not be read.');
    series = source;
  });

  test.each(Object.entries(STRATEGIES))('%s, are missed more often than two times in three', (_name, strategy) => {
    const banks = series.modules
      .map((module) => ({ id: module.card.value.id, questions: singleChoiceSources(module).map(({ entry }) => entry) }))
      .filter(({ questions }) => questions.length >= FEWEST_QUESTIONS);
    expect(banks).toHaveLength(10);
    const guessed = banks.map(({ id, questions }) => ({ id, success: successOf(strategy, questions) }));
    expect(guessed.filter(({ success }) => success >= MOST)).toEqual([]);
  });
});

describe('a way of guessing', () => {
  const question = (stem: string, key: string, ...wrong: readonly string[]): SeenQuestion => ({
    stem,
    options: [{ text: key, correct: true }, ...wrong.map((text) => ({ text, correct: false }))],
  });

  test.each([
    ['longest', question('Which?', 'four words of text', 'two words', 'one')],
    ['shortest', question('Which?', 'one', 'two words', 'three more words')],
    ['most words', question('Which?', 'a b c d', 'international organisations', 'States')],
    ['fewest words', question('Which?', 'organisations', 'a b', 'a b c')],
    ['no absolute word', question('Which?', 'It is so', 'It is always so', 'It must be so')],
    ['nearest to the average length', question('Which?', 'abcd', 'ab', 'abcdef')],
    ['between the shortest and the longest', question('Which?', 'abc', 'ab', 'abcdefgh')],
    ['most words of the stem', question('Who hears children first?', 'It hears children', 'It hears', 'It asks')],
    ['most like the stem', question('Who hears children?', 'hears children', 'hears children after they came', 'asks')],
    ['most like the other options', question('Which?', 'court hears', 'court asks', 'police hears', 'nobody')],
  ] as const)('finds a key that gives itself away: %s', (name, asked) => {
    expect(successOf(STRATEGIES[name], [asked])).toBe(1);
    expect(successOf(STRATEGIES[name], [{ ...asked, options: asked.options.map(flipped) }])).toBe(0);
  });

  test('draws lots among options that are equally inviting', () => {
    expect(successOf(STRATEGIES.longest, [question('Which?', 'abc', 'abd', 'ab', 'a')])).toBe(0.5);
  });
});

/** The last option is the key instead of the first. */
function flipped(
  option: SeenQuestion['options'][number],
  index: number,
  { length }: { readonly length: number },
): SeenQuestion['options'][number] {
  return { ...option, correct: index === length - 1 };
}
