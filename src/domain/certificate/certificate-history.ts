import type { CertificateTarget } from './certificate';
import type { CertificateSnapshot, IssuedCertificate } from '../record/certificate-snapshot';
import type { LearningRecord } from '../record/learning-record';
import { compareText } from '../text/compare-text';

/**
 * The status of an issue among all issues for the same target.
 * - `current`: the valid one
 * - `superseded`: a higher revision of the same certificate exists
 * - `beside`: nothing replaces it, but another one is valid: two computers issued or revised independently, and their
 *   records were merged
 */
export type IssueState = 'current' | 'superseded' | 'beside';

/** One issue with its place in the history. */
export interface CertificateIssue {
  readonly issued: IssuedCertificate;
  readonly state: IssueState;
}

/**
 * Everything that was issued for a target, the current first, then the newest revision first. The order depends on the
 * issues alone, never on the order in which they arrived.
 *
 * The highest revision of a certificate is valid; of two with the same number, the later one. Of two certificates that
 * two computers issued for the same target, the one with more revisions is valid, else the one that was issued first.
 */
export function certificateHistory(record: LearningRecord, target: CertificateTarget): CertificateIssue[] {
  const issues = Object.values(record.certificates)
    .filter(({ objectId, snapshot }) => snapshot.kind === target.kind && objectId === target.objectId)
    .sort(newestFirst);
  const [current] = [...issues].sort(
    (a, b) =>
      b.snapshot.revision - a.snapshot.revision ||
      compareText(firstIssueOf(issues, a), firstIssueOf(issues, b)) ||
      compareText(a.snapshot.certificateId, b.snapshot.certificateId) ||
      newestFirst(a, b),
  );
  const states = issues.map((issued): CertificateIssue => {
    const superseded = issues.some(
      ({ snapshot }) =>
        snapshot.certificateId === issued.snapshot.certificateId && snapshot.revision > issued.snapshot.revision,
    );
    return { issued, state: issued === current ? 'current' : superseded ? 'superseded' : 'beside' };
  });
  return states.sort((a, b) => Number(b.state === 'current') - Number(a.state === 'current'));
}

/** The valid certificate for a target, or undefined where none was issued. */
export function currentIssue(record: LearningRecord, target: CertificateTarget): IssuedCertificate | undefined {
  return certificateHistory(record, target)[0]?.issued;
}

/** What a record says of a certificate that somebody shows. */
export type ShownStatus =
  { readonly state: 'unknown' } | { readonly state: IssueState; readonly current: CertificateSnapshot };

/**
 * The status of a certificate of any origin in this record; `unknown` where the record doesn't hold exactly this issue.
 * Id, number and time are not enough: they could be copied into a credential that says something else and is signed
 * with a key of the copier's own.
 * @param shown.signer `did:key` of the key whose signature was found intact
 */
export function statusOf(
  record: LearningRecord,
  shown: Pick<CertificateSnapshot, 'certificateId' | 'revision' | 'issuedAt'> & { readonly signer: string },
): ShownStatus {
  const match = Object.values(record.certificates).find(
    ({ snapshot, credential }) =>
      snapshot.certificateId === shown.certificateId &&
      snapshot.revision === shown.revision &&
      snapshot.issuedAt === shown.issuedAt &&
      issuerOf(credential) === shown.signer,
  );
  if (!match) return { state: 'unknown' };
  const history = certificateHistory(record, { kind: match.snapshot.kind, objectId: match.objectId });
  const state = history.find(({ issued }) => issued === match)?.state ?? 'beside';
  return { state, current: history[0]?.issued.snapshot ?? match.snapshot };
}

/** The issuer that a stored credential names, or null where there is none. An imported record can hold any text. */
function issuerOf(credential: string): string | null {
  try {
    const { issuer } = JSON.parse(credential) as { readonly issuer?: { readonly id?: unknown } | null };
    return typeof issuer?.id === 'string' ? issuer.id : null;
  } catch {
    return null;
  }
}

function firstIssueOf(issues: readonly IssuedCertificate[], { snapshot }: IssuedCertificate): string {
  return issues
    .filter((each) => each.snapshot.certificateId === snapshot.certificateId)
    .reduce((first, each) => (each.snapshot.issuedAt < first ? each.snapshot.issuedAt : first), snapshot.issuedAt);
}

function newestFirst(a: IssuedCertificate, b: IssuedCertificate): number {
  return (
    b.snapshot.revision - a.snapshot.revision ||
    compareText(b.snapshot.issuedAt, a.snapshot.issuedAt) ||
    compareText(b.statementId, a.statementId)
  );
}
