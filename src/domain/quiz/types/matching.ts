import * as v from 'valibot';
import type { Answer, MatchingQuestion } from '../../series/question';
import { giftOption, giftText } from '../../text/gift-text';
import { seededRandom, seedFor, shuffled } from '../seeded-random';
import { mapSchema } from '../../json/map-schema';
import { gradeOf, type AnswerRules, type GradedRules } from './question-rules';

type MatchesAnswer = Extract<Answer, { kind: 'matches' }>;

const answer: AnswerRules<MatchesAnswer> = {
  kind: 'matches',
  schema: v.looseObject({
    kind: v.literal('matches'),
    matches: mapSchema(v.pipe(v.string(), v.maxLength(200))),
  }),
  response: ({ matches }) =>
    Object.entries(matches)
      .map(([left, right]) => `${left}[.]${right}`)
      .join('[,]'),
};

/** Left sides to be given their right sides; graded by the share of pairs that are right. */
export const matching: GradedRules<MatchingQuestion, MatchesAnswer> = {
  answer,
  blank: () => ({ kind: 'matches', matches: {} }),
  isAnswered: ({ pairs }, { matches }) => pairs.every(({ id }) => (matches[id] ?? '') !== ''),
  grade: ({ pairs }, { matches }) =>
    gradeOf(pairs.filter(({ id }) => matches[id] === id).length / Math.max(1, pairs.length)),
  displayOrder: ({ id, pairs, extras }, seed) =>
    shuffled(
      [...pairs, ...extras].map((side) => side.id),
      seededRandom(seedFor(seed, id)),
    ),
  /** GIFT has no feedback for a pair, nor for a right side that fits nowhere. */
  gift: ({ stem, pairs, extras }) => ({
    stem,
    answers: [
      ...pairs.map(({ left, right }) => `=${giftOption(left)} -> ${giftText(right)}`),
      ...extras.map(({ right }) => `= -> ${giftText(right)}`),
    ],
    remarks: [
      ...pairs.map(({ left, feedback }) => [left, feedback] as const),
      ...extras.map(({ right, feedback }) => [right, feedback] as const),
    ],
  }),
};
