import { makeProgressReport, type ReportMoment } from '../../../src/domain/progress-report/making';
import type { ReportDraft } from '../../../src/domain/progress-report/progress-report';
import { series } from './series-builders';
import { certificate, completed, identifier, learner, recordOf, type Deed } from './statement-builders';

/** The course of the reports: its last module has a protocol. */
export const reportedCourse = series({
  modules: series().modules.map((module) =>
    module.id === 'd' ? { ...module, protocol: { id: 'safeguarding', version: 'a'.repeat(64) } } : module,
  ),
});

/** Somebody who completed module `a`, has its certificate, and agreed to the protocol. */
export const reportedDeeds: readonly Deed[] = [
  ...reportedCourse.modules.slice(0, 1).flatMap((module) => completed(module, 0.9)),
  {
    verb: 'agreed',
    agreement: {
      protocolId: 'safeguarding',
      version: 'a'.repeat(64),
      language: 'en',
      name: 'Sok Dara',
      agreedAt: '2026-11-21T18:30:00.000Z',
      checkIds: [],
    },
  },
  { verb: 'earned', objectId: 'a', certificate: certificate(), credential: '{"signed":true}' },
];

/** When, by whom and with what: without scores. Days are Cambodia's. */
export function reportMoment(overrides: Partial<ReportMoment> = {}): ReportMoment {
  return {
    reportId: identifier(700),
    learner: { ...learner(), organisation: 'Child Justice Network', group: 'Phnom Penh' },
    madeAt: '2026-12-01T02:00:00.000Z',
    dayOf: (instant) => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10),
    app: '1.0.0',
    withScores: false,
    ...overrides,
  };
}

/** A report of that learner. */
export function reportDraft(overrides: Partial<ReportMoment> = {}): ReportDraft {
  return makeProgressReport(reportedCourse, recordOf(...reportedDeeds), reportMoment(overrides));
}
