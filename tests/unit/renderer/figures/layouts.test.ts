import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CycleFigure, PathwayFigure, TreeFigure } from '../../../../src/domain/series/figure';
import type { Drawing } from '../../../../src/renderer/src/components/figures/drawing';
import type { FigureSpace } from '../../../../src/renderer/src/components/figures/figure-space';
import { layoutCycle } from '../../../../src/renderer/src/components/figures/layout-cycle';
import { layoutPathway } from '../../../../src/renderer/src/components/figures/layout-pathway';
import { layoutTree } from '../../../../src/renderer/src/components/figures/layout-tree';
import { faultsOf, room, words } from './drawing-faults';

const base = { id: 'figure', title: 'A figure', description: 'In words.', source: 'CRC' };
const KHMER = 'ការដកហូតសេរីភាពជាវិធានការចុងក្រោយ';

/** Titles of at most 40 and details of at most 90 characters, the longest that the content check lets through. */
const title = fc
  .oneof(fc.lorem({ maxCount: 5 }), fc.constantFrom('CRC', KHMER, 'Nonrefoulementnonrefoulementnonrefouleme'))
  .map((text) => text.slice(0, 40));
const detail = fc.oneof(fc.lorem({ maxCount: 12 }), fc.constant(`${KHMER} ${KHMER}`)).map((text) => text.slice(0, 90));
const step = fc.record({ title, detail: fc.option(detail, { nil: undefined }) });
const some = <T>(item: fc.Arbitrary<T>, least: number, most: number): fc.Arbitrary<T[]> =>
  fc.array(item, { minLength: least, maxLength: most });
const anyRoom = fc
  .record({ width: fc.integer({ min: 300, max: 720 }), percent: fc.constantFrom(80, 100, 125, 150, 200) })
  .map(({ width, percent }) => room(width, (16 * percent) / 100));

const cycles = some(step, 3, 7).map((items): CycleFigure => ({ ...base, kind: 'cycle', items }));
const pathways = some(
  fc.record({ title, detail: fc.option(detail, { nil: undefined }), exits: some(detail, 0, 3) }),
  3,
  7,
).map((items): PathwayFigure => ({ ...base, kind: 'pathway', items }));
const trees = fc
  .record({
    root: title,
    items: some(fc.record({ title, detail: fc.option(detail, { nil: undefined }), leaves: some(detail, 0, 5) }), 2, 7),
  })
  .map(({ root, items }): TreeFigure => ({ ...base, kind: 'tree', root, items }));

function drawsCleanly<T>(figures: fc.Arbitrary<T>, layout: (figure: T, space: FigureSpace) => Drawing): void {
  fc.assert(
    fc.property(figures, anyRoom, (figure, space) => {
      expect(faultsOf(layout(figure, space))).toEqual([]);
    }),
    { numRuns: 150 },
  );
}

describe('whatever the content, width and text size, no text overlaps, leaves the drawing or gets small', () => {
  test('in a cycle', () => {
    drawsCleanly(cycles, layoutCycle);
  });
  test('in a pathway', () => {
    drawsCleanly(pathways, layoutPathway);
  });
  test('in a tree', () => {
    drawsCleanly(trees, layoutTree);
  });
});

describe('a cycle', () => {
  const figure: CycleFigure = {
    ...base,
    kind: 'cycle',
    items: ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => ({ title: name })),
  };

  test.each([320, 680])('numbers its steps, one dot each, at %i px', (width) => {
    const drawing = layoutCycle(figure, room(width));
    expect(drawing.dots).toHaveLength(5);
    expect(drawing.texts.map(words)).toEqual(expect.arrayContaining(['1', '2', '3', '4', '5']));
  });

  test('runs down its right side and up its left', () => {
    const [one, two, three, four, five] = layoutCycle(figure, room(680)).dots;
    expect([one, two, three].map((dot) => dot?.y)).toEqual(
      [one, two, three].map((dot) => dot?.y).sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
    expect(four?.y ?? 0).toBeGreaterThan(five?.y ?? 0);
    expect(four?.x ?? 0).toBeLessThan(one?.x ?? 0);
  });

  test.each([320, 680])(
    'has an arrow from every step to the next, also from the last to the first, at %i px',
    (width) => {
      expect(layoutCycle(figure, room(width)).strokes.filter(({ tone }) => tone === 'accent')).toHaveLength(5);
    },
  );
});

describe('a pathway', () => {
  const figure: PathwayFigure = {
    ...base,
    kind: 'pathway',
    items: [
      { title: 'Police', exits: ['Warning', 'Caution'] },
      { title: 'Defence', exits: [] },
      { title: 'Court', exits: ['Release'] },
    ],
  };

  test.each([320, 680])('has an arrow for every exit at %i px', (width) => {
    // A line and a head for each.
    expect(layoutPathway(figure, room(width)).strokes.filter(({ tone }) => tone === 'accent')).toHaveLength(6);
  });

  test.each([320, 680])('has an exit below the stage that it leaves and above the next at %i px', (width) => {
    const tops = new Map(layoutPathway(figure, room(width)).texts.map((block) => [words(block), block.top]));
    const order = ['Police', 'Warning', 'Caution', 'Defence', 'Court', 'Release'].map((name) => tops.get(name) ?? -1);
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  test('without any exit has its stages at the left', () => {
    const straightOn = layoutPathway(
      { ...figure, items: figure.items.map((item) => ({ ...item, exits: [] })) },
      room(680),
    );
    expect(straightOn.texts.every(({ anchor }) => anchor === 'start')).toBe(true);
  });
});

describe('a tree', () => {
  const figure: TreeFigure = {
    ...base,
    kind: 'tree',
    root: 'Root',
    items: [
      { title: 'Full', leaves: ['One', 'Two'] },
      { title: 'Bare', leaves: [] },
    ],
  };

  test('goes from left to right where there is room', () => {
    const left = new Map(layoutTree(figure, room(680)).texts.map((block) => [words(block), block.x]));
    expect(left.get('Root') ?? 0).toBeLessThan(left.get('Full') ?? 0);
    expect(left.get('Full') ?? 0).toBeLessThan(left.get('One') ?? 0);
  });

  test('is an outline where there is not: each text under the one before', () => {
    const texts = layoutTree(figure, room(320)).texts;
    expect(texts.map(words)).toEqual(['Root', 'Full', 'One', 'Two', 'Bare']);
    expect(texts.map(({ top }) => top)).toEqual(texts.map(({ top }) => top).sort((one, other) => one - other));
  });

  test('puts a branch’s first leaf on the branch’s own line', () => {
    const texts = layoutTree(figure, room(680)).texts;
    const line = (name: string): number | undefined => texts.find((block) => words(block) === name)?.lines[0]?.y;
    expect(line('One')).toBe(line('Full'));
  });
});
