import * as v from 'valibot';
import type { Answer, OrderingQuestion } from '../../series/question';
import { giftOption } from '../../text/gift-text';
import { seededRandom, seedFor, shuffled } from '../seeded-random';
import { gradeOf, idListSchema, type AnswerRules, type GradedRules } from './question-rules';
import { compareText } from '../../text/compare-text';

type OrderAnswer = Extract<Answer, { kind: 'order' }>;

/** Added to the stem in GIFT, which has no type for an ordering. */
export const PLACES_HINT = 'Give each item its place; 1 is the first.';

const answer: AnswerRules<OrderAnswer> = {
  kind: 'order',
  schema: v.looseObject({ kind: v.literal('order'), itemIds: idListSchema }),
  response: ({ itemIds }) => itemIds.join('[,]'),
};

/** Items to be put in order; `items` of the question is the right order. */
export const ordering: GradedRules<OrderingQuestion, OrderAnswer> = {
  answer,
  blank: (question, seed) => ({ kind: 'order', itemIds: ordering.displayOrder(question, seed) }),
  isAnswered: ({ items }, { itemIds }) => itemIds.length === items.length,
  grade: (question, { itemIds }) => gradeOf(orderScore(question, itemIds)),
  /** Never the right order: it would start solved. */
  displayOrder: ({ id, items }, seed) => {
    const right = items.map((item) => item.id);
    const mixed = shuffled(right, seededRandom(seedFor(seed, id)));
    return mixed.every((each, index) => each === right[index]) ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
  },
  /** A matching of items and places, sorted by text, since the right order would give the key away. */
  gift: ({ stem, items }) => ({
    stem: `${stem}\n${PLACES_HINT}`,
    answers: items
      .map(({ text }, index) => ({ text, place: index + 1 }))
      .sort((a, b) => compareText(a.text, b.text))
      .map(({ text, place }) => `=${giftOption(text)} -> ${place}`),
    remarks: items.map(({ text, feedback }) => [text, feedback]),
  }),
};

/** (pairs in the right order - pairs in the wrong one) / all pairs, not below 0: Kendall's tau, floored. */
function orderScore({ items }: OrderingQuestion, itemIds: readonly string[]): number {
  const expected = items.map(({ id }) => id);
  if (itemIds.length !== expected.length || new Set(itemIds).size !== expected.length) return 0;
  const position = new Map(itemIds.map((id, index) => [id, index]));
  if (expected.some((id) => !position.has(id))) return 0;
  let balance = 0;
  let pairs = 0;
  for (let first = 0; first < expected.length; first += 1) {
    for (let second = first + 1; second < expected.length; second += 1) {
      pairs += 1;
      const before = position.get(expected[first] ?? '') ?? 0;
      const after = position.get(expected[second] ?? '') ?? 0;
      balance += before < after ? 1 : -1;
    }
  }
  return pairs === 0 ? 1 : Math.max(0, balance / pairs);
}
