import { expect, test } from 'vitest';
import { isChange } from '../../../../src/domain/learner-file/shapes';
import { EMPTY_RECORD } from '../../../../src/domain/record/learning-record';
import { moduleProgress } from '../../../../src/domain/record/progress';
import { studyDays } from '../../../../src/domain/record/study-days';
import { module, series } from '../../../support/builders/series-builders';
import { read, recordOf, statement } from '../../../support/builders/statement-builders';
import { replay } from '../../../support/builders/replays';

const watched = (seconds: number) => ({ verb: 'watched', moduleId: 'a', seconds }) as const;

test('watching a recording counts as minutes of study and never as reading', () => {
  const before = recordOf(read('a/first', 60));
  const after = recordOf(read('a/first', 60), watched(600), watched(90_000));
  // A single stretch counts for half an hour at most, as every other.
  expect(after.secondsByDay).toEqual({ '2026-11-20': 60 + 600 + 1_800 });
  expect({ ...after, secondsByDay: {}, statementCount: 0 }).toEqual({ ...before, secondsByDay: {}, statementCount: 0 });
  const alone = recordOf(watched(7_200));
  expect(moduleProgress(module('a'), alone)).toEqual(moduleProgress(module('a'), EMPTY_RECORD));
});

test('a day on which only a recording was played is a day of study of its module', () => {
  const { days, ofModule } = studyDays(series(), [statement(watched(60), 0)]);
  expect(days).toBe(1);
  expect(ofModule.get('a')).toEqual({ first: '2026-11-20', last: '2026-11-20' });
});

test('a learner file may hold it, and not with a senseless length', () => {
  expect(isChange({ kind: 'statement', body: statement(watched(60), 0) })).toBe(true);
  for (const seconds of [-1, 10 ** 9, '60'])
    expect(isChange({ kind: 'statement', body: { ...statement(watched(60), 0), seconds } })).toBe(false);
});

test('it is the same however often a record is replayed and in whatever order', () => {
  const all = [statement(watched(60), 0), statement(read('a/first'), 1), statement(watched(30), 2)];
  expect(replay([...all].reverse())).toEqual(replay([...all, ...all]));
});
