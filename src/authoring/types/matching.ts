import * as v from 'valibot';
import { idSchema, textOrNumberSchema, textSchema } from '../schemas/text-schema';
import { between, entrySchemas, feedbackSchema, type EntryRules } from './entry-rules';

const schemas = entrySchemas({
  type: v.literal('matching'),
  stem: textSchema,
  pairs: between(
    v.strictObject({ id: idSchema, left: textOrNumberSchema, right: textOrNumberSchema, feedback: feedbackSchema }),
    3,
    6,
    'pairs',
  ),
  extras: v.optional(
    v.array(v.strictObject({ id: idSchema, right: textOrNumberSchema, feedback: feedbackSchema })),
    [],
  ),
});

/** Pairs to be matched, and right sides that match nothing. */
export const matching = {
  ...schemas,
  compile: ({ stem, pairs, extras }, placed) => ({
    ...placed,
    type: 'matching',
    stem,
    pairs: pairs.map(({ id, left, right, feedback }) => ({ id, left, right, feedback: feedback ?? '' })),
    extras: extras.map(({ id, right, feedback }) => ({ id, right, feedback: feedback ?? '' })),
  }),
  answerIds: ({ pairs, extras }) => [...pairs, ...extras].map(({ id }) => id),
  feedback: ({ pairs, extras }) => [
    ...pairs.map(({ id, feedback }, index) => ({ about: `pair “${id}”`, text: feedback, path: ['pairs', index] })),
    ...extras.map(({ id, feedback }, index) => ({ about: `extra “${id}”`, text: feedback, path: ['extras', index] })),
  ],
  alternatives: ({ pairs, extras }) => [
    { field: 'pairs', texts: pairs.map(({ left }) => left) },
    { field: 'pairs', texts: [...pairs, ...extras].map(({ right }) => right) },
  ],
} satisfies EntryRules<v.InferOutput<typeof schemas.part>>;
