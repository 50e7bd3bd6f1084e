import { moduleIdOf } from '../series/question';
import type { Series } from '../series/series';
import type { Statement } from './statement';

/** First and last of some calendar days, `YYYY-MM-DD`. */
export interface DaySpan {
  readonly first: string;
  readonly last: string;
}

/**
 * On which days a learner studied: a section was read (voided reads don't count), a recording played, a quiz begun,
 * answered, submitted or ended. Practice and review are study too.
 *
 * @param statements in any order
 */
export function studyDays(
  series: Series,
  statements: readonly Statement[],
): { readonly ofModule: ReadonlyMap<string, DaySpan>; readonly days: number } {
  const moduleOfSection = new Map(
    series.modules.flatMap(({ id, sections }) => sections.map((section) => [section.id, id] as const)),
  );
  const moduleOfAttempt = new Map<string, string>();
  for (const statement of statements) {
    if (statement.verb === 'initialized' || statement.verb === 'passed' || statement.verb === 'failed')
      moduleOfAttempt.set(statement.attemptId, statement.moduleId);
  }
  const voided = new Set(statements.flatMap((each) => (each.verb === 'voided' ? [each.statementId] : [])));
  const ofModule = new Map<string, DaySpan>();
  const days = new Set<string>();
  for (const statement of statements) {
    if (!isStudy(statement) || voided.has(statement.id)) continue;
    const { day } = statement;
    days.add(day);
    const moduleId =
      statement.verb === 'experienced'
        ? moduleOfSection.get(statement.sectionId)
        : statement.verb === 'reviewed'
          ? moduleIdOf(statement.questionId)
          : statement.verb === 'watched'
            ? statement.moduleId
            : moduleOfAttempt.get(statement.attemptId);
    if (moduleId === undefined) continue;
    const span = ofModule.get(moduleId);
    ofModule.set(
      moduleId,
      span
        ? { first: day < span.first ? day : span.first, last: day > span.last ? day : span.last }
        : { first: day, last: day },
    );
  }
  return { ofModule, days: days.size };
}

const STUDY_VERBS = [
  'experienced',
  'initialized',
  'answered',
  'passed',
  'failed',
  'terminated',
  'reviewed',
  'watched',
] as const satisfies readonly Statement['verb'][];

type Study = Extract<Statement, { readonly verb: (typeof STUDY_VERBS)[number] }>;

function isStudy(statement: Statement): statement is Study {
  const verbs: readonly string[] = STUDY_VERBS;
  return verbs.includes(statement.verb);
}
