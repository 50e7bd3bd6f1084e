import { expect, it } from 'vitest';
import { compiledSeries } from '../../../support/builders/compiled-series';

it('puts a figure’s source in words where it is written as citations, and leaves words as they are', async () => {
  const { modules } = await compiledSeries();
  const figures = [...modules.values()].flatMap(({ sections }) =>
    sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.figures)),
  );
  expect(figures.length).toBeGreaterThan(40);
  expect(figures.find(({ id }) => id === 'detention-clock')?.source).toBe(
    'GC\u00A024, paras.\u00A08(f), 16, 72, 85–86, 88, 90',
  );
  expect(figures.find(({ id }) => id === 'design-of-a-family-court')?.source).toBe(
    'GC\u00A024, paras.\u00A046, 67, 106–108; GC\u00A014, paras.\u00A061, 96–97',
  );
  expect(figures.filter(({ source }) => source.includes('@') || source === '')).toEqual([]);
});
