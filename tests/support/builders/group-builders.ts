import { NO_DECISIONS, type GroupDecisions } from '../../../src/domain/group/decisions';
import { shortCodeOf } from '../../../src/domain/certificate/short-code';
import type { FoundCertificate, FoundFile } from '../../../src/domain/group/found-file';
import type { SignedReport } from '../../../src/domain/group/signed-report';
import { parseRoster } from '../../../src/domain/group/roster';
import type { ProgressReport } from '../../../src/domain/progress-report/progress-report';
import { reportDraft, reportedCourse } from './report-builders';
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

/** A file that holds the certificate which `signedReport` names; with another key or short code it is another one. */
export function certificateFile(
  path: string,
  {
    key = FIRST_KEY,
    ...overrides
  }: { readonly key?: string } & Partial<Pick<FoundCertificate, 'name' | 'revision' | 'shortCode'>> = {},
): FoundFile {
  const [named] = signedReport().report.certificates;
  const certificate: FoundCertificate = {
    certificateId: named?.id ?? '',
    revision: named?.revision ?? 0,
    name: 'Sok Dara',
    title: 'Module a',
    seriesTitle: reportedCourse.title,
    issuedOn: '2026-11-21',
    shortCode: shortCodeOf(Uint8Array.from(named?.digest.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16))),
    ...overrides,
  };
  return { path, digest: path, found: { content: 'certificate', key, isOwnKey: false, page: 'sure', certificate } };
}

/** Decisions with a roster, one person a line. */
export function decisionsOn(roster: string, overrides: Partial<GroupDecisions> = {}): GroupDecisions {
  return { ...NO_DECISIONS, roster: parseRoster(roster, (number) => `Column ${number}`), ...overrides };
}
