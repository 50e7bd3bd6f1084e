import type { Objective } from '../series/module';
import type { QuestionIndex } from './question-index';
import { reviewsInOrder, type ReviewCard } from './review-card';

/** How well the questions of one objective are known now. */
export interface ObjectiveScore {
  readonly objectiveId: string;
  readonly text: string;
  /** Mean of the newest answers, 0-1; null where no question was answered. */
  readonly score: number | null;
  readonly answered: number;
  /** Questions of the bank. */
  readonly questions: number;
}

/** The scores of a module's objectives, in the given order. Questions that left the bank don't count. */
export function objectiveScores(
  objectives: readonly Objective[],
  index: QuestionIndex,
  cards: readonly ReviewCard[],
): ObjectiveScore[] {
  const newest = new Map(
    cards.flatMap((card) => {
      const last = reviewsInOrder(card).at(-1);
      return last ? [[card.questionId, last.points] as const] : [];
    }),
  );
  const bank = Object.entries(index);
  return objectives.map(({ id: objectiveId, text }) => {
    const ids = bank.filter(([, question]) => question.objectiveId === objectiveId).map(([id]) => id);
    const points = ids.flatMap((id) => newest.get(id) ?? []);
    return {
      objectiveId,
      text,
      score: points.length === 0 ? null : points.reduce((sum, each) => sum + each, 0) / points.length,
      answered: points.length,
      questions: ids.length,
    };
  });
}
