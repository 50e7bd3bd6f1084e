import { parse, type GIFTQuestion } from 'gift-pegjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CompiledSeries } from '../../../../src/authoring/compiling/compile-series';
import { giftModule } from '../../../../src/domain/exports/gift';
import { PLACES_HINT } from '../../../../src/domain/quiz/types/ordering';
import type { GradedQuestion } from '../../../../src/domain/series/question';
import { compiledSeries } from '../../../support/builders/compiled-series';
import { answersOf, folded, pairsOf } from '../support/gift-reading';

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
