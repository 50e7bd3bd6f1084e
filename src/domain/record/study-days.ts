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
  /** Undefined where the course doesn't have the module, null for what is no study. */
  const moduleOf = (statement: Statement): string | undefined | null => {
    switch (statement.verb) {
      case 'experienced':
        return moduleOfSection.get(statement.sectionId);
      case 'watched':
      case 'initialized':
      case 'passed':
      case 'failed':
        return statement.moduleId;
      case 'answered':
      case 'terminated':
        return moduleOfAttempt.get(statement.attemptId);
      case 'reviewed':
        return moduleIdOf(statement.questionId);
      default:
        return null;
    }
  };
  const voided = new Set(statements.flatMap((each) => (each.verb === 'voided' ? [each.statementId] : [])));
  const ofModule = new Map<string, DaySpan>();
  const days = new Set<string>();
  for (const statement of statements) {
    const moduleId = moduleOf(statement);
    if (moduleId === null || voided.has(statement.id)) continue;
    const { day } = statement;
    days.add(day);
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
