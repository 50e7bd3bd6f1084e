import type { CertificateSnapshot } from '../record/certificate-snapshot';
import type { Learner } from '../learner/learner';
import { completionKey, type LearningRecord } from '../record/learning-record';
import { moduleProgress } from '../record/progress';
import { moduleById, type Series } from '../series/series';
import type { Language } from '../text/language';
import type { Completion } from '../record/completion';

/** What a certificate is for. */
export type CertificateTarget = Completion;

/** What is missing of one module. */
export interface MissingPart {
  readonly moduleId: string;
  readonly sections: number;
  readonly quiz: boolean;
}

/** Earned or not, with the reason either way. */
export type Eligibility =
  | { readonly earned: true; readonly completedAt: string }
  | { readonly earned: false; readonly missing: readonly MissingPart[] };

/**
 * Ids of the modules that a target covers, in order.
 *
 * @throws RangeError for a sequence that the series doesn't have.
 */
export function coveredModules(series: Series, target: CertificateTarget): readonly string[] {
  if (target.kind === 'module') return [target.objectId];
  if (target.kind === 'series') return series.modules.map(({ id }) => id);
  const sequence = series.sequences.find(({ id }) => id === target.objectId);
  if (!sequence) throw new RangeError(`The series has no sequence "${target.objectId}".`);
  return sequence.moduleIds;
}

/** Full title of what a target covers. */
export function targetTitle(series: Series, target: CertificateTarget): string {
  if (target.kind === 'module') return moduleById(series, target.objectId).title;
  if (target.kind === 'series') return series.title;
  return series.sequences.find(({ id }) => id === target.objectId)?.title ?? target.objectId;
}

/** Whether a certificate is earned, or what is still missing for it. */
export function eligibility(series: Series, record: LearningRecord, target: CertificateTarget): Eligibility {
  const completedAt = record.completions[completionKey(target.kind, target.objectId)];
  if (completedAt !== undefined) return { earned: true, completedAt };
  const missing = coveredModules(series, target)
    .map((moduleId) => moduleProgress(moduleById(series, moduleId), record))
    .filter(({ state }) => state !== 'complete')
    .map(({ moduleId, left }) => ({ moduleId, sections: left.sectionIds.length, quiz: left.quiz }));
  return { earned: false, missing };
}

/** What the issue adds to the record. */
export interface IssueMoment {
  readonly certificateId: string;
  readonly learner: Pick<Learner, 'latinName' | 'khmerName'>;
  readonly language: Language;
  /** For a page in two languages: the other one, and the course with its titles. */
  readonly beside?: { readonly language: Language; readonly series: Series };
  /** ISO instant of now. */
  readonly issuedAt: string;
  /** Calendar day of an instant where the learner is, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
}

/**
 * Freezes a certificate. It lists the covered modules that are complete: one that is added to the series after the
 * completion was not studied for it.
 *
 * @throws RangeError when the target isn't earned: the caller checks `eligibility` first
 */
export function issueCertificate(
  series: Series,
  record: LearningRecord,
  target: CertificateTarget,
  moment: IssueMoment,
): CertificateSnapshot {
  const earned = eligibility(series, record, target);
  if (!earned.earned) throw new RangeError(`The ${target.kind} "${target.objectId}" is not complete.`);
  const covered = coveredModules(series, target);
  const complete = covered.filter((id) => record.completions[completionKey('module', id)] !== undefined);
  const modules = (complete.length > 0 ? complete : covered).map((id) => moduleById(series, id));
  const scored = modules.map(({ id, number, title }) => ({ number, title, score: record.scores[id]?.best ?? 0 }));
  return {
    certificateId: moment.certificateId,
    revision: 1,
    kind: target.kind,
    language: moment.language,
    learner: { latinName: moment.learner.latinName, khmerName: moment.learner.khmerName },
    seriesTitle: series.title,
    title: targetTitle(series, target),
    modules: scored,
    score: scored.reduce((sum, { score }) => sum + score, 0) / scored.length,
    studyMinutes: modules.reduce((sum, { minutes }) => sum + minutes, 0),
    completedAt: earned.completedAt,
    issuedAt: moment.issuedAt,
    completedOn: moment.dayOf(earned.completedAt),
    issuedOn: moment.dayOf(moment.issuedAt),
    ...(moment.beside ? { beside: titlesBeside(moment.beside, target, modules) } : {}),
    course: { edition: series.edition, objectId: target.objectId },
  };
}

function titlesBeside(
  { language, series }: NonNullable<IssueMoment['beside']>,
  target: CertificateTarget,
  modules: Series['modules'],
): NonNullable<CertificateSnapshot['beside']> {
  return {
    language,
    seriesTitle: series.title,
    title: targetTitle(series, target),
    moduleTitles: modules.map(({ id }) => moduleById(series, id).title),
  };
}
