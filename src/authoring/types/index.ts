import * as v from 'valibot';
import type { GradedQuestion } from '../../domain/series/question';
import { textSchema } from '../schemas/text-schema';
import { multiple, single, trueFalse } from './choice';
import { BANK_FIELDS, between, type EntryRules } from './entry-rules';
import { matching } from './matching';
import { ordering } from './ordering';

const GRADED_TYPES = { single, multiple, 'true-false': trueFalse, ordering, matching } satisfies Readonly<
  Record<GradedQuestion['type'], unknown>
>;

const graded = Object.values(GRADED_TYPES);

const partSchema = v.variant(
  'type',
  graded.map(({ part }) => part),
);

/** A part of a case, as written. */
export type PartEntry = v.InferOutput<typeof partSchema>;

/** An entry of `quiz.yaml`. */
export const questionSchema = v.variant('type', [
  ...graded.map(({ bank }) => bank),
  v.strictObject({
    ...BANK_FIELDS,
    type: v.literal('case'),
    /** The scenario's title; the parts have the questions. */
    stem: v.optional(textSchema),
    scenario: textSchema,
    parts: between(partSchema, 2, 4, 'parts'),
  }),
  v.strictObject({ ...BANK_FIELDS, type: v.literal('reflection'), stem: textSchema }),
]);

/** A question of the bank, as written. */
export type QuestionEntry = v.InferOutput<typeof questionSchema>;

/** A question that is graded by itself, as written: either one of the bank or a part of a case. */
export type GradedEntry = Exclude<QuestionEntry, { type: 'case' | 'reflection' }> | PartEntry;

/** The rules of an entry's type. */
export function entryRules({ type }: GradedEntry): EntryRules<GradedEntry> {
  return GRADED_TYPES[type];
}

/** The parts of a case; every other question has none. */
export function partsOf(question: QuestionEntry): readonly PartEntry[] {
  return question.type === 'case' ? question.parts : [];
}
