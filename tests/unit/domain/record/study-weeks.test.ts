import { describe, expect, test } from 'vitest';
import { moduleTimes } from '../../../../src/domain/record/module-times';
import { studyWeeks } from '../../../../src/domain/record/study-weeks';
import { EMPTY_RECORD } from '../../../../src/domain/record/learning-record';
import { daysBetween, laterDay, mondayOf } from '../../../../src/domain/text/calendar-day';
import { module } from '../../../support/builders/series-builders';
import { completed, read, recordOf, scored, statements } from '../../../support/builders/statement-builders';
import { replay } from '../../../support/builders/replays';

test('study is summed up by weeks from Monday to Sunday, also over the end of a year', () => {
  const secondsByDay = { '2026-12-27': 600, '2026-12-28': 60, '2027-01-03': 120, '2027-01-04': 90, '2020-01-01': 999 };
  expect(studyWeeks({ secondsByDay }, '2027-01-05', 3)).toEqual([
    { monday: '2026-12-21', minutes: 10 },
    { monday: '2026-12-28', minutes: 3 },
    { monday: '2027-01-04', minutes: 2 },
  ]);
  expect(studyWeeks({ secondsByDay: { '2027-01-04': 90 } }, '2027-01-05', 2)).toEqual([
    { monday: '2026-12-28', minutes: 0 },
    { monday: '2027-01-04', minutes: 2 },
  ]);
});

describe('calendar days', () => {
  test('are counted over leap days and changes of the clock', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
    expect(laterDay('2027-12-31', 1)).toBe('2028-01-01');
    expect(laterDay('2027-01-01', -1)).toBe('2026-12-31');
    expect(laterDay('9999-12-30', 300)).toBe('9999-12-31');
  });

  test('belong to the week of their Monday', () => {
    expect(['2026-11-23', '2026-11-29', '2026-11-30'].map(mondayOf)).toEqual([
      '2026-11-23',
      '2026-11-23',
      '2026-11-30',
    ]);
  });
});

describe('a module’s times', () => {
  const outline = module('a');

  test('are those of its first and its last new step, in whatever order the steps were made', () => {
    expect(moduleTimes(outline, EMPTY_RECORD)).toEqual({ begun: null, latest: null, completed: null });
    const [passed, first, second] = statements(scored('a', 0.9), read('a/first'), read('a/second'));
    const times = { begun: passed.timestamp, latest: second.timestamp, completed: null };
    expect(moduleTimes(outline, replay([second, passed, first]))).toEqual(times);
    const back = statements(read('a/second'), read('a/first'), scored('a', 0.9));
    expect(moduleTimes(outline, replay(back))).toMatchObject({ begun: back[0].timestamp, latest: back[2].timestamp });
  });

  test('end with its completion', () => {
    const times = moduleTimes(outline, recordOf(...completed(outline)));
    expect(times.completed).not.toBeNull();
    expect(times.begun && times.completed && times.begun < times.completed).toBe(true);
  });
});
