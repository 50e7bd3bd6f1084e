import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  distanceAt,
  type Loop,
  loopLength,
  loopPath,
  pointAt,
} from '../../../../src/renderer/src/components/figures/loop';
import { arrowHead, straight, turnOff } from '../../../../src/renderer/src/components/figures/paths';

const circle: Loop = { x: 0, y: 0, width: 100, height: 100 };
const anyLoop = fc
  .record({
    x: fc.integer({ min: -50, max: 300 }),
    y: fc.integer({ min: 0, max: 40 }),
    width: fc.integer({ min: 20, max: 200 }),
    more: fc.integer({ min: 0, max: 400 }),
  })
  .map(({ x, y, width, more }): Loop => ({ x, y, width, height: width + more }));

describe('a loop', () => {
  test('as wide as high is a circle', () => {
    expect(loopLength(circle)).toBeCloseTo(Math.PI * 100);
    for (let step = 0; step < 12; step += 1) {
      const { x, y } = pointAt(circle, (step * loopLength(circle)) / 12);
      expect(Math.hypot(x - 50, y - 50)).toBeCloseTo(50);
    }
  });

  test('begins at its top and runs clockwise', () => {
    expect(pointAt(circle, 0)).toMatchObject({ x: 50, y: 0, angle: 0 });
    const quarter = pointAt(circle, loopLength(circle) / 4);
    expect(quarter.x).toBeCloseTo(100);
    expect(quarter.angle).toBeCloseTo(Math.PI / 2);
    expect(Math.sin(pointAt(circle, (3 * loopLength(circle)) / 4).angle)).toBeCloseTo(-1);
  });

  test('the distance at a height leads back to that height, on the side that was asked for', () => {
    fc.assert(
      fc.property(
        anyLoop,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.constantFrom('right' as const, 'left' as const),
        (loop, share, side) => {
          const y = loop.y + share * loop.height;
          const point = pointAt(loop, distanceAt(loop, y, side));
          expect(point.y).toBeCloseTo(y, 4);
          const middle = loop.x + loop.width / 2;
          expect(side === 'right' ? point.x >= middle : point.x <= middle).toBe(true);
        },
      ),
    );
  });

  test('distances beyond its length go round again', () => {
    const loop: Loop = { x: 5, y: 6, width: 40, height: 90 };
    expect(pointAt(loop, loopLength(loop) + 30).y).toBeCloseTo(pointAt(loop, 30).y);
    expect(pointAt(loop, -20).x).toBeCloseTo(pointAt(loop, loopLength(loop) - 20).x);
  });

  test('its path is closed', () => {
    expect(loopPath({ x: 1, y: 2, width: 20, height: 50 })).toBe('M1 12A10 10 0 0 1 21 12V42A10 10 0 0 1 1 42Z');
  });
});

describe('paths', () => {
  test('lengths are rounded to a hundredth of a px', () => {
    expect(straight(0.123456, 1, 2, 3.999)).toBe('M0.12 1L2 4');
  });

  test('an exit leaves its line and runs level to its end', () => {
    expect(turnOff(10, 0, 60, 30, 9)).toBe('M10 0V21Q10 30 19 30H60');
  });

  test('an arrow’s wings lie behind its point', () => {
    const wings = [...arrowHead(50, 20, 0, 8).matchAll(/[ML](-?[\d.]+) /gu)].map(([, x]) => Number(x));
    expect(wings[1]).toBe(50);
    expect(Math.max(wings[0] ?? 99, wings[2] ?? 99)).toBeLessThan(50);
  });
});
