import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { giftText } from '../../../../src/domain/exports/gift-text';
import type { Question } from '../../../../src/domain/series/question';
import {
  caseStudy,
  matching,
  multipleResponse,
  option,
  ordering,
  reflection,
  singleChoice,
  trueFalse,
} from '../../../support/series-builders';
import { answersOf, folded, pairsOf, readBack } from '../support/gift-reading';

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
      globalFeedback: { text: `${folded(text)}\nSource: CRC, art. 40` },
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
        unit: fc.constantFrom(
          '~',
          '=',
          '#',
          '{',
          '}',
          ':',
          '\\',
          'n',
          '%',
          '[',
          ']',
          '-',
          '>',
          '/',
          '$',
          '&',
          '0',
          '1',
          ' ',
          '\n',
          '\r',
          '\t',
          '5',
          ';',
          'ក',
        ),
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
            extras: [{ id: 'x', right: wrong }],
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
          globalFeedback: { text: folded(`${rationale}\nSource: CRC, art. 40`) },
        });
      }),
      { numRuns: 500 },
    );
  });
});
