import type { Citation } from './citation';

/** Bloom's level that a question asks for (Anderson & Krathwohl's revision, without `create`). */
export type BloomLevel = 'remember' | 'understand' | 'apply' | 'analyse' | 'evaluate';

/** An answer option with its own feedback. */
export interface Option {
  readonly id: string;
  readonly text: string;
  readonly correct: boolean;
  /** Why it is right or wrong, in one or two sentences. */
  readonly feedback: string;
}

interface QuestionBase {
  /** Stable, unique in the series: `<module id>/<question id>`. */
  readonly id: string;
  readonly objectiveId: string;
  /** Section that teaches it. */
  readonly sectionId: string;
  readonly bloom: BloomLevel;
  readonly stem: string;
  readonly rationale: string;
  /** Every cited place, at least one; the first supports the correct answer. */
  readonly sources: readonly Citation[];
}

/** Exactly one option is right. */
export interface SingleChoiceQuestion extends QuestionBase {
  readonly type: 'single';
  readonly options: readonly Option[];
}

/** One or more options are right; partial credit. */
export interface MultipleResponseQuestion extends QuestionBase {
  readonly type: 'multiple';
  readonly options: readonly Option[];
}

/** A statement to be judged; two options, `true` and `false`. */
export interface TrueFalseQuestion extends QuestionBase {
  readonly type: 'true-false';
  readonly options: readonly Option[];
}

/** Items to be put in order; `items` is in the right order. */
export interface OrderingQuestion extends QuestionBase {
  readonly type: 'ordering';
  readonly items: readonly { readonly id: string; readonly text: string; readonly feedback: string }[];
}

/** Left sides to be given their right sides; `extras` are right sides that fit nowhere. */
export interface MatchingQuestion extends QuestionBase {
  readonly type: 'matching';
  readonly pairs: readonly {
    readonly id: string;
    readonly left: string;
    readonly right: string;
    readonly feedback: string;
  }[];
  readonly extras: readonly { readonly id: string; readonly right: string; readonly feedback: string }[];
}

/** A question that is graded by itself. */
export type GradedQuestion =
  SingleChoiceQuestion | MultipleResponseQuestion | TrueFalseQuestion | OrderingQuestion | MatchingQuestion;

/** A scenario with several questions that belong together. */
export interface CaseStudyQuestion extends QuestionBase {
  readonly type: 'case';
  /** The scenario, plain text; paragraphs separated by blank lines. */
  readonly scenario: string;
  readonly parts: readonly GradedQuestion[];
}

/** An ungraded prompt; the learner's answer is a note (decision 012). */
export interface ReflectionQuestion extends QuestionBase {
  readonly type: 'reflection';
}

/** A question that is graded. */
export type ScoredQuestion = GradedQuestion | CaseStudyQuestion;

/** Any question of a bank. */
export type Question = ScoredQuestion | ReflectionQuestion;

/** A question of a bank. */
export interface Revised {
  /**
   * Mark of what it asks in the course's source language (`questionRevision`), made as the course is compiled: a
   * translation replaces texts and keeps it, so that what is remembered of the question stays.
   */
  readonly revision: string;
}

/** Name of a question type; its rules are in `domain/quiz/types`. */
export type QuestionType = Question['type'];

/**
 * What a learner answered, by question type.
 * - `choice`: ids of the chosen options (one for single choice and true/false)
 * - `order`: item ids in the learner's order
 * - `matches`: left pair id -> id of the pair or extra whose right side was chosen
 * - `case`: part question id -> answer
 * - `text`: a reflection, not graded; the learner's text is a note (decision 012), and no screen writes one here
 */
export type Answer =
  | { readonly kind: 'choice'; readonly optionIds: readonly string[] }
  | { readonly kind: 'order'; readonly itemIds: readonly string[] }
  | { readonly kind: 'matches'; readonly matches: Readonly<Record<string, string>> }
  | { readonly kind: 'case'; readonly parts: Readonly<Record<string, Answer>> }
  | TextAnswer;

/** A reflection as an answer. No PIN seals it. */
export interface TextAnswer {
  readonly kind: 'text';
  readonly text: string;
}

/** The module of a question, from its id. */
export function moduleIdOf(questionId: string): string {
  return questionId.slice(0, Math.max(0, questionId.indexOf('/')));
}

/** Every place that a question cites: its own, and for a case those of its parts. May name a place twice. */
export function questionCitations(question: Question): readonly Citation[] {
  return question.type === 'case'
    ? [...question.sources, ...question.parts.flatMap((part) => part.sources)]
    : question.sources;
}
