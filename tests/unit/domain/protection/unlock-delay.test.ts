import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterWrongTry,
  NO_TRIES,
  presentTries,
  readTries,
  waitAfter,
  waitLeft,
} from '../../../../src/domain/protection/unlock-delay';

const NOW = Date.UTC(2026, 10, 20);

describe('the wait after wrong tries', () => {
  it('begins with the fifth and grows to an hour', () => {
    expect(Array.from({ length: 12 }, (_, failures) => waitAfter(failures))).toEqual([
      0, 0, 0, 0, 0, 30, 60, 120, 300, 900, 3_600, 3_600,
    ]);
  });

  it('costs nothing while fingers slip', () => {
    let tries = NO_TRIES;
    for (let count = 0; count < 4; count += 1) {
      tries = afterWrongTry(tries, NOW, null);
      expect(waitLeft(tries, NOW, null)).toBe(0);
    }
  });

  it('runs out by the clock', () => {
    const tries = { failures: 5, lastAt: NOW };
    expect(waitLeft(tries, NOW, null)).toBe(30_000);
    expect(waitLeft(tries, NOW + 29_999, null)).toBe(1);
    expect(waitLeft(tries, NOW + 30_000, null)).toBe(0);
  });

  it('is never longer than it was at first, however far the clock was set back', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.integer({ min: 0, max: 2 * NOW }), (failures, now) => {
        const left = waitLeft({ failures, lastAt: NOW }, now, null);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(waitAfter(failures) * 1000);
      }),
    );
  });

  it('ends where only the computer’s clock is known and is set forward, and the next wrong try costs more all the same', () => {
    const forward = NOW + 86_400_000;
    const tries = { failures: 7, lastAt: NOW };
    expect(waitLeft(tries, forward, null)).toBe(0);
    expect(waitLeft(afterWrongTry(tries, forward, null), forward, null)).toBe(300_000);
    // And back again: the wait begins anew from there.
    expect(waitLeft(afterWrongTry(tries, forward, null), NOW, null)).toBe(300_000);
  });

  it('is counted by the host’s clock alone within one run of the host, whatever the computer’s clock is set to', () => {
    const at = (milliseconds: number, run = 'one') => ({ run, milliseconds });
    const tries = afterWrongTry({ failures: 6, lastAt: 0 }, NOW, at(5_000));
    for (const now of [0, NOW - 86_400_000, NOW, NOW + 86_400_000]) {
      expect(waitLeft(tries, now, at(5_000))).toBe(120_000);
      expect(waitLeft(tries, now, at(124_999))).toBe(1);
      expect(waitLeft(tries, now, at(125_000))).toBe(0);
      expect(waitLeft(tries, now, at(900_000))).toBe(0);
    }
    // Another run begins at nought again: the computer's clock is all there is.
    expect(waitLeft(tries, NOW + 60_000, at(900_000, 'two'))).toBe(60_000);
    expect(waitLeft(tries, NOW + 60_000, null)).toBe(60_000);
    // A reading that runs backwards is none of a clock that works: the whole wait.
    expect(waitLeft(tries, NOW + 86_400_000, at(1))).toBe(120_000);
  });

  it.each([
    undefined,
    null,
    5,
    'x',
    { failures: -1, lastAt: 0 },
    { failures: 1.5, lastAt: 0 },
    { failures: 2, lastAt: Number.NaN },
    { failures: 2 },
    { failures: 2, lastAt: 0, steady: { run: '', milliseconds: 0 } },
    { failures: 2, lastAt: 0, steady: { run: 'x', milliseconds: -1 } },
  ])('is none where the tries can not be read: %j', (value) => {
    expect(readTries(value)).toEqual(NO_TRIES);
  });

  it('is read as it was stored', () => {
    for (const stored of [
      { failures: 6, lastAt: NOW },
      { failures: 6, lastAt: NOW, steady: { run: 'one', milliseconds: 5 } },
    ])
      expect(readTries(stored)).toEqual(stored);
  });
});

describe('two counts of the same tries', () => {
  it('give the one with more failures, and of equals the later, in whatever order', () => {
    const [few, many, manyLater] = [
      { failures: 2, lastAt: NOW },
      { failures: 5, lastAt: NOW - 9 },
      { failures: 5, lastAt: NOW - 1 },
    ];
    for (const [one, other, worse] of [
      [few, many, many],
      [many, manyLater, manyLater],
      [NO_TRIES, few, few],
    ] as const) {
      expect(presentTries(one, other, NOW, null)).toBe(worse);
      expect(presentTries(other, one, NOW, null)).toBe(worse);
    }
  });

  it('of which an earlier run dated one ahead of the clock give the other, or a wait that begins now', () => {
    const ahead = { failures: 7, lastAt: NOW + 1e12, steady: { run: 'one', milliseconds: 5 } };
    const steady = { run: 'two', milliseconds: 9 };
    const begun = { failures: 7, lastAt: NOW, steady };
    for (const other of [NO_TRIES, ahead]) {
      expect(presentTries(ahead, other, NOW, steady)).toEqual(begun);
      expect(presentTries(other, ahead, NOW, steady)).toEqual(begun);
    }
    expect(presentTries(ahead, begun, NOW + 1, steady)).toBe(begun);
    expect(presentTries(begun, ahead, NOW + 1, steady)).toBe(begun);
    // Within its own run the date doesn't matter, whatever the clock is set to.
    expect(presentTries(ahead, NO_TRIES, NOW, { run: 'one', milliseconds: 9 })).toBe(ahead);
  });
});
