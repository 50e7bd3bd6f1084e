import { describe, expect, test } from 'vitest';
import { dueWeeks } from '../../../../src/domain/review/due-weeks';
import { queueBasis, reviewSettings, weekGoal } from '../../../../src/domain/review/review-settings';
import { notesToReread, pickSitting } from '../../../../src/domain/review/review-sitting';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../../src/domain/learner/learner';
import { moduleIdOf } from '../../../../src/domain/series/question';
import { laterDay } from '../../../../src/domain/text/calendar-day';
import { identifier, note } from '../../../support/builders/statement-builders';

const TODAY = '2026-12-20';

describe('a sitting', () => {
  const due = ['a', 'b', 'c'].flatMap((moduleId) =>
    Array.from({ length: 6 }, (_, index) => ({ day: '2026-12-19', questionId: `${moduleId}/q${index}` })),
  );

  test('takes what is due longest first, and no more than its size', () => {
    const picked = pickSitting([...due, { day: '2026-12-01', questionId: 'c/old' }], TODAY, 10);
    expect(picked).toHaveLength(10);
    expect(picked[0]).toBe('c/old');
  });

  test('mixes modules, and is the same in whatever order the queue is', () => {
    const picked = pickSitting(due, TODAY, 10);
    expect(new Set(picked.map(moduleIdOf)).size).toBe(3);
    expect(pickSitting(due.toReversed(), TODAY, 10)).toEqual(picked);
  });
});

describe('old notes', () => {
  const notes = Array.from({ length: 7 }, (_, index) =>
    note({
      noteId: identifier(100 + index),
      createdAt: `2026-11-0${index + 1}T01:00:00.000Z`,
      editedAt: `2026-11-0${index + 1}T01:00:00.000Z`,
    }),
  );

  test('are a few a day, and all come round in as many days as they need', () => {
    const days = Array.from({ length: 7 }, (_, day) => notesToReread(notes, laterDay(TODAY, day)));
    for (const shown of days) expect(new Set(shown).size).toBe(3);
    expect(new Set(days.flat().map(({ noteId }) => noteId)).size).toBe(notes.length);
    expect(notesToReread(notes.toReversed(), TODAY)).toEqual(days[0]);
  });

  test('leave out what is new, and what has no words that can be read', () => {
    expect(notesToReread([note({ editedAt: `${TODAY}T01:00:00.000Z` })], TODAY)).toEqual([]);
    expect(notesToReread([note({ text: '', quote: '' })], TODAY)).toEqual([]);
    expect(notesToReread(notes.slice(0, 2), TODAY)).toHaveLength(2);
  });
});

test('what becomes due is counted by weeks, and what is overdue in this one', () => {
  const queue = ['2026-11-01', '2026-12-20', '2026-12-21', '2026-12-27', '2026-12-28', '2027-06-01'].map((day) => ({
    day,
    questionId: 'a/q',
  }));
  expect(dueWeeks(queue, TODAY, 3)).toEqual([
    { monday: '2026-12-14', count: 2 },
    { monday: '2026-12-21', count: 2 },
    { monday: '2026-12-28', count: 1 },
  ]);
});

describe('the settings', () => {
  test('have defaults, and take nothing that isn’t offered', () => {
    expect(reviewSettings(DEFAULT_PREFERENCES, TODAY)).toEqual({ retention: 0.9, sitting: 10, pausedUntil: null });
    const spoilt = {
      ...DEFAULT_PREFERENCES,
      reviewRetention: 0.999,
      reviewSitting: 'many',
      reviewPausedUntil: 7,
      weekGoalMinutes: -3,
    } as unknown as Preferences;
    expect(reviewSettings(spoilt, TODAY)).toEqual({ retention: 0.9, sitting: 10, pausedUntil: null });
    expect(weekGoal(spoilt)).toBeNull();
    expect(weekGoal({ ...DEFAULT_PREFERENCES, weekGoalMinutes: 90 })).toBe(90);
  });

  test('take a day that the calendar doesn’t have for no pause', () => {
    const preferences = { ...DEFAULT_PREFERENCES, reviewPausedUntil: '2027-02-30' };
    expect(reviewSettings(preferences, TODAY).pausedUntil).toBeNull();
  });

  test('say a pause until its day has come', () => {
    const paused = { ...DEFAULT_PREFERENCES, reviewPausedUntil: TODAY };
    expect(reviewSettings(paused, '2026-12-19').pausedUntil).toBe(TODAY);
    expect(reviewSettings(paused, TODAY).pausedUntil).toBeNull();
  });

  test('make another basis of the queue with another retention or another bank, and not with another sitting', () => {
    const basis = (bankRevision: string, preferences: Partial<Preferences>): string =>
      queueBasis({ bankRevision }, reviewSettings({ ...DEFAULT_PREFERENCES, ...preferences }, TODAY), TODAY).rules;
    expect(basis('b', { reviewSitting: 5 })).toBe(basis('b', {}));
    expect(basis('b', { reviewRetention: 0.8 })).not.toBe(basis('b', {}));
    expect(basis('c', {})).not.toBe(basis('b', {}));
  });
});
