import { grade } from '../../../../domain/quiz/types';
import type { Answer, Question } from '../../../../domain/series/question';

/** What an answer as a whole is worth, as it is shown and said; null for a question that is never graded. */
export function questionVerdict(
  question: Question,
  answer: Answer | undefined,
): {
  readonly kind: 'right' | 'partly' | 'wrong';
  readonly key: string;
  readonly values: { readonly percent: number };
} | null {
  const result = grade(question, answer);
  if (!result) return null;
  const kind = result.correct ? 'right' : result.score > 0 ? 'partly' : 'wrong';
  return { kind, key: `quiz.overall.${kind}`, values: { percent: Math.round(result.score * 100) } };
}
