import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWrongTry, NO_TRIES, readTries, waitAfter, waitLeft } from '../../../src/domain/protection-delay';

const NOW = Date.UTC(2026, 10, 20);

describe('the wait after wrong tries', () => {
  it('begins with the fifth and grows to an hour', () => {
    expect(Array.from({ length: 12 }, (_, failures) => waitAfter(failures))).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 300, 900, 3_600, 3_600]);
  });

  it('costs nothing while fingers slip', () => {
    let tries = NO_TRIES;
    for (let count = 0; count < 4; count += 1) {
      tries = afterWrongTry(tries, NOW);
      expect(waitLeft(tries, NOW)).toBe(0);
    }
  });

  it('runs out by the clock', () => {
    const tries = { failures: 5, lastAt: NOW };
    expect(waitLeft(tries, NOW)).toBe(30_000);
    expect(waitLeft(tries, NOW + 29_999)).toBe(1);
    expect(waitLeft(tries, NOW + 30_000)).toBe(0);
  });

  it('is never longer than it was at first, however far the clock was set back', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.integer({ min: 0, max: 2 * NOW }), (failures, now) => {
        const left = waitLeft({ failures, lastAt: NOW }, now);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(waitAfter(failures) * 1000);
      }),
    );
  });

  it('ends where the clock is set forward, and the next wrong try costs more all the same', () => {
    const forward = NOW + 86_400_000;
    const tries = { failures: 7, lastAt: NOW };
    expect(waitLeft(tries, forward)).toBe(0);
    expect(waitLeft(afterWrongTry(tries, forward), forward)).toBe(300_000);
    // And back again: the wait begins anew from there.
    expect(waitLeft(afterWrongTry(tries, forward), NOW)).toBe(300_000);
  });

  it.each([undefined, null, 5, 'x', { failures: -1, lastAt: 0 }, { failures: 1.5, lastAt: 0 }, { failures: 2, lastAt: Number.NaN }, { failures: 2 }])('is none where the tries can not be read: %j', (value) => {
    expect(readTries(value)).toEqual(NO_TRIES);
  });

  it('is read as it was stored', () => {
    expect(readTries({ failures: 6, lastAt: NOW })).toEqual({ failures: 6, lastAt: NOW });
  });
});
