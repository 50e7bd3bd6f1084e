import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom, seedFor, shuffled } from '../../../../src/domain/quiz/seeded-random';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('a row of numbers from a seed', () => {
  test('is the same in every version: stored seeds show the same quiz for ever', () => {
    const random = seededRandom(1);
    expect([random(), random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478, 0.5274470399599522]);
  });

  test('stays in [0, 1)', () => {
    fc.assert(
      fc.property(fc.double(), (any) => {
        const random = seededRandom(any);
        for (let index = 0; index < 50; index += 1) {
          const value = random();
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });

  test('depends on the lowest 32 bits only', () => {
    expect(seededRandom(7)()).toBe(seededRandom(7 + 2 ** 32)());
    expect(seededRandom(7)()).not.toBe(seededRandom(8)());
  });

  test('is spread evenly over ten tenths', () => {
    const random = seededRandom(1);
    const drawn = Array.from({ length: 10_000 }, () => Math.floor(random() * 10));
    for (let tenth = 0; tenth < 10; tenth += 1)
      expect(Math.abs(drawn.filter((each) => each === tenth).length - 1_000)).toBeLessThan(150);
  });
});

describe('a seed of its own for a text', () => {
  test('is 32 bits, repeatable, and another one for another text or seed', () => {
    expect(seedFor(5, 'a/q1')).toBe(seedFor(5, 'a/q1'));
    expect(seedFor(5, 'a/q1')).not.toBe(seedFor(5, 'a/q2'));
    expect(seedFor(5, 'a/q1')).not.toBe(seedFor(6, 'a/q1'));
    fc.assert(
      fc.property(seed, fc.string(), (from, text) => {
        const own = seedFor(from, text);
        expect(Number.isInteger(own) && own >= 0 && own < 2 ** 32).toBe(true);
      }),
    );
  });
});

describe('shuffling', () => {
  test('gives every item once and leaves the original alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), seed, (items, from) => {
        const frozen = Object.freeze([...items]);
        expect(shuffled(frozen, seededRandom(from)).sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  test('puts each item at each place about equally often', () => {
    const counts = new Map<string, number>();
    for (let from = 0; from < 6_000; from += 1) {
      const order = shuffled(['a', 'b', 'c'], seededRandom(from)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
