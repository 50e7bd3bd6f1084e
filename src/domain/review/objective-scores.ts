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
  /** The section of the question that was answered worst; null where none was answered. */
  readonly sectionId: string | null;
}

/** Below this share an objective is worth reading again: the pass mark of the quizzes. */
const KNOWN = 0.8;

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
    const own = bank.filter(([, question]) => question.objectiveId === objectiveId);
    const answers = own
      .flatMap(([id, { sectionId }]) => {
        const points = newest.get(id);
        return points === undefined ? [] : [{ points, sectionId }];
      })
      .sort((a, b) => a.points - b.points);
    return {
      objectiveId,
      text,
      score: answers.length === 0 ? null : answers.reduce((sum, { points }) => sum + points, 0) / answers.length,
      answered: answers.length,
      questions: own.length,
      sectionId: answers[0]?.sectionId ?? null,
    };
  });
}

/** An objective of which less is known than a quiz asks for, with the section to read again. */
export interface WeakObjective extends ObjectiveScore {
  readonly score: number;
  readonly sectionId: string;
}

/** The objectives that are known least, the weakest first. */
export function weakest(scores: readonly ObjectiveScore[], limit: number): WeakObjective[] {
  return scores
    .filter((each): each is WeakObjective => each.score !== null && each.score < KNOWN && each.sectionId !== null)
    .sort((a, b) => a.score - b.score)
    .slice(0, limit);
}
