import { coveredModules, eligibility, issueCertificate, type CertificateTarget, type IssueMoment } from './certificate';
import type { CertificateSnapshot } from '../record/certificate-snapshot';
import { laterThan } from '../learner/instant';
import type { Learner } from '../learner/learner';
import type { LearningRecord } from '../record/learning-record';
import { moduleProgress } from '../record/progress';
import { moduleById, type Series } from '../series/series';
import { wholePercent } from '../text/whole-percent';

/**
 * Longest reason for a revision, in UTF-16 units: what the certificate's document allows
 * (`contract/certificate-document.ts`).
 */
export const MAXIMUM_REASON_LENGTH = 200;

/** Highest revision that a certificate can have. */
const MAXIMUM_REVISION = 999;

/** Reason that a renewal states. It is signed, so it isn't translated. */
export const RENEWAL_REASON = 'Renewed with what was reached since';

/** Why a reason isn't accepted. */
export type ReasonProblem = 'missing' | 'too-long' | 'control-characters';

/** A reason as it is signed: well-formed, NFC, single spaces, trimmed. */
export function normaliseReason(typed: string): string {
  return typed.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** What is wrong with a reason as typed, or nothing. */
export function reasonProblem(typed: string): ReasonProblem | undefined {
  const reason = normaliseReason(typed);
  if (!/[^\p{Default_Ignorable_Code_Point}\s]/u.test(reason)) return 'missing';
  if (reason.length > MAXIMUM_REASON_LENGTH) return 'too-long';
  return /\p{Cc}/u.test(reason) ? 'control-characters' : undefined;
}

/** True where the learner's name differs from the one on the certificate, so that a correction can be issued. */
export function nameDiffers(snapshot: CertificateSnapshot, learner: Pick<Learner, 'latinName' | 'khmerName'>): boolean {
  return snapshot.learner.latinName !== learner.latinName || snapshot.learner.khmerName !== learner.khmerName;
}

/** The moment at which a revision is made. */
export interface RevisionMoment extends Omit<IssueMoment, 'certificateId' | 'language' | 'beside'> {
  /** Why; signed, not printed. */
  readonly reason: string;
}

/**
 * The next revision of a certificate, with the learner's current name and otherwise unchanged. The printed day of issue
 * stays the first one: only the spelling of the name changes, not what is certified. `issuedAt` is the moment of the
 * revision.
 *
 * @throws RangeError where the name is the same, the reason is empty, or the highest revision is reached
 */
export function correctCertificate(snapshot: CertificateSnapshot, moment: RevisionMoment): CertificateSnapshot {
  const { learner, issuedAt } = moment;
  if (!nameDiffers(snapshot, learner))
    throw new RangeError('The name on the certificate is the learner’s name already.');
  return {
    ...snapshot,
    ...revised(snapshot, moment.reason, issuedAt),
    learner: { latinName: learner.latinName, khmerName: learner.khmerName },
    modules: snapshot.modules.map((module) => ({ ...module })),
  };
}

/** What a renewal would change on the certificate. */
export type RenewalChange = 'scores' | 'modules' | 'titles' | 'study-load';

/** Whether a certificate can be renewed, or why not. `unread`: sections of today's course are not read yet. */
export type RenewalOffer =
  | { readonly offer: 'none' }
  | { readonly offer: 'unread'; readonly sections: number }
  | { readonly offer: 'renew'; readonly changes: readonly RenewalChange[] };

/** Share of the study load by which a text must grow or shrink to count as changed; less is rewording. */
const NOTABLE_LOAD = 0.1;

/**
 * Whether a renewal would state something new: a better score, another module, another title, a notably longer or
 * shorter text.
 *
 * @param series with its titles in the certificate's language
 * @param beside with its titles in the second one of a certificate in two
 */
export function renewalOffer(
  series: Series,
  record: LearningRecord,
  target: CertificateTarget,
  snapshot: CertificateSnapshot,
  beside?: Series,
): RenewalOffer {
  if (snapshot.revision >= MAXIMUM_REVISION || !eligibility(series, record, target).earned) return { offer: 'none' };
  const fresh = freshIssue(series, record, target, snapshot, beside);
  const changes = renewalChanges(snapshot, fresh);
  if (changes.length === 0) return { offer: 'none' };
  const listed = new Set(fresh.modules.map(({ number }) => number));
  const unread = coveredModules(series, target)
    .map((id) => moduleById(series, id))
    .filter(({ number }) => listed.has(number))
    .reduce((sum, module) => sum + module.sections.length - moduleProgress(module, record).readSectionIds.length, 0);
  return unread > 0 ? { offer: 'unread', sections: unread } : { offer: 'renew', changes };
}

/**
 * The next revision of a certificate with today's scores and titles, the learner's current name and its own day of
 * issue. For the course's titles see `renewalOffer`.
 *
 * @throws RangeError where `renewalOffer` doesn't offer one
 */
export function renewCertificate(
  series: Series,
  record: LearningRecord,
  target: CertificateTarget,
  snapshot: CertificateSnapshot,
  moment: Omit<RevisionMoment, 'reason'>,
  beside?: Series,
): CertificateSnapshot {
  if (renewalOffer(series, record, target, snapshot, beside).offer !== 'renew')
    throw new RangeError('The certificate states already what a renewal would.');
  return {
    ...freshIssue(series, record, target, snapshot, beside),
    ...revised(snapshot, RENEWAL_REASON, moment.issuedAt),
    learner: { latinName: moment.learner.latinName, khmerName: moment.learner.khmerName },
    issuedOn: moment.dayOf(moment.issuedAt),
  };
}

/** What would be issued today under the same id; the completion and its day stay as certified. */
function freshIssue(
  series: Series,
  record: LearningRecord,
  target: CertificateTarget,
  snapshot: CertificateSnapshot,
  beside: Series | undefined,
): CertificateSnapshot {
  const { certificateId, learner, language, issuedAt, completedAt, completedOn } = snapshot;
  return {
    ...issueCertificate(series, record, target, {
      certificateId,
      learner,
      language,
      ...(snapshot.beside && beside ? { beside: { language: snapshot.beside.language, series: beside } } : {}),
      issuedAt,
      dayOf: () => completedOn,
    }),
    completedAt,
    completedOn,
  };
}

function renewalChanges(before: CertificateSnapshot, after: CertificateSnapshot): RenewalChange[] {
  const numbers = ({ modules }: CertificateSnapshot): string => modules.map(({ number }) => number).join();
  const titles = ({ seriesTitle, title, modules, beside }: CertificateSnapshot): string =>
    JSON.stringify([seriesTitle, title, modules.map((module) => module.title), beside]);
  const sameModules = numbers(before) === numbers(after);
  const better = after.modules.some(
    ({ number, score }) =>
      wholePercent(score) > wholePercent(before.modules.find((module) => module.number === number)?.score ?? 1),
  );
  return [
    ...(better ? ['scores' as const] : []),
    ...(sameModules ? [] : ['modules' as const]),
    ...(sameModules && titles(before) !== titles(after) ? ['titles' as const] : []),
    ...(sameModules && Math.abs(after.studyMinutes - before.studyMinutes) > NOTABLE_LOAD * before.studyMinutes
      ? ['study-load' as const]
      : []),
  ];
}

/** What every revision replaces. Its instant is later than the previous one's even where the clock was set back. */
function revised(
  snapshot: CertificateSnapshot,
  typedReason: string,
  now: string,
): Pick<CertificateSnapshot, 'revision' | 'issuedAt'> & Required<Pick<CertificateSnapshot, 'supersedes'>> {
  if (snapshot.revision >= MAXIMUM_REVISION) throw new RangeError('A certificate has at most 999 revisions.');
  if (reasonProblem(typedReason)) throw new RangeError('A revision needs a reason.');
  return {
    revision: snapshot.revision + 1,
    issuedAt: laterThan(snapshot.issuedAt, now),
    supersedes: { revision: snapshot.revision, issuedAt: snapshot.issuedAt, reason: normaliseReason(typedReason) },
  };
}
