import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholePercent } from '../../../../src/domain/text/whole-percent';

test.each([
  [0, 0],
  [0.29, 29],
  [0.57, 57],
  [0.58, 58],
  [0.799, 79],
  [0.7999999999999999, 80],
  [2 / 3, 66],
  [0.999, 99],
  [1, 100],
])('%d is %i per cent', (score, percent) => {
  expect(wholePercent(score)).toBe(percent);
});

test('each whole per cent is itself, and what lies between is rounded down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 999 }), (percent, thousandths) => {
      expect(wholePercent(percent / 100)).toBe(percent);
      expect(wholePercent((percent + thousandths / 1_000) / 100)).toBe(percent);
    }),
  );
});
