import fc from 'fast-check';
import { parse } from 'gift-pegjs';
import { describe, expect, test } from 'vitest';
import { giftModule } from '../../../../src/domain/exports/gift';
import { PLACES_HINT } from '../../../../src/domain/quiz/types/ordering';
import { giftText } from '../../../../src/domain/text/gift-text';
import type { Question } from '../../../../src/domain/series/question';
import {
  bankOf,
  caseStudy,
  matching,
  module,
  multipleResponse,
  option,
  ordering,
  reflection,
  series,
  singleChoice,
  trueFalse,
} from '../../../support/builders/series-builders';
import { answersOf, folded, pairsOf, readBack } from '../support/gift-reading';

describe('each type of question', () => {
  test('a single choice keeps its key, its options in order and their feedback', () => {
    const [read] = readBack(singleChoice('a/q1'));
    expect(read).toMatchObject({
      title: 'q1: What about a/q1?',
      stem: { format: 'plain', text: 'What about a/q1?' },
      id: 'a/q1',
      tags: ['a/know', 'understand'],
    });
    expect(answersOf(read)).toEqual([
      ['Option a', true, 'About a.'],
      ['Option b', false, 'About b.'],
      ['Option c', false, 'About c.'],
    ]);
    expect(read).toMatchObject({ globalFeedback: { text: 'Because.\nSource: CRC, art.\u00A040' } });
  });

  test('a multiple response gives each right option its share and takes as much for a wrong one, as it is graded here', () => {
    const [read] = readBack(multipleResponse('a/q1', 3, 1));
    expect(answersOf(read).map(([, worth]) => worth)).toEqual([33.33333, 33.33333, 33.33333, -33.33333]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'the shares of %i right options are among the grades that Moodle knows',
    (right) => {
      const grades = [
        100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111,
        10, 5,
      ];
      const worths = answersOf(readBack(multipleResponse('a/q1', right, 1))[0]).map(([, worth]) =>
        Math.abs(Number(worth)),
      );
      for (const worth of worths) expect(grades).toContain(worth);
    },
  );

  test.each([true, false])('a statement that is %s keeps its truth, and either feedback', (truth) => {
    expect(readBack(trueFalse('a/q1', truth))[0]).toMatchObject({
      type: 'TF',
      isTrue: truth,
      trueFeedback: { text: `About ${String(!truth)}.` },
      falseFeedback: { text: `About ${String(truth)}.` },
    });
  });

  test('a matching keeps its pairs and what fits nowhere; their feedback moves to the end', () => {
    const asked = matching('a/q1', 3, 1);
    const [read] = readBack({
      ...asked,
      pairs: asked.pairs.map((pair) => ({ ...pair, feedback: `Why ${pair.id}.` })),
      extras: asked.extras.map((extra) => ({ ...extra, feedback: `Why not ${extra.id}.` })),
    });
    expect(pairsOf(read)).toEqual([
      ['Left 1', 'Right 1'],
      ['Left 2', 'Right 2'],
      ['Left 3', 'Right 3'],
      ['', 'Extra 1'],
    ]);
    expect(read).toMatchObject({
      globalFeedback: {
        text: 'Because.\nLeft 1: Why p1.\nLeft 2: Why p2.\nLeft 3: Why p3.\nExtra 1: Why not x1.\nSource: CRC, art.\u00A040',
      },
    });
  });

  test('an ordering is a matching of items and places that says so, and does not stand in the right order', () => {
    const items = ['Zero', 'Middle', 'Alpha'].map((text, index) => ({ id: String(index), text, feedback: '' }));
    const [read] = readBack({ ...ordering('a/q1'), items });
    expect(pairsOf(read)).toEqual([
      ['Alpha', '3'],
      ['Middle', '2'],
      ['Zero', '1'],
    ]);
    expect(read).toMatchObject({ stem: { text: `What about a/q1?\n${PLACES_HINT}` } });
  });

  test('a case study is a description with the scenario, and its questions', () => {
    const read = readBack(caseStudy('a/q1'));
    expect(read.map(({ type }) => type)).toEqual(['Description', 'MC', 'TF', 'MC']);
    expect(read[0]).toMatchObject({
      title: 'q1: What about a/q1?',
      stem: { text: 'What about a/q1?\n\nA boy of fifteen took a bicycle.' },
    });
    expect(read[1]).toMatchObject({ title: 'q1/p1: What about a/q1/p1?' });
    expect(readBack({ ...caseStudy('a/q1'), stem: '' })[0]).toMatchObject({ title: 'q1' });
  });

  test('a title is no longer than Moodle takes', () => {
    const title = `q1: ${'What about it? '.repeat(30)}`.slice(0, 119).trim();
    expect(readBack(singleChoice('a/q1', { stem: 'What about it? '.repeat(30) }))[0]).toMatchObject({
      title: `${title}…`,
    });
  });

  test('a reflection is an essay', () => {
    expect(readBack(reflection('a/q1'))[0]).toMatchObject({
      type: 'Essay',
      stem: { text: 'What about a/q1?' },
      globalFeedback: { text: 'Because.\nSource: CRC, art.\u00A040' },
    });
  });

  test('every module has a category of its own; a slash in a title opens no level', () => {
    const content = bankOf(reflection('a/q1'));
    expect(parse(giftModule(series(), module('a', { title: 'Police / courts' }), content))[0]).toEqual({
      type: 'Category',
      title: 'Child Justice Series/Module 1 - Police // courts',
    });
  });

  test('a source that is not listed is named by its id, and nothing is written for no feedback at all', () => {
    const bare = {
      ...singleChoice('a/q1'),
      rationale: '',
      sources: [],
      options: [
        { ...option('a', true), feedback: '' },
        { ...option('b'), feedback: ' ' },
      ],
    };
    expect(readBack(bare)[0]).toMatchObject({
      globalFeedback: null,
      choices: [{ feedback: null }, { feedback: null }],
    });
    expect(readBack({ ...bare, sources: [{ sourceId: 'gone', locator: '' }] })[0]).toMatchObject({
      globalFeedback: { text: 'Source: gone' },
    });
  });
});

describe('text that would be read as something else', () => {
  test.each([
    ['a weight', '%50% of children'],
    ['a format', '[html] is a format'],
    ['another answer', 'a = b ~ c'],
    ['feedback', 'rule #40 #### general'],
    ['the end of the question', 'a } and { b'],
    ['a title', '::title:: text'],
    ['a comment', '// no comment'],
    ['a category', '$CATEGORY: elsewhere'],
    ['an escape', String.raw`C:\new \\server \= \~`],
    ['a code for an escaped character', '&&058; &&&&010 &&092;'],
    ['a blank line', 'one\n\n\n  two\r\nthree'],
    ['markup', '<b>bold</b> &amp; <script>'],
    ['an arrow', 'from -> to'],
  ])('%s', (_, text) => {
    const asked: Question[] = [
      {
        ...singleChoice('a/q1'),
        stem: text,
        rationale: text,
        options: [{ id: 'a', text, correct: true, feedback: text }, option('b')],
      },
      { ...multipleResponse('a/q2'), options: [{ id: 'a', text, correct: true, feedback: text }, option('b')] },
      { ...matching('a/q3', 1, 0), pairs: [{ id: 'p', left: text, right: text, feedback: text }] },
    ];
    const [single, multiple, matched] = readBack(...asked);
    expect(single).toMatchObject({
      stem: { text: folded(text) },
      globalFeedback: { text: `${folded(text)}\nSource: CRC, art.\u00A040` },
    });
    const arrow = folded(text.replaceAll('->', '\u2192'));
    expect(answersOf(single)[0]).toEqual([arrow, true, folded(text)]);
    expect(answersOf(multiple)[0]).toEqual([arrow, 100, folded(text)]);
    expect(pairsOf(matched)).toEqual([[arrow, folded(text)]]);
  });
});

test('text is escaped and folded as the format says', () => {
  expect(giftText(' a:b~c=d#e{f}g\\h  i\t\r\n\u0007j\uD800 ')).toBe('a\\:b\\~c\\=d\\#e\\{f\\}g\\\\h i\\nj\uFFFD');
});

describe('whatever a text holds', () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom(...'~=#{}:\\n%[]->/$&01 \n\r\t5;ក'),
        maxLength: 40,
      }),
    )
    .filter((each) => folded(each) !== '');

  test('the bank is read back question by question, and answer by answer', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 9, maxLength: 9 }), (texts) => {
        const [
          stem = '',
          right = '',
          wrong = '',
          hint = '',
          rationale = '',
          left = '',
          side = '',
          scenario = '',
          title = '',
        ] = texts;
        const asked: Question[] = [
          {
            ...singleChoice('a/q1'),
            stem,
            rationale,
            options: [
              { id: 'a', text: right, correct: true, feedback: hint },
              { id: 'b', text: wrong, correct: false, feedback: hint },
            ],
          },
          {
            ...multipleResponse('a/q2'),
            stem,
            options: [
              { id: 'a', text: right, correct: true, feedback: hint },
              { id: 'b', text: wrong, correct: false, feedback: hint },
            ],
          },
          {
            ...trueFalse('a/q3'),
            stem,
            options: [
              { id: 'true', text: '', correct: true, feedback: right },
              { id: 'false', text: '', correct: false, feedback: wrong },
            ],
          },
          {
            ...matching('a/q4', 1, 0),
            stem,
            pairs: [{ id: 'p', left, right: side, feedback: hint }],
            extras: [{ id: 'x', right: wrong, feedback: '' }],
          },
          {
            ...ordering('a/q5', 2),
            stem,
            items: [
              { id: '1', text: left, feedback: hint },
              { id: '2', text: right, feedback: '' },
            ],
          },
          { ...caseStudy('a/q6'), stem: title, scenario, parts: [] },
          { ...reflection('a/q7'), stem, rationale },
        ];
        const read = readBack(...asked);
        expect(read.map(({ type }) => type)).toEqual([
          'MC',
          'MC',
          'TF',
          'Matching',
          'Matching',
          'Description',
          'Essay',
        ]);
        const arrow = (each: string): string => folded(each.replaceAll('->', '\u2192'));
        expect(answersOf(read[0])).toEqual([
          [arrow(right), true, folded(hint)],
          [arrow(wrong), false, folded(hint)],
        ]);
        expect(answersOf(read[1])).toEqual([
          [arrow(right), 100, folded(hint)],
          [arrow(wrong), -100, folded(hint)],
        ]);
        expect(read[2]).toMatchObject({
          isTrue: true,
          trueFeedback: { text: folded(wrong) },
          falseFeedback: { text: folded(right) },
        });
        expect(pairsOf(read[3])).toEqual([
          [arrow(left), folded(side)],
          ['', folded(wrong)],
        ]);
        expect(new Map(pairsOf(read[4]).map(([item, place]) => [place, item]))).toEqual(
          new Map([
            ['1', arrow(left)],
            ['2', arrow(right)],
          ]),
        );
        expect(read[6]).toMatchObject({
          stem: { text: folded(stem) },
          globalFeedback: { text: folded(`${rationale}\nSource: CRC, art.\u00A040`) },
        });
      }),
      { numRuns: 500 },
    );
  });
});
