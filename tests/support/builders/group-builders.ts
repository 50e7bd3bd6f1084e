import { NO_DECISIONS, type GroupDecisions } from '../../../src/domain/group/decisions';
import type { FoundFile } from '../../../src/domain/group/found-file';
import type { SignedReport } from '../../../src/domain/group/signed-report';
import { parseRoster } from '../../../src/domain/group/roster';
import type { ProgressReport } from '../../../src/domain/progress-report/progress-report';
import { reportDraft } from './report-builders';
import { identifier, learner } from './statement-builders';

/** Keys of two computers. */
export const FIRST_KEY = 'z6MkfirstComputer';
export const SECOND_KEY = 'z6MksecondComputer';

/** What a test says of a report; the rest is that of `reportDraft`. */
export interface ReportedAs {
  readonly key?: string;
  /** Number of the learner: another one is another person's record. */
  readonly person?: number;
  readonly name?: string;
  readonly serial?: number;
  readonly madeAt?: string;
  readonly change?: (report: ProgressReport) => ProgressReport;
}

/** An intact report, signed with a key. */
export function signedReport({
  key = FIRST_KEY,
  person = 1,
  name = 'Sok Dara',
  serial = 1,
  madeAt = '2026-12-01T02:00:00.000Z',
  change = (report) => report,
}: ReportedAs = {}): SignedReport {
  const report = reportDraft({
    reportId: identifier(1_000 + person * 100 + serial),
    madeAt,
    learner: { ...learner({ id: identifier(500 + person) }), latinName: name, khmerName: '' },
  });
  return { key, report: change({ ...report, serial }) };
}

/** A file that holds a report. */
export function reportFile(path: string, as: ReportedAs = {}): FoundFile {
  const { key, report } = signedReport(as);
  return {
    path,
    digest: `${key} ${JSON.stringify(report)}`,
    found: { content: 'report', key, report, isOwnKey: false },
  };
}

/** Decisions with a roster, one person a line. */
export function decisionsOn(roster: string, overrides: Partial<GroupDecisions> = {}): GroupDecisions {
  return { ...NO_DECISIONS, roster: parseRoster(roster, (number) => `Column ${number}`), ...overrides };
}
