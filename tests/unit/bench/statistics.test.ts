import { describe, expect, it } from 'vitest';
import { median, quantile, ratioOf, verdict } from '../../bench/statistics';

describe('the statistics of the benchmarks', () => {
  it('take the middle value, or the mean of the two middle ones', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });

  it('interpolate between ranks', () => {
    expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5);
    expect(quantile([5], 0.95)).toBe(5);
  });

  it('give a ratio with its interval, the same each time', () => {
    const ours = [20, 22, 18, 21, 19];
    const theirs = [10, 11, 9, 10, 10];
    const ratio = ratioOf(ours, theirs);
    expect(ratio.median).toBe(2);
    expect(ratio.low).toBeLessThanOrEqual(2);
    expect(ratio.high).toBeGreaterThanOrEqual(2);
    expect(ratioOf(ours, theirs)).toEqual(ratio);
  });

  it('say that a target holds only where the whole interval is within it', () => {
    expect(verdict({ low: 1, high: 2 }, 2)).toBe('holds');
    expect(verdict({ low: 2.1, high: 3 }, 2)).toBe('misses');
    expect(verdict({ low: 1.9, high: 2.1 }, 2)).toBe('inconclusive');
  });
});
