import { holdsNow, type QueueBasis } from '../../../../domain/review/review-settings';
import type { DueQuestion } from '../../../../domain/review/review-sitting';
import { isAhead, type ReviewCard } from '../../../../domain/review/review-card';
import type { CardState } from '../../../../domain/review/review-schedule';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded } from '../database/storage-error';
import {
  CARD_PREFIX,
  cardKey,
  DUE_PREFIX,
  dueKey,
  dueOn,
  madeQueue,
  putMadeQueue,
  questionOf,
  UNSCHEDULED_PREFIX,
  unscheduledKey,
  type StoredCard,
} from './card-rows';

/** Cards scheduled in one transaction: some milliseconds, so that no change has to wait for long. */
const BATCH = 500;

/** A learner's review cards, and the queue that is made of them. Not in the first load. */
export class ReviewStore {
  constructor(private readonly database: LearnerDatabase) {}

  /** The questions that are due on a day, the longest due first. @throws StorageError */
  async due(day: string): Promise<DueQuestion[]> {
    const keys = await guarded(() => dueOn(this.database, day).primaryKeys());
    return keys.map(placeOf);
  }

  /** The whole queue, in order of days. @throws StorageError */
  async upcoming(): Promise<DueQuestion[]> {
    const keys = await guarded(() => this.database.projections.where('key').startsWith(DUE_PREFIX).primaryKeys());
    return keys.map(placeOf);
  }

  /** One card, or null where the question was never answered. @throws StorageError */
  async card(questionId: string): Promise<ReviewCard | null> {
    const row = await guarded(() => this.database.projections.get(cardKey(questionId)));
    return (row?.value as StoredCard | undefined)?.card ?? null;
  }

  /** Every card. @throws StorageError */
  async cards(): Promise<ReviewCard[]> {
    const rows = await guarded(() => this.database.projections.where('key').startsWith(CARD_PREFIX).toArray());
    return rows.map(({ value }) => (value as StoredCard).card);
  }

  /**
   * Puts the cards that changed into the queue, or all of them where the queue that was made doesn't hold now.
   * `schedule` must be synchronous, or a transaction would end early.
   *
   * @throws StorageError; what was scheduled so far stays
   */
  async schedule(basis: QueueBasis, schedule: (card: ReviewCard) => CardState): Promise<void> {
    const { projections } = this.database;
    await guarded(async () => {
      await this.database.transaction('rw', projections, async () => {
        const made = await madeQueue(this.database);
        const holds = made !== undefined && holdsNow(made, basis);
        await putMadeQueue(this.database, { ...basis, hasAhead: holds && made.hasAhead });
        if (holds) return;
        const keys = await projections.where('key').startsWith(CARD_PREFIX).primaryKeys();
        const questionIds = keys.map((key) => key.slice(CARD_PREFIX.length));
        await projections.bulkPut(questionIds.map((id) => ({ key: unscheduledKey(id), value: true })));
      });
      while ((await this.scheduleBatch(basis, schedule)) === BATCH);
    });
  }

  private async scheduleBatch(basis: QueueBasis, schedule: (card: ReviewCard) => CardState): Promise<number> {
    const { projections } = this.database;
    return this.database.transaction('rw', projections, async () => {
      const made = await madeQueue(this.database);
      // Another window, with other settings, has begun its own.
      if (made?.rules !== basis.rules || made.day !== basis.day) return 0;
      const marks = await projections.where('key').startsWith(UNSCHEDULED_PREFIX).limit(BATCH).primaryKeys();
      const questionIds = marks.map((mark) => mark.slice(UNSCHEDULED_PREFIX.length));
      const rows = await projections.bulkGet(questionIds.map(cardKey));
      const stored = rows.flatMap((row) => (row ? [row.value as StoredCard] : []));
      const next = stored.map(({ card }): StoredCard => {
        const state = schedule(card);
        return { card, dueKey: state.kind === 'due' ? dueKey(state.day, card.questionId) : null };
      });
      if (!made.hasAhead && stored.some(({ card }) => hasAhead(card, basis.day)))
        await putMadeQueue(this.database, { ...basis, hasAhead: true });
      await projections.bulkDelete([...marks, ...stored.flatMap(({ dueKey: key }) => (key === null ? [] : [key]))]);
      await projections.bulkPut(
        next.flatMap((value) => [
          { key: cardKey(value.card.questionId), value },
          ...(value.dueKey === null ? [] : [{ key: value.dueKey, value: true }]),
        ]),
      );
      return marks.length;
    });
  }
}

function hasAhead({ reviews }: ReviewCard, day: string): boolean {
  return Object.values(reviews).some((review) => isAhead(review, day));
}

function placeOf(key: string): DueQuestion {
  return { day: key.slice(DUE_PREFIX.length, DUE_PREFIX.length + 10), questionId: questionOf(key) };
}
