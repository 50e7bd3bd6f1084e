import { describe, expect, it } from 'vitest';
import { NO_DECISIONS, type GroupDecisions } from '../../../../src/domain/group/decisions';
import type { FoundFile } from '../../../../src/domain/group/found-file';
import { judgeFiles } from '../../../../src/domain/group/judging';
import {
  certificateFile,
  FIRST_KEY,
  reportFile,
  SECOND_KEY,
  signedReport,
  type ReportedAs,
} from '../../../support/builders/group-builders';
import { reportedCourse } from '../../../support/builders/report-builders';

const NOW = '2026-12-02T00:00:00.000Z';

function judged(files: readonly FoundFile[], decisions: GroupDecisions = NO_DECISIONS) {
  return judgeFiles(reportedCourse, files, decisions, NOW);
}

/** Headlines by path, with what is said below them. */
function told(files: readonly FoundFile[], decisions?: GroupDecisions): Record<string, string> {
  return Object.fromEntries(
    judged(files, decisions).files.map(({ path, headline, remarks }) => [path, [headline, ...remarks].join(' ')]),
  );
}

/** Decisions by which reports' pairs are known. */
function known(...reports: readonly Parameters<typeof signedReport>[0][]): GroupDecisions {
  return {
    ...NO_DECISIONS,
    known: reports.map(signedReport).map(({ key, report }) => ({ key, learnerId: report.learner.id })),
  };
}

describe('judgeFiles', () => {
  it('replaces a report under the same pair alone, by serial number', () => {
    expect(
      told([
        reportFile('a1', { serial: 1 }),
        reportFile('a2', { serial: 2 }),
        reportFile('other computer', { key: SECOND_KEY, serial: 9 }),
        reportFile('other person', { person: 2, name: 'Chan Bopha', serial: 9 }),
      ]),
    ).toEqual({
      a1: 'older',
      a2: 'unknown-computer',
      'other computer': 'unknown-computer',
      'other person': 'unknown-computer',
    });
  });

  it("doesn't let a stranger's later report of the same id hide the real one", () => {
    const files = [
      reportFile('real', { serial: 3 }),
      reportFile('stranger', { key: SECOND_KEY, serial: 99, madeAt: '2026-12-01T09:00:00.000Z' }),
    ];
    expect(told(files, known({}))).toEqual({ real: 'known', stranger: 'unknown-computer' });
  });

  it('takes a serial that jumps for the newest, since nobody has to hand over what lies between', () => {
    const jumped = reportFile('jumped', { serial: 99, madeAt: '2026-12-01T03:00:00.000Z' });
    expect(told([reportFile('first', { serial: 1 }), jumped])).toEqual({ first: 'older', jumped: 'unknown-computer' });
  });

  it.each([
    ['another id under a known key', { person: 2, name: 'Chan Bopha' }, 'unknown-person'],
    ['a known id under another key', { key: SECOND_KEY }, 'unknown-computer'],
    ['the pair', {}, 'known'],
  ])('knows %s as it should', (_what, as, headline) => {
    expect(told([reportFile('file', as)], known({}))).toEqual({ file: headline });
  });

  it.each([
    ['serial and date disagree', { serial: 1, madeAt: '2026-12-01T05:00:00.000Z' }, 'older serial-and-date'],
    ['one serial was given twice', { serial: 2, madeAt: '2026-12-01T01:00:00.000Z' }, 'older serial-twice'],
  ])('says that %s', (_what, as, expected) => {
    const other = expected.split(' ')[1] ?? '';
    expect(told([reportFile('newest', { serial: 2 }), reportFile('other', as)])).toEqual({
      newest: `unknown-computer ${other}`,
      other: expected,
    });
  });

  it('says that a date is ahead of the clock, but not where clocks only differ', () => {
    expect(
      told([
        reportFile('ahead', { madeAt: '2027-12-01T02:00:00.000Z' }),
        reportFile('tomorrow', { person: 2, name: 'Chan Bopha', madeAt: '2026-12-02T20:00:00.000Z' }),
      ]),
    ).toEqual({ ahead: 'unknown-computer dated-ahead', tomorrow: 'unknown-computer' });
  });

  it('tells a copy of a file, and leaves one of another edition out of the table', () => {
    const another = reportFile('another edition', {
      person: 2,
      name: 'Chan Bopha',
      change: (report) => ({ ...report, course: { ...report.course, edition: '2025' } }),
    });
    const { files, reports, otherReports } = judged([reportFile('one'), reportFile('copy'), another]);
    expect(files.map(({ headline }) => headline)).toEqual(['unknown-computer', 'twice', 'another-course']);
    expect([reports.length, otherReports.length]).toEqual([1, 1]);
  });

  it('counts of equal files the one whose name no messenger marked as a copy', () => {
    expect(told([reportFile('dara (1).json'), reportFile('dara.json'), reportFile('dara (2).json')])).toEqual({
      'dara (1).json': 'twice',
      'dara.json': 'unknown-computer',
      'dara (2).json': 'twice',
    });
  });

  it('knows a certificate where a known person’s report names its bytes, and says where no report does', () => {
    const files = [
      reportFile('report'),
      certificateFile('named'),
      certificateFile('other bytes', { shortCode: 'AAAAA-AAAAA' }),
      certificateFile('other key', { key: SECOND_KEY }),
    ];
    expect(told(files, known({}))).toEqual({
      report: 'known',
      named: 'known',
      'other bytes': 'unnamed not-listed',
      'other key': 'unnamed other-computer',
    });
    expect(told(files.slice(0, 2))).toEqual({ report: 'unknown-computer', named: 'unknown-computer' });
  });

  it.each([
    ['in the name of the row', {}, 'unknown-computer', 'Sok Dara'],
    ['in another name', { name: 'Sok Darra' }, 'unknown-computer other-name', 'Sok Dara'],
    ['that nobody’s report lists', { name: 'Sok Darra', shortCode: 'AAAAA-AAAAA' }, 'unnamed no-report', undefined],
    ['of one of two in its name', { shortCode: 'AAAAA-AAAAA' }, 'unnamed not-listed', 'Sok Dara', { key: SECOND_KEY }],
    [
      'of none of two in its name',
      { key: 'z6Mkthird' },
      'unnamed no-report',
      undefined,
      { key: SECOND_KEY, person: 2 },
    ],
  ])('puts a certificate %s where it belongs', (_what, as, expected, row, namesake: ReportedAs = {}) => {
    const files = [reportFile('report'), certificateFile('certificate', as), reportFile('namesake', namesake)];
    expect(told(files)['certificate']).toBe(expected);
    const found = judged(files).files.find(({ path }) => path === 'certificate');
    expect(found?.row?.name).toBe(row);
    if (row) expect(found?.row?.reports[0]?.key).toBe(FIRST_KEY);
  });

  it('names the file that counts in place of another one', () => {
    const files = [
      reportFile('older', { serial: 0 }),
      reportFile('newest'),
      reportFile('newest (1).json'),
      certificateFile('first'),
      certificateFile('second', { revision: 2 }),
    ];
    const instead = judged(files).files.flatMap((file) => (file.instead === null ? [] : [[file.path, file.instead]]));
    expect(Object.fromEntries(instead)).toEqual({ older: 'newest', 'newest (1).json': 'newest', first: 'second' });
  });
});
