import type { ScoredQuestion } from '../series/question';
import type { Attempt } from './attempt';
import { grade } from './types';

/** How an ended attempt or practice went, in counts. */
export interface AttemptOverview {
  /** Questions that are still in the bank. */
  readonly total: number;
  readonly right: number;
  readonly partly: number;
  /** Wrong or not answered. */
  readonly wrong: number;
  /** Ids of the questions that weren't right, in the order of the attempt. */
  readonly missedIds: readonly string[];
  /** In the order in which their first question came. */
  readonly objectives: readonly ObjectiveOverview[];
}

/** How the questions on one objective went. */
export interface ObjectiveOverview {
  readonly objectiveId: string;
  readonly right: number;
  readonly total: number;
  /** Sections that teach what wasn't right, each once. */
  readonly sectionIds: readonly string[];
}

/**
 * Counts an ended attempt. What was graded at its end stays so; what has no points, as a practice of an older version,
 * is graded against the bank. A question that isn't in the bank any more doesn't count.
 */
export function attemptOverview(attempt: Attempt, questions: ReadonlyMap<string, ScoredQuestion>): AttemptOverview {
  const results = attempt.questionIds.flatMap((id) => {
    const question = questions.get(id);
    if (!question) return [];
    const points = attempt.outcome?.points[id] ?? grade(question, attempt.answers[id]?.answer)?.score ?? 0;
    return [{ id, question, points }];
  });
  const objectives = [...new Set(results.map(({ question }) => question.objectiveId))].map((objectiveId) => {
    const own = results.filter(({ question }) => question.objectiveId === objectiveId);
    const missed = own.filter(({ points }) => points < 1);
    return {
      objectiveId,
      right: own.length - missed.length,
      total: own.length,
      sectionIds: [...new Set(missed.map(({ question }) => question.sectionId))],
    };
  });
  const missedIds = results.filter(({ points }) => points < 1).map(({ id }) => id);
  const wrong = results.filter(({ points }) => points <= 0).length;
  return {
    total: results.length,
    right: results.length - missedIds.length,
    partly: missedIds.length - wrong,
    wrong,
    missedIds,
    objectives,
  };
}
