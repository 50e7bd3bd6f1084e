import type { Learner } from '../learner/learner';
import { completionKey, type LearningRecord } from '../record/learning-record';
import type { ModuleOutline } from '../series/module';
import { moduleProgress } from '../record/progress';
import type { CertificateSnapshot } from '../record/certificate-snapshot';
import { compareText } from '../text/compare-text';
import { sequenceProgress } from '../record/sequence';
import { moduleById, type Series } from '../series/series';
import type { Language } from '../text/language';
import { compareStatements, type Statement } from '../record/statement';
import type { CompletionKind } from '../record/completion';
import { studyDays } from '../record/study-days';

/** Who and when: not part of the record. */
export interface RecordOfLearningMoment {
  readonly learner: Pick<Learner, 'latinName' | 'khmerName'>;
  readonly language: Language;
  /** For a paper in two languages: the other one, and the course with its titles. */
  readonly beside?: { readonly language: Language; readonly series: Series };
  /** ISO instant of now. */
  readonly madeAt: string;
  /** Calendar day of an instant where the learner is, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
}

/**
 * What a learner did in the series, summed up for others to read, as the contract's document has it
 * (`contract/record-of-learning-document.ts`). Days are calendar days where the learner was, `YYYY-MM-DD`. No notes, no
 * answers.
 *
 * @param statements those that the record is computed from, in any order: they hold the days, which the record doesn't
 */
export function recordOfLearning(
  series: Series,
  record: LearningRecord,
  statements: readonly Statement[],
  moment: RecordOfLearningMoment,
) {
  const ordered = [...statements].sort(compareStatements);
  const studied = studyDays(series, ordered);
  const completedOn = (kind: CompletionKind, objectId: string): string | null => {
    const instant = record.completions[completionKey(kind, objectId)];
    if (instant === undefined) return null;
    // The day of the statement, which is the learner's; a record without it (never seen) still has the instant.
    return (
      ordered.find((each) => each.verb === 'completed' && each.kind === kind && each.objectId === objectId)?.day ??
      moment.dayOf(instant)
    );
  };
  const bestScoreOn = (moduleId: string, best: number): string | null =>
    ordered.find(
      (each) => (each.verb === 'passed' || each.verb === 'failed') && each.moduleId === moduleId && each.score >= best,
    )?.day ?? null;

  const lineOf = (module: ModuleOutline) => {
    const { readSectionIds, sectionCount, bestScore, attempts } = moduleProgress(module, record);
    const days = studied.ofModule.get(module.id);
    return {
      number: module.number,
      title: module.title,
      sectionsRead: readSectionIds.length,
      sections: sectionCount,
      firstStudiedOn: days?.first ?? null,
      lastStudiedOn: days?.last ?? null,
      bestScore,
      bestScoreOn: bestScore === null ? null : bestScoreOn(module.id, bestScore),
      attempts,
      studyMinutes: module.minutes,
      completedOn: completedOn('module', module.id),
    };
  };
  const modules = series.modules.map(lineOf);
  return {
    language: moment.language,
    learner: { latinName: moment.learner.latinName, khmerName: moment.learner.khmerName },
    seriesTitle: series.title,
    organiser: series.organiser,
    madeAt: moment.madeAt,
    madeOn: moment.dayOf(moment.madeAt),
    modules,
    sequences: series.sequences.map((sequence) => ({
      title: sequence.title,
      modules: sequence.moduleIds.map((id) => moduleById(series, id).number),
      completeModules: sequenceProgress(series, sequence, record).completeParts,
      completedOn: completedOn('sequence', sequence.id),
    })),
    ...(moment.beside ? { beside: titlesBeside(moment.beside) } : {}),
    ...listedCertificates(
      Object.values(record.certificates).map(({ objectId, snapshot }) => ({
        ...snapshot,
        title: titleIn(moment.language, snapshot) ?? courseTitle(series, objectId) ?? snapshot.title,
      })),
    ),
    totals: { ...totalsOf(modules), studyDays: studied.days, completedOn: completedOn('series', series.id) },
  };
}

/** A certificate's title as it was issued in a language; undefined where it was issued in another one alone. */
function titleIn(wanted: Language, { language, title, beside }: CertificateSnapshot): string | undefined {
  return language === wanted ? title : beside?.language === wanted ? beside.title : undefined;
}

/** The title that the course has now for what a certificate is of; undefined where it no longer has it. */
function courseTitle(series: Series, objectId: string): string | undefined {
  return [series, ...series.modules, ...series.sequences].find(({ id }) => id === objectId)?.title;
}

function titlesBeside({ language, series }: NonNullable<RecordOfLearningMoment['beside']>) {
  return {
    language,
    seriesTitle: series.title,
    moduleTitles: series.modules.map(({ title }) => title),
    sequenceTitles: series.sequences.map(({ title }) => title),
  };
}

/** A module's line, as far as the totals need it. */
interface ModuleLine {
  readonly sectionsRead: number;
  readonly sections: number;
  readonly attempts: number;
  readonly bestScore: number | null;
  readonly studyMinutes: number;
  readonly completedOn: string | null;
}

function totalsOf(modules: readonly ModuleLine[]) {
  const complete = modules.filter((module) => module.completedOn !== null);
  const sum = (of: readonly ModuleLine[], part: (module: ModuleLine) => number): number =>
    of.reduce((total, module) => total + part(module), 0);
  return {
    completeModules: complete.length,
    sectionsRead: sum(modules, ({ sectionsRead }) => sectionsRead),
    sections: sum(modules, ({ sections }) => sections),
    attempts: sum(modules, ({ attempts }) => attempts),
    meanScore: complete.length === 0 ? null : sum(complete, ({ bestScore }) => bestScore ?? 0) / complete.length,
    studyMinutes: sum(complete, ({ studyMinutes }) => studyMinutes),
  };
}

/**
 * Most issues that are listed, as the contract lets them through. A learner who corrects a name on every certificate
 * has 26: only a forged learner file brings more, and it must not keep the typesetter busy.
 */
export const MAXIMUM_LISTED_ISSUES = 1_000;

/** Lists every issued revision, oldest first. */
export function listedCertificates(issues: readonly CertificateSnapshot[]) {
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
