import * as v from 'valibot';
import type { Answer, GradedQuestion, Question } from '../../series/question';

/** What an answer is worth. */
export interface Grade {
  /** 0-1. */
  readonly score: number;
  readonly correct: boolean;
}

/** The grade of no answer, and of one that doesn't fit the question. */
export const NO_POINTS: Grade = { score: 0, correct: false };

/** The grade of a score; sums of fractions may miss 1 by a rounding error. */
export function gradeOf(score: number): Grade {
  return { score, correct: score > 1 - 1e-9 };
}

/** One kind of answer. Question types that are answered alike share it. */
export interface AnswerRules<TAnswer extends Answer = Answer> {
  readonly kind: TAnswer['kind'];
  /** Its shape in a file. Additional fields are allowed: a newer version of the app may add some. */
  readonly schema: v.GenericSchema;
  /**
   * As a response of xAPI's cmi.interaction: `[,]` between items, `[.]` between sides. Undefined where it must not be
   * exported.
   */
  response(answer: TAnswer): string | undefined;
}

/**
 * A question as GIFT has it (Moodle's documented format), without what is the same for every type: id, title,
 * rationale, sources.
 */
export interface GiftBody {
  readonly stem: string;
  /** Lines between the braces, escaped; empty for an essay, absent for a text that asks nothing itself. */
  readonly answers?: readonly string[];
  /** Feedback that GIFT has no place for, each with its subject; it goes into the general feedback. */
  readonly remarks?: readonly (readonly [string, string])[];
  /** Questions that follow it. */
  readonly parts?: readonly GradedQuestion[];
}

/**
 * What the app knows of one question type: a file in this folder and a line in the table of `index.ts`. What else a new
 * type needs is in `docs/architecture.md` ("Dry runs").
 */
export interface QuestionRules<TQuestion extends Question = Question, TAnswer extends Answer = Answer> {
  readonly answer: AnswerRules<TAnswer>;
  /** What the form shows as long as nothing is answered. */
  blank(question: TQuestion, seed: number): TAnswer;
  /** True when the learner has said enough for the question to be answered. */
  isAnswered(question: TQuestion, answer: TAnswer): boolean;
  /** Absent in a type that is never graded. */
  grade?(question: TQuestion, answer: TAnswer): Grade;
  gift(question: TQuestion): GiftBody;
}

/** The rules of a question that is graded by itself. */
export interface GradedRules<
  TQuestion extends GradedQuestion = GradedQuestion,
  TAnswer extends Answer = Answer,
> extends QuestionRules<TQuestion, TAnswer> {
  grade(question: TQuestion, answer: TAnswer): Grade;
  /**
   * Ids of what can be chosen, in the order in which the form shows it. The same for the same seed in every version: a
   * running quiz is shown again from it.
   */
  displayOrder(question: TQuestion, seed: number): string[];
}

/** Ids in an answer: at most 100, none of them empty. */
export const idListSchema = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.maxLength(100));
