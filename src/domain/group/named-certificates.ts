import { shortCodeOf } from '../certificate/short-code';
import { pairStanding, type GroupDecisions } from './decisions';
import type { CertificateContent } from './found-file';
import type { SignedReport } from './signed-report';

/** A certificate by the key and the bytes that a report names it by. */
export function certificateText({
  key,
  certificate: { certificateId, revision, shortCode },
}: Pick<CertificateContent, 'key'> & {
  readonly certificate: Pick<CertificateContent['certificate'], 'certificateId' | 'revision' | 'shortCode'>;
}): string {
  return [key, certificateId, revision, shortCode].join(' ');
}

/** `certificateText` of each certificate that reports name; true where one of a known person does. */
export function namedCertificates(
  reports: readonly SignedReport[],
  { known }: Pick<GroupDecisions, 'known'>,
): ReadonlyMap<string, boolean> {
  const named = new Map<string, boolean>();
  for (const { key, report } of reports) {
    const isKnown = pairStanding(known, { key, learnerId: report.learner.id }) === 'known';
    for (const { id, revision, digest } of report.certificates) {
      const certificate = { certificateId: id, revision, shortCode: shortCodeOf(bytesOf(digest)) };
      const text = certificateText({ key, certificate });
      named.set(text, isKnown || named.get(text) === true);
    }
  }
  return named;
}

function bytesOf(digest: string): Uint8Array {
  return Uint8Array.from(digest.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
}
