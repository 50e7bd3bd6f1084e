import { expect, test } from 'vitest';
import { readSeries } from '../../../src/authoring/reading/read-series';
import { fullCases, places, thinCases } from './support/problems';
import { filesOf, validSeries } from './support/valid-series';

test.each([
  ['full', fullCases],
  ['thin', thinCases],
])('the %s series that every test changes breaks no rule by itself', (_, { problemsAfter }) => {
  expect(places(problemsAfter(() => undefined))).toEqual([]);
});

test('words of prose are counted without tables, citations and markup, and reading words with tables', () => {
  const sections = readSeries(filesOf(validSeries())).value?.modules[0]?.sections ?? [];
  expect(sections.map((section) => section.proseWords)).toEqual([600, 600, 600, 600, 600, 600]);
  expect(sections.map((section) => section.words)).toEqual([604, 604, 604, 604, 604, 604]);
});
