import { describe, expect, test } from 'vitest';
import { articleIndex, type ArticleIndex } from '../../../../src/domain/series/article-index';
import { searchArticleIndex } from '../../../../src/domain/series/article-search';
import type { ModuleContent } from '../../../../src/domain/series/module';
import type { Citation, Source } from '../../../../src/domain/series/citation';
import type { Question } from '../../../../src/domain/series/question';
import { caseStudy, reflection, revised, singleChoice } from '../../../support/builders/series-builders';

const source = (
  id: string,
  short: string,
  title: string,
  kind: Source['kind'] = 'instrument',
  symbol?: string,
): Source => ({
  id,
  short,
  title,
  publisher: 'United Nations',
  year: '1989',
  kind,
  ...(symbol === undefined ? {} : { symbol }),
});
const SOURCES = [
  source('gc24', 'GC 24', 'General comment No. 24 (2019)', 'instrument', 'CRC/C/GC/24'),
  { ...source('crc', 'CRC', 'Convention on the Rights of the Child'), khmer: 'អនុសញ្ញាស្តីពីសិទ្ធិកុមារ' },
  source('gc10', 'GC 10', 'General comment No. 10 (2007)'),
  source('report', 'Report', 'A report', 'other'),
];

/** `crc art. 37(b)` as a citation. */
const cite = (text: string): Citation => ({
  sourceId: text.split(' ')[0] ?? '',
  locator: text.split(' ').slice(1).join(' '),
});

function content(
  moduleId: string,
  sections: Readonly<Record<string, readonly string[]>>,
  questions: readonly Question[] = [],
): ModuleContent {
  return {
    moduleId,
    sections: Object.entries(sections).map(([name, citations]) => ({
      id: `${moduleId}/${name}`,
      blocks: [],
      citations: citations.map(cite),
    })),
    questions: questions.map(revised),
    sources: SOURCES,
    terms: [],
  };
}

const asked = (id: string, ...places: string[]): Question => singleChoice(id, { sources: places.map(cite) });
const outline = (index: ArticleIndex): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(index.map((entry) => [entry.source.short, entry.places.map(({ label }) => label)]));

describe('the article index', () => {
  test('has the instruments that are cited in alphabetical order, numbers by their value, and no report', () => {
    const index = articleIndex([content('a', { one: ['gc24 para. 5', 'report p. 3', 'crc art. 2', 'gc10 para. 1'] })]);
    expect(index.map((entry) => entry.source.short)).toEqual(['CRC', 'GC 10', 'GC 24']);
  });

  test('has the places of an instrument in natural order, a list of articles as one place each', () => {
    const index = articleIndex([content('a', { one: ['crc arts. 40, 9', 'crc art. 37(b)', 'crc', 'crc art. 37'] })]);
    expect(outline(index)).toEqual({ CRC: ['', 'art. 9', 'art. 37', 'art. 37(b)', 'art. 40'] });
  });

  test('names each section that cites a place once, in the order of the series', () => {
    const index = articleIndex([
      content('a', { two: ['crc art. 3'], three: ['crc art. 3', 'crc arts. 2, 3'] }),
      content('b', { one: ['crc article 3'] }),
    ]);
    expect(index[0]?.places.find(({ label }) => label === 'art. 3')?.sectionIds).toEqual(['a/two', 'a/three', 'b/one']);
  });

  test('counts the questions that rest on a place by module, with every source that they name', () => {
    const index = articleIndex([
      content('a', {}, [
        asked('a/q1', 'crc art. 3'),
        asked('a/q2', 'gc24 para. 1', 'crc art. 3'),
        { ...reflection('a/q3'), sources: [cite('crc art. 3')] },
      ]),
      content('b', {}, [asked('b/q1', 'crc art. 3')]),
    ]);
    expect(index[0]?.places).toEqual([
      {
        label: 'art. 3',
        sectionIds: [],
        questions: [
          { moduleId: 'a', count: 3 },
          { moduleId: 'b', count: 1 },
        ],
      },
    ]);
    expect(outline(index)['GC 24']).toEqual(['para. 1']);
  });

  test('counts a case once, though it and several of its parts rest on the same place', () => {
    const parts = ['p1', 'p2'].map((id) =>
      singleChoice(`a/q1/${id}`, { sources: [cite('crc art. 3'), cite('crc art. 12')] }),
    );
    const index = articleIndex([content('a', {}, [caseStudy('a/q1', { sources: [cite('crc art. 3')], parts })])]);
    expect(index[0]?.places.map(({ label, questions }) => [label, questions[0]?.count])).toEqual([
      ['art. 3', 1],
      ['art. 12', 1],
    ]);
  });

  test('leaves out a citation of a source that isn’t known', () => {
    expect(articleIndex([content('a', { one: ['gone art. 1'] }, [asked('a/q1', 'gone')])])).toEqual([]);
  });
});

describe('a search in the article index', () => {
  const index = articleIndex([
    content('a', {
      one: [
        'crc',
        'crc art. 3',
        'crc art. 37',
        'crc art. 37(a)-(d)',
        'crc art. 37(b)',
        'crc art. 37(c)',
        'crc art. 40(3A)',
        'gc24 para. 24',
        'gc24 paras. 29-31',
        'gc24 preamble',
        'gc10 para. 24',
        'gc10 para. 3',
      ],
    }),
  ]);
  const found = (query: string): ReturnType<typeof outline> => outline(searchArticleIndex(index, query));

  test('without words finds everything', () => {
    expect(searchArticleIndex(index, '  ')).toBe(index);
  });

  test('finds an instrument by its short form, title or symbol, whole', () => {
    expect(Object.keys(found('rights of the child'))).toEqual(['CRC']);
    expect(found('crc')['CRC']).toHaveLength(7);
    expect(Object.keys(found('CRC/C/GC/24'))).toEqual(['GC 24']);
    expect(Object.keys(found('gc24'))).toEqual(['GC 24']);
  });

  test('for an instrument whose name has a number doesn’t find that number in others', () => {
    expect(found('GC 24')).toEqual({ 'GC 24': ['preamble', 'para. 24', 'paras. 29-31'] });
    expect(found('24')).toEqual({ 'GC 10': ['para. 24'], 'GC 24': ['preamble', 'para. 24', 'paras. 29-31'] });
  });

  test('finds an article in its paragraphs, in the whole that holds it and in a stretch that it lies in', () => {
    expect(found('CRC 37(b)')).toEqual({ CRC: ['art. 37', 'art. 37(a)-(d)', 'art. 37(b)'] });
    expect(found('crc art. 37')['CRC']).toEqual(['art. 37', 'art. 37(a)-(d)', 'art. 37(b)', 'art. 37(c)']);
    expect(found('gc 24 para. 30')).toEqual({ 'GC 24': ['paras. 29-31'] });
    expect(found('paras. 23-29')).toEqual({ 'GC 10': ['para. 24'], 'GC 24': ['para. 24', 'paras. 29-31'] });
    expect(found('40(3a)')).toEqual({ CRC: ['art. 40(3A)'] });
  });

  test('tells the units apart, written with or without a space', () => {
    expect(found('art.3')).toEqual({ CRC: ['art. 3'] });
    expect(found('paragraph 3')).toEqual({ 'GC 10': ['para. 3'] });
  });

  test('finds an instrument by its Khmer name, and a place by the Khmer word for its unit', () => {
    expect(found('អនុសញ្ញាស្តីពីសិទ្ធិកុមារ')).toEqual(found('crc'));
    expect(found('សិទ្ធិកុមារ មាត្រា ៣')).toEqual({ CRC: ['art. 3'] });
    expect(found('មាត្រា៣')).toEqual(found('art. 3'));
  });

  test('reads Khmer digits as Latin ones', () => {
    expect(found('CRC ៣៧(b)')).toEqual(found('CRC 37(b)'));
    expect(found('gc ២៤ para. ៣០')).toEqual({ 'GC 24': ['paras. 29-31'] });
  });

  test('doesn’t find a number within another one', () => {
    expect(found('crc 7')).toEqual({});
    expect(found('198')).toEqual({});
  });

  test('finds a named part, and nothing for what isn’t there', () => {
    expect(found('preamble')).toEqual({ 'GC 24': ['preamble'] });
    expect(found('gc 24 art. 24')).toEqual({});
    expect(found('customs duty')).toEqual({});
  });
});
