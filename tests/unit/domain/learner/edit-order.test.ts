import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEdits, isAhead, MAXIMUM_ERA, nextEdit, type EditTime } from '../../../../src/domain/learner/edit-order';

const NOW = '2026-11-25T08:00:00.000Z';
const LAST = '9999-12-31T23:59:59.999Z';

const instant = fc.oneof(
  fc
    .date({ min: new Date('1970-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.998Z'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom('1970-01-01T00:00:00.000Z', NOW, '2569-11-25T08:00:00.000Z'),
);
const edit: fc.Arbitrary<EditTime> = fc.record({ at: instant, era: fc.nat({ max: 3 }) }, { requiredKeys: ['at'] });

describe('the next edit', () => {
  it('counts as the later of the two, whatever its clock and the date of the one before say', () => {
    fc.assert(
      fc.property(edit, instant, (known, now) => {
        expect(compareEdits(known, nextEdit(known, now))).toBeLessThan(0);
      }),
    );
    expect(compareEdits({ at: LAST }, nextEdit({ at: LAST }, NOW))).toBeLessThan(0);
  });

  it('has the date of its clock where the one before lies ahead of that, so that a wrong clock ends with it', () => {
    expect(nextEdit({ at: LAST }, NOW)).toEqual({ at: NOW, era: 1 });
    expect(nextEdit({ at: '2569-11-25T08:00:00.000Z', era: 4 }, NOW)).toEqual({ at: NOW, era: 5 });
  });

  it('is dated after the one before where two clocks differ by a day at most, in the same era', () => {
    expect(nextEdit({ at: '2026-11-26T08:00:00.000Z' }, NOW)).toEqual({ at: '2026-11-26T08:00:00.001Z' });
    expect(nextEdit({ at: '2020-01-01T00:00:00.000Z', era: 2 }, NOW)).toEqual({ at: NOW, era: 2 });
    expect(isAhead('2026-11-26T08:00:00.001Z', NOW)).toBe(true);
  });

  it('stays in the highest era, dated after the one before', () => {
    const known = { at: '2569-11-25T08:00:00.000Z', era: MAXIMUM_ERA };
    expect(nextEdit(known, NOW)).toEqual({ at: '2569-11-25T08:00:00.001Z', era: MAXIMUM_ERA });
  });
});

describe('the order of edits', () => {
  it('is by era and then by time; what has no era, or none that can be one, counts as the first era', () => {
    expect(compareEdits({ at: LAST }, { at: NOW, era: 1 })).toBeLessThan(0);
    expect(compareEdits({ at: NOW }, { at: LAST, era: 0 })).toBeLessThan(0);
    for (const era of [-1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER, '7' as unknown as number])
      expect(compareEdits({ at: NOW, era }, { at: NOW })).toBe(0);
  });

  it('is total and transitive', () => {
    fc.assert(
      fc.property(edit, edit, edit, (a, b, c) => {
        expect(Math.sign(compareEdits(a, b)) + Math.sign(compareEdits(b, a))).toBe(0);
        if (compareEdits(a, b) <= 0 && compareEdits(b, c) <= 0) expect(compareEdits(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
