import * as v from 'valibot';
import { idSchema, textOrNumberSchema, textSchema, typedSchema } from './text-schema';

const base = { id: v.optional(idSchema), title: textSchema, description: textSchema, source: typedSchema };

const detail = v.optional(textSchema);

function items<const TItem extends v.GenericSchema>(item: TItem, least: number, most: number) {
  const message = `This kind of figure has ${least} to ${most} items.`;
  return v.pipe(v.array(item), v.minLength(least, message), v.maxLength(most, message));
}

const end = v.strictObject({ title: textSchema, notes: v.optional(v.array(textSchema), []) });

/** The number of a question, from 1, or an end. */
const answer = v.union([v.pipe(v.number(), v.integer(), v.minValue(2)), end]);

/** A figure's file, by kind; the numbers of items are those that fit the drawings. */
export const figureSchema = v.variant('kind', [
  v.strictObject({
    ...base,
    kind: v.literal('timeline'),
    items: items(v.strictObject({ date: textOrNumberSchema, title: textSchema, detail }), 2, 16),
  }),
  v.strictObject({
    ...base,
    kind: v.literal('bars'),
    unit: textSchema,
    items: items(v.strictObject({ label: textOrNumberSchema, value: v.number() }), 2, 16),
  }),
  v.strictObject({
    ...base,
    kind: v.literal('cycle'),
    items: items(v.strictObject({ title: textSchema, detail }), 3, 7),
  }),
  v.strictObject({
    ...base,
    kind: v.literal('ladder'),
    items: items(v.strictObject({ title: textSchema, detail }), 3, 8),
  }),
  v.strictObject({
    ...base,
    kind: v.literal('pathway'),
    items: items(v.strictObject({ title: textSchema, detail, exits: v.optional(v.array(textSchema), []) }), 3, 7),
  }),
  v.strictObject({
    ...base,
    kind: v.literal('tree'),
    root: textSchema,
    items: items(v.strictObject({ title: textSchema, detail, leaves: v.optional(v.array(textSchema), []) }), 2, 7),
  }),
  v.strictObject({
    ...base,
    kind: v.literal('decision'),
    items: items(
      v.strictObject({ title: textSchema, notes: v.optional(v.array(textSchema), []), yes: answer, no: answer }),
      2,
      7,
    ),
  }),
]);

/** The file of a decision. */
export type DecisionFile = Extract<FigureFile, { kind: 'decision' }>;

export type FigureFile = v.InferOutput<typeof figureSchema>;
