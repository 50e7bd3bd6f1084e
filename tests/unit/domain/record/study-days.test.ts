import { describe, expect, test } from 'vitest';
import { studyDays } from '../../../../src/domain/record/study-days';
import type { Statement } from '../../../../src/domain/record/statement';
import { series } from '../../../support/builders/series-builders';
import { answered, begun, read, scored, statement, type Deed } from '../../../support/builders/statement-builders';

const DAY = 24 * 60;
/** A deed so many days after the first. */
const on = (day: number, deed: Deed): Statement => statement(deed, day * DAY);
const daysOf = (...statements: readonly Statement[]) => {
  const { days, ofModule } = studyDays(series(), statements);
  return { days, ofModule: Object.fromEntries(ofModule) };
};
const span = (first: string, last = first) => ({ first: `2026-11-${first}`, last: `2026-11-${last}` });

describe('the days of study', () => {
  test('of a module are its first and its last, in whatever order the statements come', () => {
    const all = [on(0, read('a/first')), on(2, read('a/second')), on(4, scored('a', 0.9))];
    for (const order of [all, all.toReversed(), [all[1], all[0], all[2]] as Statement[]])
      expect(daysOf(...order)).toEqual({ days: 3, ofModule: { a: span('20', '24') } });
  });

  test('count those of an attempt to its module, also where another computer has its beginning', () => {
    const end: Deed = { verb: 'terminated', attemptId: '1' };
    for (const known of [begun('1'), scored('a', 0.9, '1'), scored('a', 0.1, '1')])
      expect(daysOf(on(1, known), on(2, answered('1', 'a')), on(3, end))).toEqual({
        days: 3,
        ofModule: { a: span('21', '23') },
      });
    expect(daysOf(on(2, answered('1', 'a')))).toEqual({ days: 1, ofModule: {} });
  });

  test('leave out a reading that was taken back, and what is no study', () => {
    const reading = on(0, read('a/first'));
    expect(daysOf(reading, on(1, { verb: 'voided', statementId: reading.id }))).toEqual({ days: 0, ofModule: {} });
    expect(
      daysOf(
        on(0, { verb: 'completed', kind: 'module', objectId: 'a' }),
        on(1, { verb: 'suspended', questionId: 'a/q1' }),
        on(2, { verb: 'resumed', questionId: 'a/q1' }),
      ),
    ).toEqual({ days: 0, ofModule: {} });
  });

  test('count reviews and recordings, and a section that the course no longer has as a day alone', () => {
    const reviewed = { questionId: 'b/q1', points: 1, confidence: 'sure', revision: 'r1', seconds: 9 } as const;
    expect(
      daysOf(
        on(0, { verb: 'reviewed', ...reviewed }),
        on(1, { verb: 'watched', moduleId: 'c', seconds: 60 }),
        on(2, read('gone/first')),
      ),
    ).toEqual({ days: 3, ofModule: { b: span('20'), c: span('21') } });
  });
});
