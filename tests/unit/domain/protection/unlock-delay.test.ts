import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterWrongTry, readTries, waitAfter, waitLeft } from '../../../../src/domain/protection/unlock-delay';

const NOW = Date.UTC(2026, 10, 20);
const at = (milliseconds: number, run = 'one') => ({ run, milliseconds });

describe('the wait after wrong tries', () => {
  it('begins with the fifth and grows to an hour', () => {
    expect(Array.from({ length: 12 }, (_, failures) => waitAfter(failures))).toEqual([
      0, 0, 0, 0, 0, 30, 60, 120, 300, 900, 3_600, 3_600,
    ]);
  });

  it('costs nothing while fingers slip', () => {
    expect(waitLeft(null, NOW, at(0))).toBe(0);
    let tries = afterWrongTry(null, NOW, at(0));
    for (let failures = 1; failures <= 4; failures += 1) {
      expect(tries.failures).toBe(failures);
      expect(waitLeft(tries, NOW, at(0))).toBe(0);
      tries = afterWrongTry(tries, NOW, at(0));
    }
    expect(waitLeft(tries, NOW, at(0))).toBe(30_000);
  });

  it('is counted by the host’s clock alone within one run of the host, whatever the computer’s clock is set to', () => {
    const tries = { failures: 7, lastAt: NOW, steady: at(5_000) };
    for (const now of [0, NOW - 86_400_000, NOW, NOW + 86_400_000]) {
      expect(waitLeft(tries, now, at(5_000))).toBe(120_000);
      expect(waitLeft(tries, now, at(124_999))).toBe(1);
      expect(waitLeft(tries, now, at(125_000))).toBe(0);
      expect(waitLeft(tries, now, at(900_000))).toBe(0);
    }
    // A reading that runs backwards is none of a clock that works: the whole wait.
    expect(waitLeft(tries, NOW + 86_400_000, at(1))).toBe(120_000);
  });

  it('is never longer than it was at first in another run, wherever the clock was set, and ends at least once', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.integer({ min: 0, max: 2 * NOW }), (failures, now) => {
        const tries = { failures, lastAt: NOW, steady: at(5_000) };
        const left = waitLeft(tries, now, at(5_000, 'two'));
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(waitAfter(failures) * 1000);
        expect(waitLeft(tries, NOW + waitAfter(failures) * 1000, at(0, 'two'))).toBe(0);
      }),
    );
  });

  it.each([
    undefined,
    null,
    5,
    'x',
    { failures: -1, lastAt: 0, steady: at(0) },
    { failures: 1.5, lastAt: 0, steady: at(0) },
    { failures: 2, lastAt: Number.NaN, steady: at(0) },
    { failures: 2, steady: at(0) },
    { failures: 2, lastAt: 0 },
    { failures: 2, lastAt: 0, steady: { milliseconds: 0 } },
    { failures: 2, lastAt: 0, steady: at(-1) },
  ])('is none where the tries can not be read: %j', (value) => {
    expect(readTries(value)).toBeNull();
  });

  it('is read as it was stored', () => {
    const stored = { failures: 6, lastAt: NOW, steady: at(5) };
    expect(readTries(stored)).toEqual(stored);
  });
});
