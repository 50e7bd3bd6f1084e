import { shortCodeOf } from '../certificate/short-code';
import { pairStanding, type GroupDecisions } from './decisions';
import type { CertificateContent } from './found-file';
import { grouped } from './grouped';
import type { Person } from './person';
import { comparableName } from './roster';
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

/**
 * Tells a certificate's row: that of whoever's newest reports name it, or else the row in its name of the computer that
 * signed it, or the only one in its name.
 */
export function certificateRows(people: readonly Person[]): (found: CertificateContent) => Person | null {
  const reported = people.filter(({ reports }) => reports.length > 0);
  const naming = new Map(
    reported.flatMap((person) =>
      [...namedCertificates(person.reports, { known: [] }).keys()].map((text) => [text, person] as const),
    ),
  );
  const byName = grouped(reported, ({ name }) => comparableName(name));
  return (found) => {
    const namesakes = byName.get(comparableName(found.certificate.name)) ?? [];
    const [only = null] = namesakes.length === 1 ? namesakes : [];
    return (
      naming.get(certificateText(found)) ??
      namesakes.find(({ reports }) => reports.some(({ key }) => key === found.key)) ??
      only
    );
  };
}

function bytesOf(digest: string): Uint8Array {
  return Uint8Array.from(digest.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
}
