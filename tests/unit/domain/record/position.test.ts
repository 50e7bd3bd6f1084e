import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newerPosition, type ReadingPosition } from '../../../../src/domain/record/position';

const position = (overrides: Partial<ReadingPosition> = {}): ReadingPosition => ({
  moduleId: 'a',
  sectionId: 'a/first',
  blockId: 'a/first#opening',
  sentence: 'A treaty binds.',
  at: '2026-11-20T01:00:00.000Z',
  ...overrides,
});

test('the place read last is kept, whichever comes first', () => {
  const later = position({ blockId: 'a/first#end', at: '2026-11-20T02:00:00.000Z' });
  expect([newerPosition(position(), later), newerPosition(later, position())]).toEqual([later, later]);
});

test('at the same instant the block that sorts later is kept', () => {
  expect(newerPosition(position({ blockId: 'a/first#z' }), position({ blockId: 'a/first#b' })).blockId).toBe(
    'a/first#z',
  );
});

test('any number of places leaves the same one in any order', () => {
  const places = fc.array(
    fc.record({
      block: fc.constantFrom('x', 'y'),
      sentence: fc.constantFrom('One.', 'Two.'),
      minute: fc.constantFrom('1', '2'),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(
      places.chain((made) =>
        fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length, maxLength: made.length })),
      ),
      ([one, other]) => {
        const newest = (made: typeof one): ReadingPosition =>
          made
            .map(({ block, sentence, minute }) =>
              position({ blockId: `a/first#${block}`, sentence, at: `2026-11-20T01:0${minute}:00.000Z` }),
            )
            .reduce((a, b) => newerPosition(a, b));
        expect(newest(other)).toEqual(newest(one));
      },
    ),
  );
});
