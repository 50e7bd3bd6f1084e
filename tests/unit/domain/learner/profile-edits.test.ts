import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newLearner, type Learner, type LearnerChange } from '../../../../src/domain/learner/learner';
import { changedLearner, mergeProfiles } from '../../../../src/domain/learner/profile-edits';
import { learner } from '../../../support/builders/statement-builders';

const AT = '2026-11-25T03:00:00.000Z';
/** So many hours after the record was begun. */
const hour = (count: number): string => new Date(Date.parse(AT) + count * 3_600_000).toISOString();

const begun = newLearner('an-id', { latinName: 'Sok Dra', khmerName: '', language: 'en' }, AT);

describe('a change of a profile', () => {
  test('keeps what it does not name, and is newer than the last though the clock was set back', () => {
    const changed = changedLearner(begun, { khmerName: ' ចាន់ ' }, '2020-01-01T00:00:00.000Z');
    expect(changed).toMatchObject({ ...begun, khmerName: 'ចាន់', updatedAt: '2020-01-01T00:00:00.000Z', era: 1 });
    expect(mergeProfiles(begun, changed)).toBe(changed);
  });

  test('is an edit of the fields alone that are other after it', () => {
    const changed = changedLearner(begun, { latinName: 'Sok Dara', preferences: { theme: 'system' } }, hour(1));
    expect(changed.updatedAt).toBe(hour(1));
    expect(Object.keys(changed.edits?.fields ?? {}).sort()).toEqual(['khmerName', 'language', 'textSize', 'theme']);
    expect(new Set(Object.values(changed.edits?.fields ?? {}).map(({ at }) => at))).toEqual(new Set([AT]));
  });
});

describe('two states of one profile', () => {
  test('keep the name that one corrected and the text size that the other chose later', () => {
    const corrected = changedLearner(begun, { latinName: 'Sok Dara' }, hour(1));
    const larger = changedLearner(begun, { preferences: { textSize: 125 } }, hour(2));
    const merged = mergeProfiles(corrected, larger);
    expect(merged).toMatchObject({ latinName: 'Sok Dara', preferences: { textSize: 125 }, updatedAt: hour(2) });
    expect(mergeProfiles(larger, corrected)).toEqual(merged);
    // What is changed after that goes on from both.
    const next = changedLearner(merged, { language: 'km' }, hour(3));
    expect(mergeProfiles(next, corrected)).toBe(next);
    expect(mergeProfiles(larger, next)).toBe(next);
  });

  test('of one field keep the later edit, and at the same instant always the same one', () => {
    const [first, later] = [
      changedLearner(begun, { latinName: 'A' }, hour(1)),
      changedLearner(begun, { latinName: 'B' }, hour(2)),
    ];
    expect(mergeProfiles(later, first).latinName).toBe('B');
    const [one, other] = [learner({ latinName: 'Dara' }), learner({ latinName: 'Chan' })];
    expect(mergeProfiles(one, other)).toEqual(mergeProfiles(other, one));
  });

  test('of older versions, which know one date for all fields, keep the later whole', () => {
    const newer = learner({ latinName: 'Dara Sok', updatedAt: '2026-12-01T00:00:00.000Z' });
    expect([mergeProfiles(learner(), newer), mergeProfiles(newer, learner())]).toEqual([newer, newer]);
  });

  test('keep a preference that only one of them has', () => {
    const withGoal = changedLearner(begun, { preferences: { weekGoalMinutes: 60 } }, hour(1));
    const dark = changedLearner(begun, { preferences: { theme: 'dark' } }, hour(2));
    expect(mergeProfiles(withGoal, dark).preferences).toEqual({ theme: 'dark', textSize: 100, weekGoalMinutes: 60 });
  });

  test('of which one has a field that is dated later than itself have it no later', () => {
    const fields = { latinName: { at: '9999-01-01T00:00:00.000Z' } };
    const forged: Learner = { ...begun, latinName: 'Forged', edits: { updatedAt: AT, fields } };
    const corrected = changedLearner(begun, { latinName: 'Sok Dara' }, hour(1));
    expect(mergeProfiles(forged, corrected).latinName).toBe('Sok Dara');
  });

  test('of which an older version changed one keep that change: it copies the edits, which are of the state before', () => {
    const larger = changedLearner(begun, { preferences: { textSize: 125 } }, hour(1));
    const byOlderVersion: Learner = { ...larger, latinName: 'Sok Dara', updatedAt: hour(3) };
    const renamed = changedLearner(larger, { latinName: 'Another' }, hour(2));
    expect(mergeProfiles(renamed, byOlderVersion).latinName).toBe('Sok Dara');
  });

  test('of which one has preferences named like the learner’s name or language keep these, merged or changed later', () => {
    const preferences = { ...begun.preferences, latinName: { a: 1 }, khmerName: 'Another', language: 7, added: 'kept' };
    const forged: Learner = { ...changedLearner(begun, { language: 'km' }, hour(1)), preferences };
    const larger = changedLearner(begun, { preferences: { textSize: 125 } }, hour(2));
    for (const profile of [
      mergeProfiles(larger, forged),
      mergeProfiles(forged, larger),
      changedLearner(forged, { preferences: { textSize: 125 } }, hour(2)),
    ]) {
      expect(profile).toMatchObject({ latinName: 'Sok Dra', khmerName: '', language: 'km' });
      expect(profile.preferences).toEqual({ theme: 'system', textSize: 125, added: 'kept' });
    }
  });

  test.each([
    [null],
    ['text'],
    [{ updatedAt: AT }],
    [{ updatedAt: AT, fields: { latinName: null } }],
    [{ updatedAt: AT, fields: { latinName: { at: 7 } } }],
  ])('are merged whatever a damaged line says of the edits: %j', (edits) => {
    const damaged = { ...begun, edits } as unknown as Learner;
    const corrected = changedLearner(begun, { latinName: 'Sok Dara' }, hour(1));
    expect(mergeProfiles(damaged, corrected)).toBe(corrected);
  });
});

describe('any states of one profile', () => {
  const change: fc.Arbitrary<LearnerChange> = fc.record(
    {
      latinName: fc.constantFrom('A', 'B', 'C'),
      language: fc.constantFrom('en', 'km'),
      preferences: fc.record(
        { textSize: fc.constantFrom(90, 100, 110), weekGoalMinutes: fc.constantFrom(0, 30), letterKeys: fc.boolean() },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
  const state = fc
    .array(fc.tuple(change, fc.integer({ min: 0, max: 100 })), { maxLength: 4 })
    .map((changes) => changes.reduce((profile, [each, at]) => changedLearner(profile, each, hour(at)), begun));

  test('are merged to the same, in whatever order and however often', () => {
    fc.assert(
      fc.property(state, state, state, (a, b, c) => {
        expect(mergeProfiles(a, b)).toEqual(mergeProfiles(b, a));
        expect(mergeProfiles(mergeProfiles(a, b), c)).toEqual(mergeProfiles(a, mergeProfiles(b, c)));
        const merged = mergeProfiles(a, b);
        expect([mergeProfiles(merged, a), mergeProfiles(merged, b)]).toEqual([merged, merged]);
      }),
    );
  });
});
