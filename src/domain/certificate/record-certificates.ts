import type { CertificateSnapshot } from '../record/certificate-snapshot';
import type { CompletionKind } from '../record/completion-kind';

/** One issue of a certificate; `replaced` where a later revision of it stands in the record. */
export interface CertificateOfLearning {
  readonly certificateId: string;
  readonly revision: number;
  readonly kind: CompletionKind;
  readonly title: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly issuedOn: string;
  readonly replaced: boolean;
  /** Earlier revisions that are counted here instead of being listed; absent where each has a line of its own. */
  readonly earlier?: number;
}

/** The certificates of a record as they are listed. */
export interface ListedCertificates {
  /** Oldest first. */
  readonly certificates: readonly CertificateOfLearning[];
  /** How many certificates, the oldest, have no line; absent where every one has. */
  readonly unlistedCertificates?: number;
}

/** Most issues that are listed revision by revision, some ten pages; a learner who corrects a name on every certificate has 26. */
export const MAXIMUM_LISTED_ISSUES = 300;

/** Most certificates that are listed at all. One computer issues twelve: only records of many computers together can have so many. */
export const MAXIMUM_LISTED_CERTIFICATES = 1_000;

/**
 * Lists what was issued: every revision, oldest first, as long as they are few; beyond that the newest of each certificate with the count of those before it.
 *
 * @param dayOf calendar day of an instant where the learner is, for issues that don't state theirs
 */
export function listedCertificates(
  issues: readonly CertificateSnapshot[],
  dayOf: (instant: string) => string,
): ListedCertificates {
  const newest = new Map<string, CertificateSnapshot>();
  const counts = new Map<string, number>();
  for (const issue of issues) {
    const { certificateId, revision } = issue;
    counts.set(certificateId, (counts.get(certificateId) ?? 0) + 1);
    if (revision > (newest.get(certificateId)?.revision ?? 0)) newest.set(certificateId, issue);
  }
  if (issues.length <= MAXIMUM_LISTED_ISSUES) {
    return {
      certificates: oldestFirst(issues).map((issue) =>
        line(issue, dayOf, issue.revision < (newest.get(issue.certificateId)?.revision ?? 0)),
      ),
    };
  }
  const unlisted = Math.max(0, newest.size - MAXIMUM_LISTED_CERTIFICATES);
  return {
    certificates: oldestFirst([...newest.values()])
      .slice(unlisted)
      .map((issue) => ({ ...line(issue, dayOf, false), earlier: (counts.get(issue.certificateId) ?? 1) - 1 })),
    ...(unlisted > 0 ? { unlistedCertificates: unlisted } : {}),
  };
}

function oldestFirst(issues: readonly CertificateSnapshot[]): CertificateSnapshot[] {
  return [...issues].sort(
    (a, b) =>
      compareText(a.issuedAt, b.issuedAt) || compareText(a.certificateId, b.certificateId) || a.revision - b.revision,
  );
}

function line(
  { certificateId, revision, kind, title, issuedAt, issuedOn }: CertificateSnapshot,
  dayOf: (instant: string) => string,
  replaced: boolean,
): CertificateOfLearning {
  return { certificateId, revision, kind, title, issuedOn: issuedOn ?? dayOf(issuedAt), replaced };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
