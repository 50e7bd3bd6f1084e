import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_RECORD } from '../../../../src/domain/record/learning-record';
import { dueCompletions, lastSevenDays, moduleProgress } from '../../../../src/domain/record/progress';
import { module, section, sequence, series } from '../../../support/builders/series-builders';
import {
  completed,
  completedSeries,
  read,
  recordOf,
  scored,
  statement,
} from '../../../support/builders/statement-builders';
import { replay } from '../../../support/builders/replays';

describe('where a learner stands in a module', () => {
  const outline = module('a', {
    drawCount: 4,
    sections: [section('a/first', { minutes: 3 }), section('a/second', { minutes: 5 })],
  });

  test('before anything was done', () => {
    expect(moduleProgress(outline, EMPTY_RECORD)).toEqual({
      moduleId: 'a',
      state: 'new',
      readSectionIds: [],
      sectionCount: 2,
      left: { sectionIds: ['a/first', 'a/second'], quiz: true },
      bestScore: null,
      attempts: 0,
      completedAt: null,
      fraction: 0,
      minutesLeft: 14,
    });
  });

  test('after one section', () => {
    expect(moduleProgress(outline, recordOf(read('a/second')))).toMatchObject({
      state: 'started',
      readSectionIds: ['a/second'],
      left: { sectionIds: ['a/first'], quiz: true },
      fraction: 1 / 3,
      minutesLeft: 9,
    });
  });

  test('with nothing but a note, a running attempt or the last place of reading in it', () => {
    expect(moduleProgress(outline, EMPTY_RECORD, new Set(['a']))).toEqual({
      ...moduleProgress(outline, EMPTY_RECORD),
      state: 'started',
    });
    expect(moduleProgress(outline, EMPTY_RECORD, new Set(['b']))).toEqual(moduleProgress(outline, EMPTY_RECORD));
  });

  test('an attempt that failed begins it, and leaves the quiz', () => {
    expect(moduleProgress(outline, recordOf(scored('a', 0.5)))).toMatchObject({
      state: 'started',
      bestScore: 0.5,
      attempts: 1,
      fraction: 0,
      left: { quiz: true },
    });
  });

  test('a quiz that was passed once stays passed, and the best score is shown', () => {
    expect(moduleProgress(outline, recordOf(scored('a', 0.9, '1'), scored('a', 0.2, '2')))).toMatchObject({
      bestScore: 0.9,
      attempts: 2,
      fraction: 1 / 3,
      minutesLeft: 8,
      left: { quiz: false },
    });
  });

  test('sections of other modules and sections that are gone count for nothing', () => {
    expect(moduleProgress(outline, recordOf(read('b/first'), read('a/gone')))).toMatchObject({
      state: 'new',
      readSectionIds: [],
      fraction: 0,
    });
  });

  test('unmarking a section takes it back', () => {
    const reading = statement(read('a/first'), 0);
    expect(
      moduleProgress(outline, replay([reading, statement({ verb: 'voided', statementId: reading.id }, 1)])),
    ).toMatchObject({ state: 'new', fraction: 0 });
  });

  test('complete, nothing is left, and unmarking or failing later changes nothing of it', () => {
    const deeds = completed(outline);
    expect(moduleProgress(outline, recordOf(...deeds))).toMatchObject({
      state: 'complete',
      left: { sectionIds: [], quiz: false },
      fraction: 1,
      minutesLeft: 0,
      bestScore: 0.9,
      completedAt: '2026-11-20T01:03:00.000Z',
    });
    const reading = statement(read('a/first'), 0);
    const later = [
      ...deeds.map((deed, index) => statement(deed, index)),
      statement({ verb: 'voided', statementId: reading.id }, 9),
      statement(scored('a', 0.1, '2'), 10),
    ];
    expect(moduleProgress(outline, replay(later))).toMatchObject({ state: 'complete', fraction: 1 });
  });

  test('a complete module stays complete when sections are added', () => {
    const grown = module('a', { sections: [section('a/new'), ...outline.sections, section('a/newer')] });
    expect(moduleProgress(grown, recordOf(...completed(outline)))).toMatchObject({
      state: 'complete',
      left: { sectionIds: [], quiz: false },
      fraction: 1,
      minutesLeft: 0,
    });
  });

  test('a module without sections is its quiz', () => {
    expect(moduleProgress(module('a', { sections: [] }), EMPTY_RECORD).fraction).toBe(0);
    expect(moduleProgress(module('a', { sections: [] }), recordOf(scored('a', 1))).fraction).toBe(1);
  });
});

describe('completions that are due', () => {
  const course = series();
  const [a, b, c] = course.modules;
  const done = (...modules: readonly (typeof a)[]) => modules.flatMap((each) => (each ? completed(each) : []));

  test('nothing is due at the start', () => {
    expect(dueCompletions(course, EMPTY_RECORD)).toEqual([]);
  });

  test('a module is due when every section is read and the quiz is passed, and not before', () => {
    const all = [read('a/first'), read('a/second'), scored('a', 0.8)];
    for (let without = 0; without < 3; without += 1)
      expect(dueCompletions(course, recordOf(...all.filter((_, index) => index !== without)))).toEqual([]);
    expect(dueCompletions(course, recordOf(...all))).toEqual([{ kind: 'module', objectId: 'a' }]);
  });

  test('the last module brings its sequence and the series with it, modules first', () => {
    const last = [read('d/first'), read('d/second'), scored('d', 1)];
    expect(dueCompletions(course, recordOf(...done(b, c), ...last))).toEqual([
      { kind: 'module', objectId: 'd' },
      { kind: 'sequence', objectId: 'rights' },
    ]);
    expect(dueCompletions(course, recordOf(...done(a, b, c), ...last)).map(({ kind }) => kind)).toEqual([
      'module',
      'sequence',
      'series',
    ]);
  });

  test('what a statement tells already is not due again, also when the course has grown', () => {
    const record = recordOf(...completedSeries(course));
    expect(dueCompletions(course, record)).toEqual([]);
    const grown = series({
      modules: [...course.modules, module('e')],
      sequences: [sequence('rights', ['b', 'c', 'd', 'e'])],
    });
    expect(dueCompletions(grown, record)).toEqual([]);
  });

  test('half of a module on each of two computers is due once they are merged', () => {
    const merged = replay([
      statement(read('a/first'), 0, 1),
      statement(read('a/second'), 0, 2),
      statement(scored('a', 0.9), 1, 3),
    ]);
    expect(dueCompletions(course, merged)).toEqual([{ kind: 'module', objectId: 'a' }]);
  });
});

describe('the last seven days', () => {
  const days = (today: string): string[] => lastSevenDays(EMPTY_RECORD, today).map(({ day }) => day);

  test('carry the seconds of study, nothing where nothing was done', () => {
    const week = lastSevenDays(recordOf(read('a/first', 90)), '2026-11-21');
    expect(week.at(-1)).toEqual({ day: '2026-11-21', seconds: 0 });
    expect(week.at(-2)).toEqual({ day: '2026-11-20', seconds: 90 });
  });

  test.each([
    [
      'over the end of a year',
      '2027-01-02',
      ['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'],
    ],
    [
      'over a leap day',
      '2028-03-02',
      ['2028-02-25', '2028-02-26', '2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02'],
    ],
    [
      'over the end of a February without one',
      '2027-03-01',
      ['2027-02-23', '2027-02-24', '2027-02-25', '2027-02-26', '2027-02-27', '2027-02-28', '2027-03-01'],
    ],
  ])('run %s', (_name, today, expected) => {
    expect(days(today)).toEqual(expected);
  });

  test('are always seven, each the day after the one before, ending today', () => {
    const date = fc.date({ min: new Date('1970-01-08'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (any) => {
        const today = any.toISOString().slice(0, 10);
        const week = days(today);
        expect(week).toHaveLength(7);
        expect(week.at(-1)).toBe(today);
        for (let index = 1; index < 7; index += 1)
          expect(Date.parse(week[index] ?? '') - Date.parse(week[index - 1] ?? '')).toBe(86_400_000);
      }),
    );
  });

  test('a day that is none is refused', () => {
    expect(() => lastSevenDays(EMPTY_RECORD, 'today')).toThrow(RangeError);
  });
});
