import { describe, expect, test } from 'vitest';
import { csvTable } from '../../../../src/domain/exports/csv';
import { RECORD_COLUMNS, recordRows } from '../../../../src/domain/exports/record-table';
import type { Statement } from '../../../../src/domain/record/statement';
import { module, series } from '../../../support/builders/series-builders';
import { completed, read, scored, statements, type Deed } from '../../../support/builders/statement-builders';
import { replay, replayAttempts } from '../../../support/builders/replays';

const course = series({
  modules: [module('a', { minutes: 45 }), module('b', { number: 2 })],
  sequences: [{ id: 'rights', title: 'Rights', moduleIds: ['a'], order: 'advised' }],
});
const begun = (attemptId: string, mode: 'attempt' | 'practice' = 'attempt'): Deed => ({
  verb: 'initialized',
  attemptId,
  moduleId: 'a',
  mode,
  seed: 1,
  questionIds: [],
});
const rowsOf = (...deeds: readonly Deed[]) => {
  const all: Statement[] = statements(...deeds);
  // Bangkok's and Phnom Penh's day begins seven hours earlier.
  return recordRows(course, replay(all), [...replayAttempts(all).values()], (instant) =>
    new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10),
  );
};

describe('the record as a table', () => {
  test('of a beginner lists everything as open', () => {
    expect(rowsOf()).toEqual([
      ['series', null, 'Child Justice Series', 'open', null, null, null, null, null],
      ['sequence', null, 'Rights', 'open', null, null, null, null, null],
      ['module', 1, 'Module a', 'new', null, null, null, 0, 0.75],
      ['section', 1, 'About a/first', 'open', null, null, null, null, null],
      ['section', 1, 'About a/second', 'open', null, null, null, null, null],
      ['module', 2, 'Module b', 'new', null, null, null, 0, 0.17],
      ['section', 2, 'About b/first', 'open', null, null, null, null, null],
      ['section', 2, 'About b/second', 'open', null, null, null, null, null],
    ]);
  });

  test('tells what was read, passed, practised and completed, and on which days', () => {
    const rows = rowsOf(
      begun('attempt-a'),
      ...completed(module('a'), 0.87654),
      begun('2', 'practice'),
      { verb: 'terminated', attemptId: '2' },
      begun('3'),
      scored('a', 0.5, '3'),
      begun('4'),
      { verb: 'completed', kind: 'sequence', objectId: 'rights' },
    );
    expect(rows.slice(1, 9)).toEqual([
      ['sequence', null, 'Rights', 'complete', null, '2026-11-20', null, null, null],
      ['module', 1, 'Module a', 'complete', null, '2026-11-20', 87.65, 2, 0.75],
      ['section', 1, 'About a/first', 'read', null, '2026-11-20', null, null, null],
      ['section', 1, 'About a/second', 'read', null, '2026-11-20', null, null, null],
      ['attempt', 1, 'Module a', 'passed', '2026-11-20', '2026-11-20', 87.65, null, null],
      ['practice', 1, 'Module a', 'ended', '2026-11-20', '2026-11-20', null, null, null],
      ['attempt', 1, 'Module a', 'not passed', '2026-11-20', '2026-11-20', 50, null, null],
      ['attempt', 1, 'Module a', 'open', '2026-11-20', null, null, null, null],
    ]);
    expect(rows.slice(9, -1).map(([row, module]) => [row, module])).toEqual([
      ['module', 2],
      ['section', 2],
      ['section', 2],
    ]);
    expect(rows.at(-1)).toEqual(['day', null, 'Time in the app', null, null, '2026-11-20', null, null, 0.05]);
  });

  test('lists days in their order, whichever was saved first', () => {
    const [later, earlier] = statements(read('a/first'), read('a/second')) as [Statement, Statement];
    const record = replay([later, { ...earlier, day: '2026-11-19' }]);
    const days = recordRows(course, record, [], (instant) => instant).filter(([row]) => row === 'day');
    expect(days.map((row) => row[5])).toEqual(['2026-11-19', '2026-11-20']);
  });

  test('has as many cells as columns', () => {
    for (const row of rowsOf(read('a/first'))) expect(row.length).toBe(RECORD_COLUMNS.length);
    expect(csvTable(RECORD_COLUMNS, rowsOf(read('a/first')))).toContain(
      '"section",1,"About a/first","read",,"2026-11-20",,,\r\n',
    );
  });
});
