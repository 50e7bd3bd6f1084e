import type { Question, Revised } from '../series/question';
import type { Attempt } from './attempt';
import { grade, isAnswered } from './types';

/** A graded attempt. */
export interface AttemptScore {
  /** Mean of the questions' points, 0-1. */
  readonly score: number;
  readonly passed: boolean;
  readonly points: Readonly<Record<string, number>>;
  /** The revision of each question that counts (`questionRevision`). */
  readonly revisions: Readonly<Record<string, string>>;
}

/**
 * Grades an attempt against the bank. A question that isn't in the bank any more doesn't count;
 * an unanswered one counts as 0. The pass mark is met when the score, rounded to a hundredth of a per cent, reaches it.
 */
export function scoreAttempt(
  attempt: Attempt,
  questions: ReadonlyMap<string, Question & Revised>,
  passMark: number,
): AttemptScore {
  const points: Record<string, number> = {};
  const revisions: Record<string, string> = {};
  for (const id of attempt.questionIds) {
    const question = questions.get(id);
    const result = question ? grade(question, attempt.answers[id]?.answer) : null;
    if (!question || !result) continue;
    points[id] = result.score;
    revisions[id] = question.revision;
  }
  const values = Object.values(points);
  const score = values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    score,
    passed: values.length > 0 && Math.round(score * 10_000) >= Math.round(passMark * 10_000),
    points,
    revisions,
  };
}

/**
 * Index of the first question without a full answer, or the number of questions when all are answered: where a resumed
 * quiz opens.
 */
export function resumeIndex(attempt: Attempt, questions: ReadonlyMap<string, Question>): number {
  const index = attempt.questionIds.findIndex((id) => {
    const question = questions.get(id);
    return question !== undefined && !isAnswered(question, attempt.answers[id]?.answer);
  });
  return index < 0 ? attempt.questionIds.length : index;
}
