import { expect, test } from 'vitest';
import { readSeries } from '../../../src/authoring/reading/read-series';
import { places, problemsAfter } from './support/problems';
import { filesOf, validSeries } from './support/valid-series';

test('the series that every test changes breaks no rule by itself', () => {
  expect(places(problemsAfter(() => undefined))).toEqual([]);
});

test('words of prose are counted without tables, citations and markup, and reading words with tables', () => {
  const sections = readSeries(filesOf(validSeries())).value?.modules[0]?.sections ?? [];
  expect(sections.map((section) => section.proseWords)).toEqual([600, 600, 600, 600, 600, 600]);
  expect(sections.map((section) => section.words)).toEqual([604, 604, 604, 604, 604, 604]);
});
