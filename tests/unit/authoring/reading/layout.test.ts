import { describe, expect, test } from 'vitest';
import { readSeries } from '../../../../src/authoring/reading/read-series';
import { places, thinCases } from '../support/problems';
import { filesOf, thinSeries } from '../support/valid-series';

const { problemsOfFiles } = thinCases;

function withFile(name: string, text: string): readonly string[] {
  return places(problemsOfFiles(filesOf(thinSeries()).set(name, text)));
}

function without(name: string): readonly string[] {
  const files = filesOf(thinSeries());
  if (!files.delete(name)) throw new Error(`The series has no ${name}.`);
  return places(problemsOfFiles(files)).filter((place) => place.endsWith(' layout'));
}

describe('files', () => {
  test('a file whose name nothing reads is reported, as a misspelt one would vanish silently', () => {
    expect(withFile('01-norms/sections/7-seven.en.md', '')).toEqual(['01-norms/sections/7-seven.en.md:1 layout']);
    expect(withFile('01-norms/Quiz.yml', '')).toEqual(['01-norms/Quiz.yml:1 layout']);
    expect(withFile('glossar.yaml', '')).toEqual(['glossar.yaml:1 layout']);
  });

  test('a folder that series.yaml doesn’t list is reported', () => {
    expect(withFile('03-new/module.yaml', '')).toEqual(['03-new/module.yaml:1 layout']);
  });

  test('a Khmer text without a source beside it is reported, as nobody would see it', () => {
    for (const name of [
      '01-norms/sections/09-nine.km.md',
      '01-norms/figures/none.km.yaml',
      '02-courts/job-aid.km.yaml',
    ]) {
      const files = filesOf(thinSeries()).set(name, '');
      files.delete('02-courts/job-aid.yaml');
      expect(places(problemsOfFiles(files))).toContain(`${name}:1 layout`);
    }
  });

  test('the authors’ working papers may lie in a module’s folder', () => {
    expect(withFile('01-norms/review.fragment.md', 'Checked.')).toEqual([]);
  });

  test.each([
    '01-norms/module.yaml',
    '01-norms/quiz.yaml',
    '02-courts/agreement.yaml',
    'sources.yaml',
    'glossary.yaml',
  ])('a missing %s is reported', (name) => {
    expect(without(name)).toEqual([`${name}:1 layout`]);
  });

  test('a figure whose id differs from its file’s name is reported', () => {
    const draft = thinSeries();
    const figure = draft.modules[0].figures['stages'];
    if (figure) figure.id = 'steps';
    const files = filesOf(draft);
    const line = (files.get('01-norms/figures/stages.yaml') ?? '').split('\n').indexOf('id: steps') + 1;
    expect(places(problemsOfFiles(files))).toEqual([`01-norms/figures/stages.yaml:${line} layout`]);
  });
});

describe('fragments', () => {
  const fragment =
    '- { id: crc, short: CRC again, title: T, publisher: P, year: 1989, kind: instrument }\n- { id: new, short: New, title: T, publisher: P, year: 2000, kind: other }\n';

  test('are read only when asked for, and the first entry of an id stands for all', () => {
    const files = filesOf(thinSeries()).set('01-norms/sources.fragment.yaml', fragment);
    const ids = (withFragments: boolean): readonly string[] =>
      (readSeries(files, { withFragments }).value?.sources ?? []).map((entry) => entry.value.short);
    expect(ids(false)).toEqual(['CRC', 'Report']);
    expect(ids(true)).toEqual(['CRC', 'Report', 'New']);
  });

  test('stand in for the top-level files while these don’t exist', () => {
    const files = filesOf(thinSeries());
    files.set('01-norms/sources.fragment.yaml', files.get('sources.yaml') ?? '');
    files.delete('sources.yaml');
    const reading = readSeries(files, { withFragments: true });
    expect(reading.problems).toEqual([]);
    expect(reading.value?.sources).toHaveLength(2);
  });
});
