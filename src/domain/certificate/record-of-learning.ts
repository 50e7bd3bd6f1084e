import type { Learner } from '../learner/learner';
import { completionKey, type LearningRecord } from '../record/learning-record';
import type { ModuleOutline } from '../series/module';
import { moduleProgress } from '../record/progress';
import { listedCertificates, type ListedCertificates } from './record-certificates';
import { sequenceProgress } from '../record/sequence';
import { moduleById, type Series } from '../series/series';
import type { Language } from '../text/language';
import { compareStatements, type Statement } from '../record/statement';
import type { CompletionKind } from '../record/completion';
import { studyDays } from '../record/study-days';

/**
 * What a learner did in the series, summed up for others to read. Days are calendar days where the learner was,
 * `YYYY-MM-DD`. No notes, no answers.
 */
export interface RecordOfLearning extends ListedCertificates {
  readonly language: Language;
  readonly learner: Pick<Learner, 'latinName' | 'khmerName'>;
  readonly seriesTitle: string;
  readonly organiser: string;
  /** ISO instant of the summary, and its day. */
  readonly madeAt: string;
  readonly madeOn: string;
  readonly modules: readonly ModuleOfLearning[];
  readonly sequences: readonly {
    readonly title: string;
    readonly modules: readonly number[];
    readonly completeModules: number;
    readonly completedOn: string | null;
  }[];
  readonly totals: {
    readonly completeModules: number;
    readonly sectionsRead: number;
    readonly sections: number;
    readonly attempts: number;
    /** Mean of the complete modules' best scores, 0-1; null while none is complete. */
    readonly meanScore: number | null;
    /** Stated study load of the complete modules. */
    readonly studyMinutes: number;
    readonly studyDays: number;
    readonly completedOn: string | null;
  };
}

/** One module's line. */
export interface ModuleOfLearning {
  readonly number: number;
  readonly title: string;
  readonly sectionsRead: number;
  readonly sections: number;
  readonly firstStudiedOn: string | null;
  readonly lastStudiedOn: string | null;
  /** Best score of a counted attempt, 0-1, and the day on which it was first reached. */
  readonly bestScore: number | null;
  readonly bestScoreOn: string | null;
  readonly attempts: number;
  /** Study load as the content states it. */
  readonly studyMinutes: number;
  readonly completedOn: string | null;
}

/** Who and when: not part of the record. */
export interface RecordOfLearningMoment {
  readonly learner: Pick<Learner, 'latinName' | 'khmerName'>;
  readonly language: Language;
  /** ISO instant of now. */
  readonly madeAt: string;
  /** Calendar day of an instant where the learner is, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
}

/**
 * Summarises a record.
 *
 * @param statements those that the record is computed from, in any order: they hold the days, which the record doesn't
 */
export function recordOfLearning(
  series: Series,
  record: LearningRecord,
  statements: readonly Statement[],
  moment: RecordOfLearningMoment,
): RecordOfLearning {
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

  const lineOf = (module: ModuleOutline): ModuleOfLearning => {
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
    ...listedCertificates(Object.values(record.certificates).map(({ snapshot }) => snapshot)),
    totals: { ...totalsOf(modules), studyDays: studied.days, completedOn: completedOn('series', series.id) },
  };
}

function totalsOf(modules: readonly ModuleOfLearning[]): Omit<RecordOfLearning['totals'], 'studyDays' | 'completedOn'> {
  const complete = modules.filter((module) => module.completedOn !== null);
  const sum = (of: readonly ModuleOfLearning[], part: (module: ModuleOfLearning) => number): number =>
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
