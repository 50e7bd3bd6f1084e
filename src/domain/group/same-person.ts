import { bothNames } from '../learner/learner';
import { compareText } from '../text/compare-text';
import type { SamePersonDecision } from './decisions';
import { grouped } from './grouped';
import type { JudgedFile } from './judging';
import { certificateText, namedCertificates } from './named-certificates';
import { compareReports, identityOf, type SignedReport } from './signed-report';
import { comparableName } from './roster';

/** Most open questions at once: whoever has more answers some first. */
export const MAXIMUM_OPEN_QUESTIONS = 100;

/** Two identities that may be of one person, and what was decided. */
export interface SamePersonQuestion {
  /** What is equal: the name of two ids; or the id, with two keys, two names, or both of them. */
  readonly kind: 'one-name' | 'two-keys' | 'two-names' | 'two-keys-and-names';
  readonly a: SignedReport;
  readonly b: SignedReport;
  /** Null where nothing was decided. */
  readonly same: boolean | null;
}

/** What may be one person, by names; a question keeps its place once it is answered. Nothing is joined by itself. */
export function samePersonQuestions(
  reports: readonly SignedReport[],
  decisions: readonly SamePersonDecision[],
): readonly SamePersonQuestion[] {
  const byIdentity = new Map(reports.map((report) => [identityOf(report), report]));
  const decided = new Map(decisions.map(({ a, b, same }) => [`${a}\n${b}`, same]));
  const bySign = new Map<string, string[]>();
  for (const identity of [...byIdentity.keys()].sort()) {
    const report = byIdentity.get(identity);
    for (const sign of report ? signsOf(report) : []) bySign.set(sign, [...(bySign.get(sign) ?? []), identity]);
  }
  const asked = new Set<string>();
  const questions: SamePersonQuestion[] = [];
  let open = 0;
  for (const identities of bySign.values())
    for (const [index, first] of identities.entries())
      for (const second of identities.slice(index + 1)) {
        const [a, b] = [byIdentity.get(first), byIdentity.get(second)];
        const pair = `${first}\n${second}`;
        if (!a || !b || asked.has(pair)) continue;
        asked.add(pair);
        const same = decided.get(pair) ?? null;
        if (same === null && ++open > MAXIMUM_OPEN_QUESTIONS) continue;
        questions.push({ kind: kindOf(a, b), a, b, same });
      }
  return questions.toSorted((first, second) => compareText(sortedName(first.a), sortedName(second.a)));
}

function sortedName({ report }: SignedReport): string {
  return comparableName(bothNames(report.learner));
}

/** What lies here of an identity: its reports, the newest first, and how many certificates that they name. */
export interface Belongings {
  readonly reports: readonly SignedReport[];
  readonly certificates: number;
}

/** Tells what lies here of an identity; a certificate is its own where its own computer signed it. */
export function belongingsIn(files: readonly JudgedFile[]): (of: SignedReport) => Belongings {
  const once = files.filter(({ headline }) => headline !== 'twice' && headline !== 'another-course');
  const reports = grouped(
    once.flatMap(({ found }) => (found.content === 'report' ? [found] : [])),
    identityOf,
  );
  const certificates = new Set(
    once.flatMap(({ found }) => (found.content === 'certificate' ? [certificateText(found)] : [])),
  );
  return (of) => {
    const own = (reports.get(identityOf(of)) ?? []).toSorted((a, b) => compareReports(b, a));
    const named = [...namedCertificates(own, { known: [] }).keys()];
    return { reports: own, certificates: named.filter((text) => certificates.has(text)).length };
  };
}

/** Of one record on two computers, the side that alone has certificates or an older report here; null where none. */
export function likelyOriginal(
  { a, b }: SamePersonQuestion,
  belongingsOf: (of: SignedReport) => Belongings,
): SignedReport | null {
  if (a.key === b.key || a.report.learner.id !== b.report.learner.id) return null;
  const has = (side: SignedReport): boolean => {
    const { reports, certificates } = belongingsOf(side);
    return certificates > 0 || reports.length > 1;
  };
  return has(a) === has(b) ? null : has(a) ? a : b;
}

function kindOf(a: SignedReport, b: SignedReport): SamePersonQuestion['kind'] {
  if (a.report.learner.id !== b.report.learner.id) return 'one-name';
  if (a.key === b.key) return 'two-names';
  const [first, second] = [namesOf(a), namesOf(b)];
  const isOtherName = first.length > 0 && second.length > 0 && !first.some((name) => second.includes(name));
  return isOtherName ? 'two-keys-and-names' : 'two-keys';
}

/** What two reports of one person have in common: the id, or a name. */
function signsOf(signed: SignedReport): readonly string[] {
  return [`id ${signed.report.learner.id}`, ...new Set(namesOf(signed).map((name) => `name ${name}`))];
}

function namesOf({ report: { learner } }: SignedReport): readonly string[] {
  return [learner.latinName, learner.khmerName].map(comparableName).filter((name) => name !== '');
}
