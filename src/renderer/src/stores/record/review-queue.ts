import { today, type AppContext } from '../../app-context';
import type { QuestionIndex } from '../../../../domain/review/question-index';
import type { ReviewCard } from '../../../../domain/review/review-card';
import { cardSchedule, type CardState } from '../../../../domain/review/review-schedule';
import { queueBasis, type ReviewSettings } from '../../../../domain/review/review-settings';
import type { LearnerSession } from '../../storage';

/** Says of a card what is to become of it, against the bank as it is now. @param day `YYYY-MM-DD` */
export function scheduleWith(
  index: QuestionIndex,
  { retention }: ReviewSettings,
  day: string,
): (card: ReviewCard) => CardState {
  const schedule = cardSchedule(retention, day);
  return (card) => schedule(card, Object.hasOwn(index, card.questionId) ? index[card.questionId] : undefined);
}

/** Brings a record's queue up to date. @throws StorageError; Error where the course's index can't be loaded */
export async function makeQueue(context: AppContext, session: LearnerSession, settings: ReviewSettings): Promise<void> {
  const [index, reviews] = await Promise.all([context.loadQuestionIndex(), session.reviews()]);
  const day = today(context);
  await reviews.schedule(queueBasis(context.series, settings, day), scheduleWith(index, settings, day));
}
