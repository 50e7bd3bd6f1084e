import type { DueQuestion } from '../../../../domain/review/review-sitting';
import type { ReviewCard } from '../../../../domain/review/review-card';
import type { CardState } from '../../../../domain/review/review-schedule';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded } from '../database/storage-error';
import {
  BASIS_KEY,
  CARD_PREFIX,
  cardKey,
  DUE_PREFIX,
  dueAfter,
  dueKey,
  dueOn,
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
   * Puts the cards that changed into the queue, and those that it puts off past `latest`, or all of them where it was
   * made on another basis. `schedule` must be synchronous, or a transaction would end early.
   *
   * @param latest last day on which a card can be due (`latestDueDay`)
   * @throws StorageError; what was scheduled so far stays
   */
  async schedule(basis: string, schedule: (card: ReviewCard) => CardState, latest: string): Promise<void> {
    const { projections } = this.database;
    await guarded(async () => {
      await this.database.write([projections], async () => {
        const mark = async (questionIds: readonly string[]): Promise<unknown> =>
          projections.bulkPut(questionIds.map((id) => ({ key: unscheduledKey(id), value: true })));
        await mark((await dueAfter(this.database, latest).primaryKeys()).map(questionOf));
        if ((await projections.get(BASIS_KEY))?.value === basis) return;
        const keys = await projections.where('key').startsWith(CARD_PREFIX).primaryKeys();
        await mark(keys.map((key) => key.slice(CARD_PREFIX.length)));
        await projections.put({ key: BASIS_KEY, value: basis });
      });
      while ((await this.scheduleBatch(basis, schedule)) === BATCH);
    });
  }

  private async scheduleBatch(basis: string, schedule: (card: ReviewCard) => CardState): Promise<number> {
    const { projections } = this.database;
    return this.database.write([projections], async () => {
      // Another window, with other settings, has begun its own.
      if ((await projections.get(BASIS_KEY))?.value !== basis) return 0;
      const marks = await projections.where('key').startsWith(UNSCHEDULED_PREFIX).limit(BATCH).primaryKeys();
      const questionIds = marks.map((mark) => mark.slice(UNSCHEDULED_PREFIX.length));
      const rows = await projections.bulkGet(questionIds.map(cardKey));
      const stored = rows.flatMap((row) => (row ? [row.value as StoredCard] : []));
      const next = stored.map(({ card }): StoredCard => {
        const state = schedule(card);
        return { card, dueKey: state.kind === 'due' ? dueKey(state.day, card.questionId) : null };
      });
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

function placeOf(key: string): DueQuestion {
  return { day: key.slice(DUE_PREFIX.length, DUE_PREFIX.length + 10), questionId: questionOf(key) };
}
