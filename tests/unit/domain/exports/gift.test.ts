import { parse, type GIFTQuestion } from 'gift-pegjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CompiledSeries } from '../../../../src/authoring/compiling/compile-series';
import { giftModule, PLACES_HINT } from '../../../../src/domain/exports/gift';
import type { ModuleContent } from '../../../../src/domain/series/module';
import type { GradedQuestion } from '../../../../src/domain/series/question';
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
