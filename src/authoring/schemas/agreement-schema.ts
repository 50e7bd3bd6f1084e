import * as v from 'valibot';
import { idSchema, textSchema } from './text-schema';

const stepSchema = v.strictObject({ id: idSchema, title: textSchema, text: textSchema });

/** A clause, with the id of the module's figure to which it refers. */
const clauseSchema = v.strictObject({ ...stepSchema.entries, figure: v.optional(idSchema) });

const bothLanguagesSchema = v.strictObject({ km: textSchema, en: textSchema });

const optionSchema = v.strictObject({
  id: idSchema,
  text: textSchema,
  correct: v.optional(v.boolean(), false),
  feedback: v.optional(textSchema),
});

/** `agreement.yaml`: a protocol that must be read and agreed to before its module opens. */
export const agreementSchema = v.strictObject({
  id: idSchema,
  /** In a translation alone: the version of the source's protocol whose words it says. */
  translates: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u, 'A version is 64 hexadecimal digits.'))),
  title: textSchema,
  provenance: textSchema,
  introduction: textSchema,
  clauses: v.pipe(v.array(clauseSchema), v.minLength(1, 'A protocol has clauses.')),
  checks: v.pipe(
    v.array(
      v.strictObject({
        id: idSchema,
        scenario: textSchema,
        options: v.pipe(v.array(optionSchema), v.minLength(2, 'A check has at least two options.')),
      }),
    ),
    v.length(3, 'A protocol has exactly three scenario checks.'),
  ),
  /** Section of the module that teaches how to report; the learner's own focal point is written down there. */
  reportingSection: v.optional(idSchema),
  /** Who answers, and where and when the number was read: shown and printed in Khmer and English. */
  helpline: v.strictObject({
    number: v.pipe(v.string(), v.regex(/^\d{3,12}$/u, 'A telephone number is digits alone, in quotation marks.')),
    name: textSchema,
    answers: bothLanguagesSchema,
    read: bothLanguagesSchema,
  }),
  /** What is done before everything else. */
  danger: bothLanguagesSchema,
  /** The steps that the printed card can't do without. */
  today: bothLanguagesSchema,
  reporting: v.pipe(v.array(stepSchema), v.minLength(1, 'A protocol says how to report a concern.')),
});

export type AgreementFile = v.InferOutput<typeof agreementSchema>;
