import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outdatedSnapshots, ROTATION, type RotatedSnapshot } from '../../../../src/domain/snapshots/snapshot-rotation';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2026, 0, 5, 8);

/** A folder of snapshots that is thinned after each new one. */
class Folder {
  held: RotatedSnapshot[] = [];
  private number = 0;

  take(now: number, restorable = true): void {
    this.number += 1;
    this.held = [
      ...this.held,
      { id: `snapshot-${this.number}`, number: this.number, createdAt: now, restorable, automatic: true },
    ];
    const outdated = new Set(outdatedSnapshots(this.held, now));
    this.held = this.held.filter(({ id }) => !outdated.has(id));
  }

  get days(): number[] {
    return this.held.map(({ createdAt }) => Math.floor((createdAt - START) / DAY));
  }
}

/** The policy written a second time, period by period, for a clock that never jumps. */
function expectedDays(today: number): number[] {
  const days = Array.from({ length: today + 1 }, (_, day) => day);
  const lastOf = (periodOf: (day: number) => string, count: number): number[] => {
    const periods = [...new Set(days.map(periodOf))].slice(-count);
    return periods.map((period) => Math.max(...days.filter((day) => periodOf(day) === period)));
  };
  const week = (day: number): string => String(Math.floor(day / 7));
  const month = (day: number): string => new Date(START + day * DAY).toISOString().slice(0, 7);
  return [...new Set([...days.slice(-12), ...lastOf(week, 10), ...lastOf(month, 9)])].sort((a, b) => a - b);
}

describe('the rotation of snapshots', () => {
  it('keeps exactly 12 days, 10 weeks and 9 months, on each of 400 days with one snapshot', () => {
    const folder = new Folder();
    for (let day = 0; day < 400; day += 1) {
      folder.take(START + day * DAY);
      expect(folder.days, `day ${day}`).toEqual(expectedDays(day));
    }
    expect(folder.held.length).toBeLessThanOrEqual(ROTATION.days + ROTATION.weeks + ROTATION.months);
  });

  it('keeps of a day the last daily one, and each of the others for 14 days', () => {
    const folder = new Folder();
    for (let hour = 0; hour < 24 * 4 + 16; hour += 6) folder.take(START + hour * HOUR);
    expect(folder.days).toEqual([0, 1, 2, 3, 4]);
    const taken = (number: number, automatic: boolean): RotatedSnapshot => ({
      id: `s${number}`,
      number,
      createdAt: START,
      restorable: true,
      automatic,
    });
    const day = [taken(1, false), taken(2, true), taken(3, false), taken(4, true)];
    expect(outdatedSnapshots(day, START + 14 * DAY - 1)).toEqual(['s2']);
    expect(outdatedSnapshots(day, START + 14 * DAY)).toEqual(['s3', 's2', 's1']);
  });

  it.each([
    ['an hour back', -HOUR],
    ['a day back', -DAY],
    ['five years back', -5 * 365 * DAY],
    ['to 1970', -START],
    ['a day ahead', DAY],
    ['to 2038 and beyond', 13 * 365 * DAY],
    ['to 2100', 74 * 365 * DAY],
  ])('loses nothing of the policy by a clock that is set %s for a day and then right again', (_, jump) => {
    const [steady, jumped] = [new Folder(), new Folder()];
    for (let day = 0; day < 400; day += 1) {
      steady.take(START + day * DAY);
      jumped.take(START + day * DAY + (day === 200 ? jump : 0));
      expect(jumped.held.at(-1)?.number, `day ${day}`).toBe(day + 1);
    }
    // One day of the wrong clock stands for one day, week and month at most: the oldest of each may be missing.
    const missing = steady.days.filter((day) => !jumped.days.includes(day));
    expect(missing.length).toBeLessThanOrEqual(3);
    expect(jumped.held.length).toBeLessThanOrEqual(steady.held.length + 3);
  });

  it('never deletes the newest whole snapshot, nor what is needed for the policy, whatever clock and damage do', () => {
    const step = fc.record({
      advance: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 3 * DAY }) },
        { weight: 1, arbitrary: fc.integer({ min: -10 * 365 * DAY, max: 10 * 365 * DAY }) },
      ),
      restorable: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (steps) => {
        const folder = new Folder();
        let now = START;
        let newestRestorable = '';
        steps.forEach(({ advance, restorable }, index) => {
          now = Math.max(0, now + advance);
          folder.take(now, restorable);
          if (restorable) newestRestorable = `snapshot-${index + 1}`;
          const ids = folder.held.map(({ id }) => id);
          if (newestRestorable !== '') expect(ids).toContain(newestRestorable);
          // Thinning a thinned folder again changes nothing.
          expect(outdatedSnapshots(folder.held, now)).toEqual([]);
          const days = new Set(
            folder.held.filter((each) => each.restorable).map(({ createdAt }) => Math.floor(createdAt / DAY)),
          );
          const old = folder.held.filter(({ createdAt }) => Math.abs(now - createdAt) >= ROTATION.retainMilliseconds);
          expect(old.every((each) => each.restorable)).toBe(true);
          expect(old.length).toBeLessThanOrEqual(ROTATION.days + ROTATION.weeks + ROTATION.months + 1);
          expect(days.size).toBeGreaterThanOrEqual(Math.min(1, newestRestorable === '' ? 0 : 1));
        });
      }),
      { numRuns: 200, seed: 23 },
    );
  });

  it('names the same snapshots in whatever order they are listed', () => {
    const snapshots: RotatedSnapshot[] = Array.from({ length: 60 }, (_, index) => ({
      id: `s${index}`,
      number: index + 1,
      createdAt: START + index * DAY,
      restorable: index % 7 !== 3,
      automatic: true,
    }));
    const outdated = outdatedSnapshots(snapshots, START + 60 * DAY);
    expect(outdatedSnapshots(snapshots.toReversed(), START + 60 * DAY)).toEqual(outdated);
    expect(outdated.length).toBeGreaterThan(0);
  });

  it('keeps a damaged snapshot for 14 days and lets none stand for a day', () => {
    const at = (day: number, restorable: boolean, number: number): RotatedSnapshot => ({
      id: `s${number}`,
      number,
      createdAt: START + day * DAY,
      restorable,
      automatic: true,
    });
    expect(outdatedSnapshots([at(0, true, 1), at(0, false, 2), at(9, false, 3)], START + 14 * DAY)).toEqual(['s2']);
    expect(outdatedSnapshots([at(0, false, 1)], START + 13 * DAY)).toEqual([]);
    expect(outdatedSnapshots([], START)).toEqual([]);
  });
});
