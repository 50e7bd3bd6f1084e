import { holdsNow, type QueueBasis } from '../../../../domain/review/review-settings';
import { moduleIdOf } from '../../../../domain/series/question';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded } from '../database/storage-error';
import { CARD_PREFIX, dueOn, madeQueue, questionOf, UNSCHEDULED_PREFIX } from './card-rows';

/** What the first screen needs of the review: how much is due. */
export class ReviewCount {
  constructor(private readonly database: LearnerDatabase) {}

  /** Module id -> how many of its questions are due on a day, as the stored queue says. @throws StorageError */
  async due(day: string): Promise<ReadonlyMap<string, number>> {
    const keys = await guarded(() => dueOn(this.database, day).primaryKeys());
    const counts = new Map<string, number>();
    for (const key of keys) {
      const moduleId = moduleIdOf(questionOf(key));
      counts.set(moduleId, (counts.get(moduleId) ?? 0) + 1);
    }
    return counts;
  }

  /**
   * True where the queue doesn't hold every card as it is now: cards changed, or the queue was made by other rules or
   * another clock (`holdsNow`).
   *
   * @throws StorageError
   */
  async isOutdated(basis: QueueBasis): Promise<boolean> {
    const { projections } = this.database;
    const has = async (prefix: string): Promise<boolean> =>
      (await projections.where('key').startsWith(prefix).limit(1).count()) > 0;
    return guarded(async () => {
      if (await has(UNSCHEDULED_PREFIX)) return true;
      const made = await madeQueue(this.database);
      // Without a card any basis is as good.
      return !(made && holdsNow(made, basis)) && has(CARD_PREFIX);
    });
  }
}
