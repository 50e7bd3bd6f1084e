import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../../src/authoring/reading/yaml-document';
import { mergeSection } from '../../../../src/authoring/translating/merge-section';
import { mergeTexts, textsOf } from '../../../../src/authoring/translating/merge-texts';
import { numberProblems } from '../../../../src/authoring/translating/numbers';
import { stateOf, stateOfAll, textHash } from '../../../../src/authoring/translating/states';
import { textKey } from '../../../../src/authoring/translating/text-pair';
import type { Problem } from '../../../../src/authoring/reading/problem';

function brief(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ line, rule }) => `${line} ${rule}`);
}

describe('the texts of a YAML file', () => {
  const SOURCE = {
    id: 'norms',
    passMark: 0.8,
    title: 'Norms',
    topics: ['one', 'two'],
    objectives: [
      { id: 'explain', text: 'Explain it.' },
      { id: 'apply', text: 'Apply it.' },
    ],
  };
  const KHMER = 'title: ក\ntopics:\n  - ខ\n  - គ\nobjectives:\n  explain:\n    text: ឃ\n  apply:\n    text: ង\n';

  const merged = (yaml: string) => mergeTexts(SOURCE, readYaml('module.km.yaml', yaml));

  test('stand in the place of the source’s; all else stays, in the source’s order', () => {
    const { value, pairs, problems } = merged(KHMER);
    expect(problems).toEqual([]);
    expect(value).toEqual({
      ...SOURCE,
      title: 'ក',
      topics: ['ខ', 'គ'],
      objectives: [
        { id: 'explain', text: 'ឃ' },
        { id: 'apply', text: 'ង' },
      ],
    });
    expect(pairs.map((pair) => [textKey(pair), pair.line, pair.english])).toContainEqual([
      'module.km.yaml#objectives/apply/text',
      9,
      'Apply it.',
    ]);
  });

  test.each([
    ['a text that is missing', KHMER.replace('  explain:\n    text: ឃ\n', '')],
    ['an item that is missing', KHMER.replace('  - គ\n', '')],
    ['an id that the source doesn’t have', `${KHMER}  other:\n    text: ច\n`],
    ['what isn’t a text', `${KHMER}passMark: 0.9\n`],
    ['a number where a text is', KHMER.replace('title: ក', 'title: 7')],
    ['an empty text', KHMER.replace('title: ក', 'title: ""')],
  ])('%s is reported, and the source’s stands', (_, yaml) => {
    const { problems, value } = merged(yaml);
    expect(problems.map(({ rule }) => rule)).toEqual(['translation']);
    expect(value).toMatchObject({ id: 'norms', passMark: 0.8 });
  });

  test('a new translation has the source’s shape', () => {
    const empty = textsOf(SOURCE, (text) => `[${text}]`);
    expect(empty).toEqual({
      title: '[Norms]',
      topics: ['[one]', '[two]'],
      objectives: { explain: { text: '[Explain it.]' }, apply: { text: '[Apply it.]' } },
    });
    expect(mergeTexts(SOURCE, { ...readYaml('x', ''), value: empty }).problems).toEqual([]);
  });
});

describe('the text of a section', () => {
  const SOURCE = [
    '---\nid: one\ntitle: One\nobjectives: [explain]\n---',
    'A rule [@crc art. 4] and a [word](term:word).',
    '## Heading {#first}',
    '- a\n- b',
    '::: figure stages\n:::',
    '| A | B |\n|---|---|\n| 1 | 2 |',
  ].join('\n\n');
  const KHMER = [
    '---\ntitle: មួយ\n---',
    'ក [@crc art. 4] ខ [គ](term:word)។',
    '## ឃ {#first}',
    '- ង\n- ច',
    '::: figure stages\n:::',
    '| ក | ខ |\n|---|---|\n| ១ | ២ |',
  ].join('\n\n');

  const merged = (text: string) => mergeSection(SOURCE, '01-one.km.md', text);

  test('stands below the source’s front matter, piece by piece beside it', () => {
    const { text, pairs, problems } = merged(KHMER);
    expect(problems).toEqual([]);
    expect(text).toMatch(/^---\nid: one\ntitle: មួយ\nobjectives:\n/u);
    expect(text).toContain('## ឃ {#first}');
    expect(pairs.map(textKey)).toEqual([
      '01-one.km.md#title',
      '01-one.km.md#opening/1',
      '01-one.km.md#first/1',
      '01-one.km.md#first/2',
      '01-one.km.md#first/4',
    ]);
  });

  test.each([
    ['another citation', KHMER.replace('art. 4', 'art. 5'), ['5 translation']],
    ['another term', KHMER.replace('term:word', 'term:other'), ['5 translation']],
    ['another id', KHMER.replace('#first', '#second'), ['7 translation']],
    ['an item less', KHMER.replace('\n- ច', ''), ['9 translation']],
    ['another figure', KHMER.replace('figure stages', 'figure other'), ['12 translation']],
    ['a cell less', KHMER.replace('| ១ | ២ |', '| ១ |'), ['15 translation']],
    ['a piece more', `${KHMER}\n\nឆ`, ['19 translation']],
    ['a second field in its front matter', KHMER.replace('title: មួយ', 'title: មួយ\nid: one'), ['2 translation']],
    ['no front matter', 'ក', ['1 translation']],
  ])('%s is reported at its line', (_, text, expected) => {
    expect(brief(merged(text).problems)).toEqual(expected);
  });
});

const pair = (english: string, translation: string) => ({ file: 'f', line: 1, path: ['p'], english, translation });

test.each([
  ['Under 14, article 530.', 'ក្រោម ១៤ មាត្រា ៥៣០។', true],
  ['2,214 children', 'កុមារ ២.២១៤ នាក់', true],
  ['2,214 children', 'កុមារ ២ ២១៤ នាក់', true],
  ['0.8 of them', '០,៨', true],
  ['Two of 14 [@crc art. 4]', 'ពីរ ក្នុង ១៤ [@crc art. 9]', true],
  ['General comment No. 24, paragraph 8', 'កថាខណ្ឌ ៨ នៃមតិយោបល់ទូទៅលេខ ២៤', true],
  ['52 per cent in 2023', 'ក្នុងឆ្នាំ ២០២៣ ៥២ ភាគរយ', true],
  ['Under 14.', 'ក្រោម ១៥។', false],
  ['Under fourteen.', 'ក្រោម ១៤។', false],
  ['Under 14.', 'ក្រោម ១៤ មិនមែន ១៤។', false],
  ['Under 14 or 14.', 'ក្រោម ១៤។', false],
  ['| 60 % | 2 % |', '| ២ % | ៦០ % |', false],
  ['- 60 %\n- 2 %', '- ២ %\n- ៦០ %', false],
  ['From 60 to 2.', 'ពី ២ មក ៦០។', 'order'],
  ['From 60 to 2 | 2020', 'ពី ៦០ មក ២ | ២០២០', true],
])('the numbers of %j and %j: the same is %s', (english, translation, same) => {
  const rules = new Set(numberProblems(pair(english, translation)).map(({ rule }) => rule));
  expect([...rules]).toEqual(same === true ? [] : [same ? 'translation-number-order' : 'translation-numbers']);
});

describe('what a reader said', () => {
  const [first, second] = [pair('One', 'មួយ'), { ...pair('Two', 'ពីរ'), path: ['q'] }];
  const said = (state: 'read' | 'disputed', of: typeof first) =>
    [textKey(of), { state, by: 'SD', on: '2026-12-01', hash: textHash(of) }] as const;

  test('counts until either text is changed', () => {
    const states = new Map([said('read', first)]);
    expect(stateOf(first, states)).toBe('read');
    expect(stateOf({ ...first, english: ' One\n' }, states)).toBe('read');
    expect(stateOf({ ...first, english: 'One more' }, states)).toBe('draft');
    expect(stateOf({ ...first, translation: 'ពីរ' }, states)).toBe('draft');
  });

  test.each([
    ['read', [said('read', first), said('read', second)]],
    ['disputed', [said('read', first), said('disputed', second)]],
    ['draft', [said('disputed', first)]],
    ['draft', []],
  ])('a part is %s as a whole', (expected, states) => {
    expect(stateOfAll([first, second], new Map(states))).toBe(expected);
  });
});
