import { describe, expect, test } from 'vitest';
import { parseCitations } from '../../../../src/authoring/markdown/citations';
import { splitFrontMatter } from '../../../../src/authoring/reading/read-section';
import { countWords } from '../../../../src/authoring/reading/word-count';
import { formatProblems, sortProblems } from '../../../../src/authoring/reading/problem';
import { normaliseText } from '../../../../src/authoring/reading/series-files';
import { resolveVirtualId, moduleSource } from '../../../../src/authoring/compiling/virtual-modules';

describe('words', () => {
  test('a hyphenated word and a number with letters are one each; signs alone are none', () => {
    expect(countWords('Non-custodial measures – art. 37(b), “the child’s” view …')).toBe(7);
    expect(countWords('  ')).toBe(0);
  });

  test('Khmer is counted by its own word boundaries', () => {
    expect(countWords('ច្បាប់ ស្តីពី')).toBeGreaterThanOrEqual(2);
    expect(countWords('កុមារមានសិទ្ធិ')).toBeGreaterThan(1);
  });
});

describe('citations', () => {
  test('are a source and, after a space, a place', () => {
    expect(parseCitations('@crc art. 4; @gc24 paras. 1-2, 5')).toEqual([
      { sourceId: 'crc', locator: 'art. 4' },
      { sourceId: 'gc24', locator: 'paras. 1-2, 5' },
    ]);
  });

  test('a semicolon inside a place doesn’t part it', () => {
    expect(parseCitations('@crc arts. 3; 12')).toEqual([{ sourceId: 'crc', locator: 'arts. 3; 12' }]);
  });

  test.each(['', 'crc art. 4', '@CRC', '@crc, art. 4', '@crc art. 4; @', '@-crc'])('"%s" is none', (text) => {
    expect(parseCitations(text)).toBeUndefined();
  });
});

test('front matter is told from a text that has none, with the lines of both parts', () => {
  expect(splitFrontMatter('---\nid: a\n---\n\nText')).toEqual({
    yaml: 'id: a',
    body: '\nText',
    bodyLine: 4,
  });
  expect(splitFrontMatter('Text\n---\n')).toBeUndefined();
  expect(splitFrontMatter('---\nid: a\n')).toBeUndefined();
});

test('text of a Windows editor reads like any other', () => {
  expect(normaliseText('\uFEFFa\r\nb\rc e\u0301')).toBe('a\nb\nc \u00e9');
});

test('problems are listed by file and line, whatever order they were found in', () => {
  const problems = [
    { file: 'b.yaml', line: 2, rule: 'x', message: 'Second.' },
    { file: 'b.yaml', line: 1, rule: 'y', message: 'First.' },
    { file: 'a.yaml', line: 9, rule: 'z', message: 'Other.' },
  ];
  expect(formatProblems(sortProblems(problems))).toBe(
    'a.yaml\n  line 9: Other. [z]\n\nb.yaml\n  line 1: First. [y]\n  line 2: Second. [x]',
  );
  expect(sortProblems([...problems].reverse())).toEqual(sortProblems(problems));
});

describe('virtual modules', () => {
  const content = {
    series: {
      id: 's',
      title: 'T',
      edition: '2026',
      organiser: 'O',
      accountHomePage: 'https://example.org/',
      modules: [],
      sequences: [],
      bankRevision: '',
    },
    introductions: {},
    modules: new Map(),
    glossary: [],
    articleIndex: [],
    sources: [],
    questionIndex: {},
  };

  test('other imports are left alone', () => {
    expect(resolveVirtualId('virtual:other')).toBeUndefined();
    expect(resolveVirtualId('virtual:series-other')).toBeUndefined();
    expect(resolveVirtualId('virtual:series')).toBe('\0virtual:series');
  });

  test('a module that the series doesn’t have is refused', () => {
    expect(() => moduleSource('\0virtual:series/module/none', content)).toThrow(
      new RangeError('The series has no part "virtual:series/module/none".'),
    );
  });
});
