import fc from 'fast-check';
import { parse, type GIFTQuestion } from 'gift-pegjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CompiledSeries } from '../../../../src/authoring/compiling/compile-series';
import { giftModule, PLACES_HINT } from '../../../../src/domain/exports/gift';
import { giftText } from '../../../../src/domain/exports/gift-text';
import type { ModuleContent } from '../../../../src/domain/series/module';
import type { GradedQuestion, Question } from '../../../../src/domain/series/question';
import { compiledSeries } from '../../../support/compiled-series';
import {
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
} from '../../../support/series-builders';

const crc = {
  id: 'crc',
  short: 'CRC',
  title: 'Convention on the Rights of the Child',
  publisher: 'United Nations',
  year: '1989',
  kind: 'instrument',
} as const;

/** What a reader makes of the bank. */
function readBack(...questions: readonly Question[]): GIFTQuestion[] {
  const content: ModuleContent = { moduleId: 'a', sections: [], questions, sources: [crc], terms: [] };
  return parse(giftModule(series(), module('a'), content)).slice(1);
}

/** The parser gives the right side of a pair back with its own codes for escaped characters; what Moodle does with them is done here. */
function decoded(text: string): string {
  return text.replace(/&&(092|058|035|061|123|125|126);|&&(010)/gu, (_, code?: string, line?: string) =>
    String.fromCharCode(Number(code ?? line)),
  );
}

/** The text as it must come back: folded as the export says it folds. */
function folded(text: string): string {
  return decoded(
    giftText(text).replace(/\\([\\~=#{}:n])/gu, (_, character: string) => (character === 'n' ? '\n' : character)),
  );
}

function answersOf(question: GIFTQuestion | undefined): readonly (readonly [string, number | boolean, string])[] {
  if (question?.type !== 'MC') throw new Error(`The question came back as ${String(question?.type)}.`);
  return question.choices.map(({ text, isCorrect, weight, feedback }) => [
    (text as { readonly text: string }).text,
    weight ?? isCorrect,
    feedback?.text ?? '',
  ]);
}

function pairsOf(question: GIFTQuestion | undefined): readonly (readonly [string, string])[] {
  if (question?.type !== 'Matching') throw new Error(`The question came back as ${String(question?.type)}.`);
  return question.matchPairs.map(({ subquestion, subanswer }) => [subquestion.text, decoded(subanswer)]);
}

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
    expect(read).toMatchObject({ globalFeedback: { text: 'Because.\nSource: CRC, art. 40' } });
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

  test('a matching keeps its pairs and what fits nowhere; the feedback of pairs moves to the end', () => {
    const asked = matching('a/q1', 3, 1);
    const [read] = readBack({ ...asked, pairs: asked.pairs.map((pair) => ({ ...pair, feedback: `Why ${pair.id}.` })) });
    expect(pairsOf(read)).toEqual([
      ['Left 1', 'Right 1'],
      ['Left 2', 'Right 2'],
      ['Left 3', 'Right 3'],
      ['', 'Extra 1'],
    ]);
    expect(read).toMatchObject({
      globalFeedback: { text: 'Because.\nLeft 1: Why p1.\nLeft 2: Why p2.\nLeft 3: Why p3.\nSource: CRC, art. 40' },
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
  });

  test('a reflection is an essay', () => {
    expect(readBack(reflection('a/q1'))[0]).toMatchObject({
      type: 'Essay',
      stem: { text: 'What about a/q1?' },
      globalFeedback: { text: 'Because.\nSource: CRC, art. 40' },
    });
  });

  test('every module has a category of its own; a slash in a title opens no level', () => {
    const content: ModuleContent = {
      moduleId: 'a',
      sections: [],
      questions: [reflection('a/q1')],
      sources: [],
      terms: [],
    };
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

describe('the banks of the series', () => {
  let compiled: CompiledSeries;
  beforeAll(async () => {
    compiled = await compiledSeries();
  });

  test('all come back from a third-party reader, question by question', () => {
    let questions = 0;
    for (const outline of compiled.series.modules) {
      const content = compiled.modules.get(outline.id);
      const asked = content?.questions ?? [];
      const [category, ...read] = parse(
        giftModule(
          compiled.series,
          outline,
          content ?? { moduleId: outline.id, sections: [], questions: [], sources: [], terms: [] },
        ),
      );
      expect(category).toMatchObject({
        type: 'Category',
        title: expect.stringContaining(`Module ${outline.number} - `) as string,
      });
      let at = 0;
      for (const question of asked) {
        questions += 1;
        if (question.type === 'case') {
          expect(read[at]).toMatchObject({ type: 'Description', id: question.id });
          at += 1;
          for (const part of question.parts) expectSame(read[at++], part);
        } else if (question.type === 'reflection')
          expect(read[at++]).toMatchObject({ type: 'Essay', id: question.id, stem: { text: folded(question.stem) } });
        else expectSame(read[at++], question);
      }
      expect(at).toBe(read.length);
    }
    expect(questions).toBe(compiled.series.modules.reduce((sum, { questionCount }) => sum + questionCount, 0));
    expect(questions).toBeGreaterThanOrEqual(315);
  });

  function expectSame(read: GIFTQuestion | undefined, asked: GradedQuestion): void {
    expect(read).toMatchObject({ id: asked.id, tags: [asked.objectiveId, asked.bloom] });
    const stem = asked.type === 'ordering' ? `${asked.stem}\n${PLACES_HINT}` : asked.stem;
    expect(read).toMatchObject({
      stem: { text: folded(stem) },
      globalFeedback: { text: expect.stringContaining(folded(asked.rationale)) as string },
    });
    if (asked.type === 'single')
      expect(answersOf(read)).toEqual(
        asked.options.map(({ text, correct, feedback }) => [folded(text), correct, folded(feedback)]),
      );
    else if (asked.type === 'multiple') {
      const share = Math.round(10_000_000 / asked.options.filter(({ correct }) => correct).length) / 100_000;
      expect(answersOf(read)).toEqual(
        asked.options.map(({ text, correct, feedback }) => [folded(text), correct ? share : -share, folded(feedback)]),
      );
    } else if (asked.type === 'true-false')
      expect(read).toMatchObject({ type: 'TF', isTrue: asked.options.find(({ correct }) => correct)?.id === 'true' });
    else if (asked.type === 'matching')
      expect(pairsOf(read)).toEqual([
        ...asked.pairs.map(({ left, right }) => [folded(left), folded(right)]),
        ...asked.extras.map(({ right }) => ['', folded(right)]),
      ]);
    else
      expect([...pairsOf(read)].sort((a, b) => Number(a[1]) - Number(b[1])).map(([item]) => item)).toEqual(
        asked.items.map(({ text }) => folded(text)),
      );
  }
});
