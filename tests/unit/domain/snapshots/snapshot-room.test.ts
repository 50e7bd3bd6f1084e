import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  leavesRoom,
  SNAPSHOT_ROOM,
  snapshotCap,
  snapshotsBeyondCap,
  type SizedSnapshot,
} from '../../../../src/domain/snapshots/snapshot-room';
import { outdatedSnapshots, ROTATION } from '../../../../src/domain/snapshots/snapshot-rotation';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 0, 5, 8);
const MEGABYTE = 1024 * 1024;

function snapshot(number: number, changes: Partial<SizedSnapshot> = {}): SizedSnapshot {
  return {
    id: `s${number}`,
    number,
    createdAt: START + number * DAY,
    restorable: true,
    size: 10,
    beforeChange: false,
    ...changes,
  };
}

const total = (snapshots: readonly SizedSnapshot[]): number => snapshots.reduce((sum, { size }) => sum + size, 0);

const any = fc
  .tuple(
    fc.array(
      fc.record({
        createdAt: fc.integer({ min: START - 40 * DAY, max: START + 40 * DAY }),
        restorable: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
        size: fc.integer({ min: 0, max: 100 }),
        beforeChange: fc.boolean(),
      }),
      { maxLength: 40 },
    ),
    fc.integer({ min: 0, max: 2_000 }),
  )
  .map(([rows, cap]) => ({ snapshots: rows.map((row, index) => snapshot(index + 1, row)), cap }));

function isProtected(each: SizedSnapshot, all: readonly SizedSnapshot[]): boolean {
  const newer = all.filter(({ restorable, number }) => restorable && number > each.number).length;
  return (
    (each.restorable && newer < SNAPSHOT_ROOM.newestRestorable) ||
    (each.beforeChange && Math.abs(START - each.createdAt) < ROTATION.retainBeforeChangeMilliseconds)
  );
}

describe('thinning snapshots to a bound', () => {
  it('takes the oldest first, as few as it needs, and none where they fit', () => {
    const ten = Array.from({ length: 10 }, (_, index) => snapshot(index + 1));
    expect(snapshotsBeyondCap(ten, START + 400 * DAY, 100)).toEqual([]);
    expect(snapshotsBeyondCap(ten, START + 400 * DAY, 99)).toEqual(['s1']);
    expect(snapshotsBeyondCap(ten.toReversed(), START + 400 * DAY, 75)).toEqual(['s1', 's2', 's3']);
    expect(snapshotsBeyondCap([], START, 0)).toEqual([]);
  });

  it('never takes the newest three whole ones, however large they are', () => {
    const large = Array.from({ length: 5 }, (_, index) =>
      snapshot(index + 1, { size: 1_000, restorable: index !== 4 }),
    );
    expect(snapshotsBeyondCap(large, START + 400 * DAY, 10)).toEqual(['s1', 's5']);
  });

  it('never takes one of the last 14 days that was taken before a great change, and takes it when it is older', () => {
    const kept = [snapshot(1, { beforeChange: true }), ...[2, 3, 4, 5].map((number) => snapshot(number))];
    expect(snapshotsBeyondCap(kept, START + 1 * DAY + ROTATION.retainBeforeChangeMilliseconds - 1, 0)).toEqual(['s2']);
    expect(snapshotsBeyondCap(kept, START + 1 * DAY + ROTATION.retainBeforeChangeMilliseconds, 0)).toEqual([
      's1',
      's2',
    ]);
  });

  it('keeps to the bound or to what is protected, takes nothing protected, and nothing newer than what it leaves', () => {
    fc.assert(
      fc.property(any, ({ snapshots, cap }) => {
        const gone = new Set(snapshotsBeyondCap(snapshots, START, cap));
        const left = snapshots.filter(({ id }) => !gone.has(id));
        const taken = snapshots.filter(({ id }) => gone.has(id));
        expect(taken.filter((each) => isProtected(each, snapshots))).toEqual([]);
        const free = left.filter((each) => !isProtected(each, snapshots));
        expect(total(left) <= cap || free.length === 0).toBe(true);
        expect(taken.every(({ number }) => free.every((each) => each.number > number))).toBe(true);
        // As few as needed: the last one that went was needed.
        const last = taken.at(-1);
        if (last) expect(total(left) + last.size).toBeGreaterThan(cap);
      }),
      { numRuns: 500 },
    );
  });

  it('needs no second pass', () => {
    fc.assert(
      fc.property(any, ({ snapshots, cap }) => {
        const gone = new Set(snapshotsBeyondCap(snapshots, START, cap));
        expect(
          snapshotsBeyondCap(
            snapshots.filter(({ id }) => !gone.has(id)),
            START,
            cap,
          ),
        ).toEqual([]);
      }),
    );
  });

  it('holds on each of 400 days with a record that grows and a clock that jumps, beside the rotation', () => {
    const cap = 60 * MEGABYTE;
    let held: SizedSnapshot[] = [];
    let jump = 0;
    for (let day = 0; day < 400; day += 1) {
      if (day % 37 === 20) jump = [-3, 5 * 365, -10 * 365, 1, 0][Math.floor(day / 37) % 5] ?? 0;
      if (day % 37 === 23) jump = 0;
      const now = START + (day + jump) * DAY;
      held = [
        ...held,
        snapshot(day + 1, {
          createdAt: now,
          size: (day + 1) * 30_000,
          restorable: day % 11 !== 7,
          beforeChange: day % 9 === 4,
        }),
      ];
      const outdated = new Set(outdatedSnapshots(held, now));
      held = held.filter(({ id }) => !outdated.has(id));
      const rotated = held;
      const beyond = new Set(snapshotsBeyondCap(held, now, cap));
      held = held.filter(({ id }) => !beyond.has(id));
      const mustStay = rotated.filter((each) => {
        const newer = rotated.filter(({ restorable, number }) => restorable && number > each.number).length;
        return (each.restorable && newer < 3) || (each.beforeChange && Math.abs(now - each.createdAt) < 14 * DAY);
      });
      expect(held, `day ${day}`).toEqual(expect.arrayContaining(mustStay));
      expect(total(held), `day ${day}`).toBeLessThanOrEqual(Math.max(cap, total(mustStay)));
    }
    expect(held.length).toBeGreaterThan(3);
  });
});

describe('the room for snapshots', () => {
  it('is 256 MB, or a tenth of what the disk would have free without them, whichever is less', () => {
    expect(snapshotCap(null, 5)).toBe(256 * MEGABYTE);
    expect(snapshotCap(100_000 * MEGABYTE, 0)).toBe(256 * MEGABYTE);
    expect(snapshotCap(900 * MEGABYTE, 100 * MEGABYTE)).toBe(100 * MEGABYTE);
    expect(snapshotCap(0, 0)).toBe(0);
  });

  it('does not shrink by what the snapshots take themselves', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.nat({ max: 10_000 }), (free, held) => {
        expect(snapshotCap(free, held)).toBe(snapshotCap(free + held, 0));
      }),
    );
  });

  it('is never the last of the disk: one snapshot takes a quarter of what is free at most', () => {
    expect(leavesRoom(25, 100)).toBe(true);
    expect(leavesRoom(26, 100)).toBe(false);
    expect(leavesRoom(1, 0)).toBe(false);
    expect(leavesRoom(1_000, null)).toBe(true);
  });
});
