import { moduleIdOf } from '../../../../domain/series/question';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded } from '../database/storage-error';
import { BASIS_KEY, CARD_PREFIX, dueAfter, dueOn, questionOf, UNSCHEDULED_PREFIX } from './card-rows';

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
   * True where the queue doesn't hold every card as it is now: cards changed, or the queue was made on another basis.
   *
   * @param basis everything but the cards that decides the queue, as a text
   * @param latest last day on which a card can be due (`latestDueDay`): one that is put off for longer was scheduled by
   * a clock that was ahead
   * @throws StorageError
   */
  async isOutdated(basis: string, latest: string): Promise<boolean> {
    const { projections } = this.database;
    const has = async (prefix: string): Promise<boolean> =>
      (await projections.where('key').startsWith(prefix).limit(1).count()) > 0;
    return guarded(async () => {
      if ((await has(UNSCHEDULED_PREFIX)) || (await dueAfter(this.database, latest).limit(1).count()) > 0) return true;
      // Without a card any basis is as good.
      return (await projections.get(BASIS_KEY))?.value !== basis && has(CARD_PREFIX);
    });
  }
}
