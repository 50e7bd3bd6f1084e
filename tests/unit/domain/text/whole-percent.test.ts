import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholePercent } from '../../../../src/domain/text/whole-percent';

test.each([
  [0, 0, undefined],
  [0.29, 29, undefined],
  [0.57, 57, undefined],
  [2 / 3, 67, undefined],
  [0.799, 80, undefined],
  [0.799, 79, 0.8],
  [0.7999999999999999, 80, 0.8],
  [0.804, 80, 0.8],
  [0.999, 99, undefined],
  [1, 100, 0.8],
])('%d is %i per cent, beside a mark of %s', (score, percent, mark) => {
  expect(wholePercent(score, mark)).toBe(percent);
});

test('each whole per cent is itself, and what lies between is rounded, but never up to the mark or to everything', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 100 }), (thousandths, mark) => {
      const shown = wholePercent(thousandths / 100_000, mark / 100);
      expect(Math.abs(shown - thousandths / 1_000)).toBeLessThan(1);
      expect(shown >= mark).toBe(thousandths >= mark * 1_000);
      expect(shown === 100).toBe(thousandths === 100_000);
    }),
  );
});
