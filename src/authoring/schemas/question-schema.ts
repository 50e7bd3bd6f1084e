import * as v from 'valibot';
import { idSchema, textOrNumberSchema, textSchema } from './text-schema';

/** Bloom's levels that a question may ask for. */
const bloomSchema = v.picklist(['remember', 'understand', 'apply', 'analyse', 'evaluate']);

// Feedback is optional here: a missing one is the rule `feedback`, which names the option in the author's words.
const feedback = v.optional(textSchema);

const optionSchema = v.strictObject({
  id: idSchema,
  text: textOrNumberSchema,
  correct: v.optional(v.boolean(), false),
  feedback,
});

function between<const TItem extends v.GenericSchema>(item: TItem, least: number, most: number, what: string) {
  const message = `It has ${least} to ${most} ${what}.`;
  return v.pipe(v.array(item), v.minLength(least, message), v.maxLength(most, message));
}

const single = { type: v.literal('single'), stem: textSchema, options: between(optionSchema, 3, 5, 'options') };
const multiple = { type: v.literal('multiple'), stem: textSchema, options: between(optionSchema, 4, 6, 'options') };
const trueFalse = {
  type: v.literal('true-false'),
  stem: textSchema,
  answer: v.boolean(),
  feedback: v.optional(v.strictObject({ true: feedback, false: feedback }), {}),
};
const ordering = {
  type: v.literal('ordering'),
  stem: textSchema,
  items: between(v.strictObject({ id: idSchema, text: textOrNumberSchema, feedback }), 3, 6, 'items'),
};
const matching = {
  type: v.literal('matching'),
  stem: textSchema,
  pairs: between(
    v.strictObject({ id: idSchema, left: textOrNumberSchema, right: textOrNumberSchema, feedback }),
    3,
    6,
    'pairs',
  ),
  extras: v.optional(v.array(v.strictObject({ id: idSchema, right: textOrNumberSchema })), []),
};

const placed = {
  id: idSchema,
  objective: idSchema,
  section: idSchema,
  bloom: bloomSchema,
  rationale: textSchema,
  source: textSchema,
};

// A part of a case takes from its case what it doesn't say itself.
const inherited = {
  id: idSchema,
  objective: v.optional(idSchema),
  section: v.optional(idSchema),
  bloom: v.optional(bloomSchema),
  rationale: textSchema,
  source: v.optional(textSchema),
};

const partSchema = v.variant('type', [
  v.strictObject({ ...inherited, ...single }),
  v.strictObject({ ...inherited, ...multiple }),
  v.strictObject({ ...inherited, ...trueFalse }),
  v.strictObject({ ...inherited, ...ordering }),
  v.strictObject({ ...inherited, ...matching }),
]);

export type PartEntry = v.InferOutput<typeof partSchema>;

/** An entry of `quiz.yaml`. */
export const questionSchema = v.variant('type', [
  v.strictObject({ ...placed, ...single }),
  v.strictObject({ ...placed, ...multiple }),
  v.strictObject({ ...placed, ...trueFalse }),
  v.strictObject({ ...placed, ...ordering }),
  v.strictObject({ ...placed, ...matching }),
  v.strictObject({
    ...placed,
    type: v.literal('case'),
    /** A title for the scenario; the parts have the questions. */
    stem: v.optional(v.string(), ''),
    scenario: textSchema,
    parts: between(partSchema, 2, 4, 'parts'),
  }),
  v.strictObject({ ...placed, type: v.literal('reflection'), stem: textSchema }),
]);

export type QuestionEntry = v.InferOutput<typeof questionSchema>;

/** A question that is graded by itself, as written: either one of the bank or a part of a case. */
export type GradedEntry = Exclude<QuestionEntry, { type: 'case' | 'reflection' }> | PartEntry;

/** An answer option of a single or multiple choice question, as written. */
export type OptionEntry = v.InferOutput<typeof optionSchema>;
