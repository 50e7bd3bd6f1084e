import * as v from 'valibot';
import { idSchema, textOrNumberSchema, textSchema } from '../schemas/text-schema';
import { between, entrySchemas, feedbackSchema, type EntryRules } from './entry-rules';

const schemas = entrySchemas({
  type: v.literal('ordering'),
  stem: textSchema,
  items: between(v.strictObject({ id: idSchema, text: textOrNumberSchema, feedback: feedbackSchema }), 3, 6, 'items'),
});

/** Items to be put in order, written in the right one. */
export const ordering = {
  ...schemas,
  compile: ({ stem, items }, placed) => ({
    ...placed,
    type: 'ordering',
    stem,
    items: items.map(({ id, text, feedback }) => ({ id, text, feedback: feedback ?? '' })),
  }),
  answerIds: ({ items }) => items.map(({ id }) => id),
  feedback: ({ items }) =>
    items.map(({ id, feedback }, index) => ({ about: `item “${id}”`, text: feedback, path: ['items', index] })),
  alternatives: ({ items }) => [{ field: 'items', texts: items.map(({ text }) => text) }],
} satisfies EntryRules<v.InferOutput<typeof schemas.part>>;
