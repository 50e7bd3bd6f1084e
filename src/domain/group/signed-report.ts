import type { ProgressReport } from '../progress-report/progress-report';
import { compareText } from '../text/compare-text';
import { pairText } from './decisions';
import { comparableName } from './roster';

/** An intact report, with the key that signed it. */
export interface SignedReport {
  /** Public key in multibase. */
  readonly key: string;
  readonly report: ProgressReport;
}

/** A name under an id and a key: the least that may be a person. Nothing makes two of them one but a decision. */
export function identityOf({ key, report: { learner } }: SignedReport): string {
  return `${pairOf({ key, report: { learner } })} ${comparableName(learner.latinName)}/${comparableName(learner.khmerName)}`;
}

/** The pair of a report, as one text. */
export function pairOf({ key, report }: { key: string; report: Pick<ProgressReport, 'learner'> }): string {
  return pairText({ key, learnerId: report.learner.id });
}

/**
 * A report's order among those of its pair: the higher serial replaces the lower one, whatever the dates say; of one
 * serial, which a copied data folder can give twice, the later date.
 */
export function compareReports({ report: a }: SignedReport, { report: b }: SignedReport): number {
  return a.serial - b.serial || compareText(a.madeAt, b.madeAt) || compareText(a.reportId, b.reportId);
}
