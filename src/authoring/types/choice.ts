import * as v from 'valibot';
import type { Option } from '../../domain/series/question';
import type { Problem } from '../reading/problem';
import { idSchema, textOrNumberSchema, textSchema } from '../schemas/text-schema';
import { between, entrySchemas, feedbackSchema, type EntryRules, type GradedSource } from './entry-rules';

const optionSchema = v.strictObject({
  id: idSchema,
  text: textOrNumberSchema,
  correct: v.optional(v.boolean(), false),
  feedback: feedbackSchema,
});

const singleSchemas = entrySchemas({
  type: v.literal('single'),
  stem: textSchema,
  options: between(optionSchema, 3, 5, 'options'),
});
const multipleSchemas = entrySchemas({
  type: v.literal('multiple'),
  stem: textSchema,
  options: between(optionSchema, 4, 6, 'options'),
});
const trueFalseSchemas = entrySchemas({
  type: v.literal('true-false'),
  stem: textSchema,
  answer: v.boolean(),
  feedback: v.optional(v.strictObject({ true: feedbackSchema, false: feedbackSchema }), {}),
});

type OptionEntry = v.InferOutput<typeof optionSchema>;
type SingleEntry = v.InferOutput<typeof singleSchemas.part>;
type MultipleEntry = v.InferOutput<typeof multipleSchemas.part>;
type TrueFalseEntry = v.InferOutput<typeof trueFalseSchemas.part>;

/** What single choice and multiple response have in common. */
const withOptions = {
  answerIds: ({ options }: SingleEntry | MultipleEntry) => options.map(({ id }) => id),
  feedback: ({ options }: SingleEntry | MultipleEntry) =>
    options.map(({ id, feedback }, index) => ({ about: `option “${id}”`, text: feedback, path: ['options', index] })),
  alternatives: ({ options }: SingleEntry | MultipleEntry) => [
    { field: 'options', texts: options.map(({ text }) => text) },
  ],
};

/** Exactly one option is right: rule `single-key`. */
export const single = {
  ...singleSchemas,
  ...withOptions,
  compile: ({ stem, options }, placed) => ({ ...placed, type: 'single', stem, options: options.map(compileOption) }),
  check: (source) => {
    const { entry, name, file, line } = source;
    const right = entry.options.filter(({ correct }) => correct).length;
    const message = `${name}: ${right} options are marked “correct: true”; a single-choice question has exactly one.`;
    return [
      ...(right === 1 ? [] : [{ file, line: line('options'), rule: 'single-key', message }]),
      ...wordingProblems(source),
    ];
  },
} satisfies EntryRules<SingleEntry>;

/** Some options are right and some wrong: rule `multiple-keys`. */
export const multiple = {
  ...multipleSchemas,
  ...withOptions,
  compile: ({ stem, options }, placed) => ({ ...placed, type: 'multiple', stem, options: options.map(compileOption) }),
  check: (source) => {
    const { entry, name, file, line } = source;
    const right = entry.options.filter(({ correct }) => correct).length;
    const message = `${name}: at least one option must be right and at least one wrong; ${right} of ${entry.options.length} are right.`;
    return [
      ...(right > 0 && right < entry.options.length
        ? []
        : [{ file, line: line('options'), rule: 'multiple-keys', message }]),
      ...wordingProblems(source),
    ];
  },
} satisfies EntryRules<MultipleEntry>;

/** A statement to be judged. Its two options have only ids; the app words them in the learner's language. */
export const trueFalse = {
  ...trueFalseSchemas,
  compile: ({ stem, answer, feedback }, placed) => ({
    ...placed,
    type: 'true-false',
    stem,
    options: [
      { id: 'true', text: 'True', correct: answer, feedback: feedback.true ?? '' },
      { id: 'false', text: 'False', correct: !answer, feedback: feedback.false ?? '' },
    ],
  }),
  answerIds: () => [],
  feedback: ({ feedback }) =>
    (['true', 'false'] as const).map((side) => ({ about: `“${side}”`, text: feedback[side], path: ['feedback'] })),
  alternatives: () => [],
} satisfies EntryRules<TrueFalseEntry>;

function compileOption({ id, text, correct, feedback }: OptionEntry): Option {
  return { id, text, correct, feedback: feedback ?? '' };
}

const OF_THE_ABOVE = /\b(all|none|both|neither|any)\s+of\s+(the\s+)?(above|these answers|these options)\b/iu;

const NEGATIVE_QUESTION =
  /\b(?:[Ww]hich|[Ww]hat|[Ww]ho|[Ww]hom|[Ww]hen|[Ww]here)\b(?:\s+[\w’'-]+){0,6}?\s+(?:is|are|was|were|does|do|did|may|must|can|should|will)\s+(?:[\w’'-]+\s+){0,3}?(not)\b|\b(except)\b|(?<!\b[Aa]t )\b(least)\b/u;

/**
 * Rules `of-the-above` and `negative-stem`. What is asked is the stem's last sentence: a "not" in the facts before it,
 * or in a clause of its own ("a child who could not …"), is no negative question, and neither is "why … not".
 */
function wordingProblems({ entry, name, file, line }: GradedSource<SingleEntry | MultipleEntry>): readonly Problem[] {
  const asked = entry.stem.split(/(?<=[.?!])\s+/u).at(-1) ?? '';
  const negative = NEGATIVE_QUESTION.exec(asked)
    ?.slice(1)
    .find((word) => word !== undefined);
  const problems: Problem[] = entry.options.flatMap(({ text }, index) => {
    const message = `${name}: “${text}” is no option: options are shuffled, and it rewards elimination.`;
    return OF_THE_ABOVE.test(text) ? [{ file, line: line('options', index), rule: 'of-the-above', message }] : [];
  });
  if (negative !== undefined) {
    const message = `${name}: a negative question is easily misread. Ask it the other way round, or write ${negative.toUpperCase()} in capitals.`;
    problems.push({ file, line: line('stem'), rule: 'negative-stem', message });
  }
  return problems;
}
