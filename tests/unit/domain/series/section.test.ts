import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dwellSeconds, MAXIMUM_DWELL_SECONDS } from '../../../../src/domain/series/section';

describe('how long a section must be open before its end counts as read', () => {
  test.each([
    [0, 0],
    [200, 15],
    [500, 38],
    [800, 60],
    [5_000, 60],
    [-100, 0],
  ])('%i words: %i s', (words, seconds) => {
    expect(dwellSeconds({ words })).toBe(seconds);
  });

  test('is a whole number of seconds, never above a minute, never shorter for a longer text', () => {
    fc.assert(
      fc.property(fc.nat({ max: 20_000 }), fc.nat({ max: 1_000 }), (words, more) => {
        const seconds = dwellSeconds({ words });
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeLessThanOrEqual(MAXIMUM_DWELL_SECONDS);
        expect(dwellSeconds({ words: words + more })).toBeGreaterThanOrEqual(seconds);
      }),
    );
  });
});
