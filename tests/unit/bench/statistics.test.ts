import { describe, expect, it } from 'vitest';
import { estimate, median, quantile, ratioOf, verdict } from '../../bench/statistics';

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

  it('give an interval that holds the value, narrows with agreement and is the same each time', () => {
    const scattered = estimate([10, 20, 30, 40, 50, 60], median);
    const agreeing = estimate([34, 35, 35, 35, 35, 36], median);
    expect(scattered.value).toBe(35);
    expect(scattered.low).toBeLessThan(35);
    expect(scattered.high).toBeGreaterThan(35);
    expect(agreeing.high - agreeing.low).toBeLessThan(scattered.high - scattered.low);
    expect(estimate([10, 20, 30, 40, 50, 60], median)).toEqual(scattered);
    expect(() => estimate([], median)).toThrow(RangeError);
  });

  it('compare round with round, so that a slow round of both weighs on neither', () => {
    expect(ratioOf([20, 220, 18, 2_100, 19], [10, 110, 9, 1_050, 9.5])).toEqual({ value: 2, low: 2, high: 2 });
    expect(() => ratioOf([1, 2], [1])).toThrow("2 rounds can't be paired with 1.");
  });

  it('say that a target holds only where the whole interval is within it', () => {
    expect(verdict({ low: 1, high: 2 }, 2)).toBe('holds');
    expect(verdict({ low: 2.1, high: 3 }, 2)).toBe('misses');
    expect(verdict({ low: 1.9, high: 2.1 }, 2)).toBe('inconclusive');
  });
});
