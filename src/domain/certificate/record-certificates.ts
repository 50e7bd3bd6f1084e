import type { CertificateSnapshot } from '../record/certificate-snapshot';
import type { CompletionKind } from '../record/completion';
import { compareText } from '../text/compare-text';

/** One issue of a certificate; `replaced` where the record holds a later revision of it. */
export interface CertificateOfLearning {
  readonly certificateId: string;
  readonly revision: number;
  readonly kind: CompletionKind;
  readonly title: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly issuedOn: string;
  readonly replaced: boolean;
}

/** The certificates of a record as they are listed. */
export interface ListedCertificates {
  /** Oldest first. */
  readonly certificates: readonly CertificateOfLearning[];
  /** Number of oldest issues that are not listed; absent where all are. */
  readonly unlistedCertificates?: number;
}

/**
 * Most issues that are listed, as the contract lets them through. A learner who corrects a name on every certificate
 * has 26: only a forged learner file brings more, and it must not keep the typesetter busy.
 */
export const MAXIMUM_LISTED_ISSUES = 1_000;

/** Lists every issued revision, oldest first. */
export function listedCertificates(issues: readonly CertificateSnapshot[]): ListedCertificates {
  const newest = new Map<string, number>();
  for (const { certificateId, revision } of issues)
    newest.set(certificateId, Math.max(revision, newest.get(certificateId) ?? 0));
  const unlisted = Math.max(0, issues.length - MAXIMUM_LISTED_ISSUES);
  return {
    certificates: oldestFirst(issues)
      .slice(unlisted)
      .map(({ certificateId, revision, kind, title, issuedOn }) => ({
        certificateId,
        revision,
        kind,
        title,
        issuedOn,
        replaced: revision < (newest.get(certificateId) ?? 0),
      })),
    ...(unlisted > 0 ? { unlistedCertificates: unlisted } : {}),
  };
}

function oldestFirst(issues: readonly CertificateSnapshot[]): CertificateSnapshot[] {
  return [...issues].sort(
    (a, b) =>
      compareText(a.issuedAt, b.issuedAt) || compareText(a.certificateId, b.certificateId) || a.revision - b.revision,
  );
}
