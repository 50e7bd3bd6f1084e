import * as v from 'valibot';
import type { Answer, GradedQuestion, Question, QuestionType } from '../../series/question';
import { caseStudyRules } from './case-study';
import { multiple, single, trueFalse } from './choice';
import { matching } from './matching';
import { ordering } from './ordering';
import {
  NO_POINTS,
  type AnswerRules,
  type GiftBody,
  type Grade,
  type GradedRules,
  type QuestionRules,
} from './question-rules';
import { reflection } from './reflection';

export type { Grade } from './question-rules';

const GRADED_TYPES = { single, multiple, 'true-false': trueFalse, ordering, matching } satisfies {
  readonly [TType in GradedQuestion['type']]: GradedRules<Extract<GradedQuestion, { type: TType }>>;
};

const partAnswers = new Set([...Object.values(GRADED_TYPES), reflection].map(({ answer }) => answer.schema));

/** The rules of every question type. */
const TYPES = {
  ...GRADED_TYPES,
  case: caseStudyRules({
    // Older records have reflections among a case's parts.
    schema: v.union([...partAnswers]),
    grade: (part, answer) => grade(part, answer) ?? NO_POINTS,
    isAnswered,
    response: responseOf,
  }),
  reflection,
} satisfies { readonly [TType in QuestionType]: QuestionRules<Extract<Question, { type: TType }>> };

/** Every question type, in the order in which tables list them. */
export const QUESTION_TYPES = Object.keys(TYPES) as readonly QuestionType[];

const ANSWERS: ReadonlyMap<string, AnswerRules> = new Map(
  Object.values(TYPES).map(({ answer }) => [answer.kind, answer]),
);

/** An answer of any kind as it may occur in a file. */
export const answerSchema = v.union([...ANSWERS.values()].map(({ schema }) => schema));

/**
 * Grades an answer; no answer, or one of another question's kind, is worth nothing. Null for a question that is never
 * graded.
 */
export function grade(question: Question, answer: Answer | undefined): Grade | null {
  const rules: QuestionRules = TYPES[question.type];
  if (!rules.grade) return null;
  return answer?.kind === rules.answer.kind ? rules.grade(question, answer) : NO_POINTS;
}

/**
 * True when the learner has said enough for the question to be answered (every part of a case, every pair of a
 * matching).
 */
export function isAnswered(question: Question, answer: Answer | undefined): boolean {
  const rules: QuestionRules = TYPES[question.type];
  return answer?.kind === rules.answer.kind && rules.isAnswered(question, answer);
}

/** The kind of answer that a question takes. */
export type AnswerTo<TQuestion extends Question> = ReturnType<(typeof TYPES)[TQuestion['type']]['blank']>;

/** The answer that a question's form shows: the one given, or a blank one. */
export function shownAnswer<TQuestion extends Question>(
  question: TQuestion,
  answer: Answer | undefined,
  seed: number,
): AnswerTo<TQuestion> {
  const rules: QuestionRules = TYPES[question.type];
  const shown = answer?.kind === rules.answer.kind ? answer : rules.blank(question, seed);
  return shown as AnswerTo<TQuestion>;
}

/** The order in which a question's options (items, right sides) are shown, as ids. */
export function displayOrder(question: GradedQuestion, seed: number): string[] {
  const rules: GradedRules = GRADED_TYPES[question.type];
  return rules.displayOrder(question, seed);
}

/** The part of a question in GIFT that depends on its type. */
export function giftBody(question: Question): GiftBody {
  const rules: QuestionRules = TYPES[question.type];
  return rules.gift(question);
}

/** An answer as a response of xAPI; undefined for a reflection, and for a kind of a newer version of the app. */
export function responseOf(answer: Answer): string | undefined {
  return ANSWERS.get(answer.kind)?.response(answer);
}
