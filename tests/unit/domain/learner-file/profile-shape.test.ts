import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedLearner, mergeProfiles } from '../../../../src/domain/learner/profile-edits';
import type { Learner, Preferences } from '../../../../src/domain/learner/learner';
import { LearnerFileError, type LearnerFileContents } from '../../../../src/domain/learner-file/learner-file';
import { isProfile } from '../../../../src/domain/learner-file/shapes';
import { learnerFile, readInPieces } from '../../../support/learner-files/learner-files';
import { learner } from '../../../support/builders/statement-builders';

/** A file of a learner with further preferences, as somebody can make one. */
function fileWith(preferences: object): string {
  const profile = { ...learner(), preferences: { ...learner().preferences, ...preferences } };
  const contents: LearnerFileContents = {
    createdAt: '2026-11-21T01:00:00.000Z',
    learner: profile,
    position: null,
    statements: [],
    notes: [],
  };
  return learnerFile(contents);
}

const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`preference ${at}`, at]));

describe('a profile in a file', () => {
  it('may have preferences that a newer version added', () => {
    const preferences = { fontFamily: 'serif', panes: { left: 3 }, letterKeys: 'some', weekGoalMinutes: null };
    expect(readInPieces(fileWith(preferences)).learner.preferences).toMatchObject(preferences);
  });

  it.each([
    ['hundreds of preferences', many(300)],
    ['a preference of a hundred thousand characters', { latinName: 'x'.repeat(100_000) }],
    ['a long text for a number', { autoLockMinutes: 'x'.repeat(1_000) }],
  ])('with %s is refused', (_, preferences) => {
    expect(() => readInPieces(fileWith(preferences))).toThrow(LearnerFileError);
  });

  it('with hundreds of fields that no version knows is refused, and with some is kept', () => {
    expect(isProfile({ ...learner(), ...many(300) })).toBe(false);
    expect(isProfile({ ...learner(), ...many(20) })).toBe(true);
  });

  it('with as many preferences as may be is still one after every change, so that it can be saved and read', () => {
    const { learner: read } = readInPieces(fileWith(many(200)));
    const change = { language: 'km', preferences: { textSize: 125, weekGoalMinutes: 60 } } as const;
    const changed = changedLearner(read, change, '2026-11-22T01:00:00.000Z');
    expect(Object.keys(changed.edits?.fields ?? {}).length).toBeGreaterThan(200);
    expect(isProfile(changed)).toBe(true);
  });
});

describe('two valid profiles', () => {
  const key = fc.constantFrom(
    'latinName',
    'khmerName',
    'language',
    'id',
    'era',
    'edits',
    'updatedAt',
    'preferences',
    'toString',
    'added',
  );
  const value = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.constant(null), fc.constant({ a: [1] }));
  const day = fc.integer({ min: 1, max: 9 }).map((at) => `2026-11-0${at}T01:00:00.000Z`);
  const profile = fc
    .record({
      latinName: fc.constantFrom('Sok Dara', 'Chan Vanna', ''),
      unknown: fc.dictionary(key, value),
      fields: fc.dictionary(key, fc.record({ at: day })),
      updatedAt: day,
    })
    .map(({ latinName, unknown, fields, updatedAt }): Learner => {
      const preferences = { ...learner().preferences, ...unknown } as Preferences;
      return learner({ latinName, preferences, updatedAt, edits: { updatedAt, fields } });
    });

  it('make a valid one, whatever their preferences are called', () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        expect([isProfile(a), isProfile(b)]).toEqual([true, true]);
        const merged = mergeProfiles(a, b);
        const changed = changedLearner(merged, { preferences: { textSize: 125 } }, '2026-11-20T01:00:00.000Z');
        for (const made of [merged, changed]) {
          expect(isProfile(made)).toBe(true);
          expect([a.latinName, b.latinName]).toContain(made.latinName);
        }
      }),
    );
  });
});
