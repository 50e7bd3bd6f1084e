import type { Collection } from 'dexie';
import { CardFold, type CardStatement, type ReviewCard } from '../../../../domain/review/review-card';
import type { MadeQueue } from '../../../../domain/review/review-settings';
import type { Attempt } from '../../../../domain/quiz/attempt';
import type { KeyedRow, LearnerDatabase } from '../database/learner-database';

// Three kinds of rows in the table of projections:
// - `card <question>`: the card, and the day under which it is in the queue
// - `due <day> <question>`: the queue; the keys sort by day, so what is due is found without reading the cards
// - `unscheduled <question>`: the card changed since it was last scheduled, so it isn't in the queue
// The schedule itself (`ts-fsrs`) isn't in the first load and runs later (`review-store.ts`).

/** Prefix of the cards' keys. */
export const CARD_PREFIX = 'card ';

/** Prefix of the queue's keys. */
export const DUE_PREFIX = 'due ';

/** Prefix of the keys of the changed cards. */
export const UNSCHEDULED_PREFIX = 'unscheduled ';

const BASIS_KEY = 'reviewBasis';

/** By what the stored queue was made; undefined where none was. */
export async function madeQueue({ projections }: LearnerDatabase): Promise<MadeQueue | undefined> {
  return (await projections.get(BASIS_KEY))?.value as MadeQueue | undefined;
}

/** Saves by what the queue is made. */
export async function putMadeQueue({ projections }: LearnerDatabase, made: MadeQueue): Promise<void> {
  await projections.put({ key: BASIS_KEY, value: made });
}

/** The value of a card's row. */
export interface StoredCard {
  readonly card: ReviewCard;
  /** Key of its row in the queue; null where it has none. */
  readonly dueKey: string | null;
}

/** The key of a card's row. */
export function cardKey(questionId: string): string {
  return `${CARD_PREFIX}${questionId}`;
}

/** The key of a card in the queue. */
export function dueKey(day: string, questionId: string): string {
  return `${DUE_PREFIX}${day} ${questionId}`;
}

/** The question of a key in the queue. */
export function questionOf(key: string): string {
  return key.slice(DUE_PREFIX.length + '2026-01-01 '.length);
}

/** The key that says that a card must be scheduled. */
export function unscheduledKey(questionId: string): string {
  return `${UNSCHEDULED_PREFIX}${questionId}`;
}

/** All rows of a fold; nothing is scheduled yet. */
export function cardRows(fold: CardFold): KeyedRow[] {
  return [...fold.result().values()].flatMap((card) => [
    { key: cardKey(card.questionId), value: { card, dueKey: null } satisfies StoredCard },
    { key: unscheduledKey(card.questionId), value: true },
  ]);
}

/**
 * Applies new statements of the review and ended attempts to the cards. Must run in the transaction that adds the
 * statements.
 */
export async function projectCards(
  database: LearnerDatabase,
  ofCards: readonly CardStatement[],
  ended: readonly Attempt[],
): Promise<void> {
  const questionIds = [
    ...new Set([
      ...ofCards.map(({ questionId }) => questionId),
      ...ended.flatMap(({ answers }) => Object.keys(answers)),
    ]),
  ];
  const rows = await database.projections.bulkGet(questionIds.map(cardKey));
  const before = rows.flatMap((row) => (row ? [row.value as StoredCard] : []));
  const fold = new CardFold(before.map(({ card }) => card));
  for (const statement of ofCards) fold.add(statement);
  for (const attempt of ended) fold.addAttempt(attempt);
  await database.projections.bulkDelete(before.flatMap((row) => (row.dueKey ? [row.dueKey] : [])));
  await database.projections.bulkPut(cardRows(fold));
}

/** The rows of the queue that are due on a day. */
export function dueOn({ projections }: LearnerDatabase, day: string): Collection<KeyedRow, string> {
  return projections.where('key').between(DUE_PREFIX, `${DUE_PREFIX}${day}\uFFFF`);
}
