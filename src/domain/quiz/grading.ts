import type { Answer, GradedQuestion, OrderingQuestion, Question } from '../series/question';

/** What an answer is worth. */
export interface Grade {
  /** 0-1. */
  readonly score: number;
  readonly correct: boolean;
}

const NOTHING: Grade = { score: 0, correct: false };

/**
 * Grades an answer; no answer, or one of another question's kind, is worth nothing. Returns null for a reflection, which is never graded.
 * - single choice, true/false: all or nothing
 * - multiple response: (right chosen - wrong chosen) / right ones, not below 0: each right option raises it, guessing all gains nothing
 * - ordering: (pairs in the right order - pairs in the wrong one) / all pairs, not below 0 (Kendall's tau, floored)
 * - matching: share of pairs that are right
 * - case study: mean of its parts
 */
export function grade(question: Question, answer: Answer | undefined): Grade | null {
  switch (question.type) {
    case 'reflection':
      return null;
    case 'case': {
      const parts = answer?.kind === 'case' ? answer.parts : {};
      const grades = question.parts.map((part) => gradeSimple(part, parts[part.id]));
      const score = grades.reduce((sum, part) => sum + part.score, 0) / Math.max(1, grades.length);
      return fromScore(score);
    }
    case 'single':
    case 'multiple':
    case 'true-false':
    case 'ordering':
    case 'matching':
      return gradeSimple(question, answer);
  }
}

/** Grades one question that isn't a case study. */
export function gradeSimple(question: GradedQuestion, answer: Answer | undefined): Grade {
  switch (question.type) {
    case 'single':
    case 'true-false': {
      if (answer?.kind !== 'choice' || answer.optionIds.length !== 1) return NOTHING;
      const chosen = question.options.find((option) => option.id === answer.optionIds[0]);
      return chosen?.correct ? { score: 1, correct: true } : NOTHING;
    }
    case 'multiple': {
      if (answer?.kind !== 'choice') return NOTHING;
      const chosen = new Set(answer.optionIds);
      const right = question.options.filter((option) => option.correct);
      const rightChosen = right.filter((option) => chosen.has(option.id)).length;
      const wrongChosen = question.options.filter((option) => !option.correct && chosen.has(option.id)).length;
      return fromScore(Math.max(0, (rightChosen - wrongChosen) / Math.max(1, right.length)));
    }
    case 'ordering':
      return answer?.kind === 'order' ? fromScore(orderScore(question, answer.itemIds)) : NOTHING;
    case 'matching': {
      if (answer?.kind !== 'matches') return NOTHING;
      const right = question.pairs.filter((pair) => answer.matches[pair.id] === pair.id).length;
      return fromScore(right / Math.max(1, question.pairs.length));
    }
  }
}

function orderScore(question: OrderingQuestion, itemIds: readonly string[]): number {
  const expected = question.items.map(({ id }) => id);
  if (itemIds.length !== expected.length || new Set(itemIds).size !== expected.length) return 0;
  const position = new Map(itemIds.map((id, index) => [id, index]));
  if (expected.some((id) => !position.has(id))) return 0;
  let balance = 0;
  let pairs = 0;
  for (let first = 0; first < expected.length; first += 1) {
    for (let second = first + 1; second < expected.length; second += 1) {
      pairs += 1;
      const before = position.get(expected[first] ?? '') ?? 0;
      const after = position.get(expected[second] ?? '') ?? 0;
      balance += before < after ? 1 : -1;
    }
  }
  return pairs === 0 ? 1 : Math.max(0, balance / pairs);
}

function fromScore(score: number): Grade {
  return { score, correct: score > 1 - 1e-9 };
}

/** True when the learner has said enough for the question to be answered (every part of a case, every pair of a matching). */
export function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (!answer) return false;
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return answer.kind === 'choice' && answer.optionIds.length > 0;
    case 'ordering':
      return answer.kind === 'order' && answer.itemIds.length === question.items.length;
    case 'matching':
      return answer.kind === 'matches' && question.pairs.every((pair) => (answer.matches[pair.id] ?? '') !== '');
    case 'case':
      return answer.kind === 'case' && question.parts.every((part) => isAnswered(part, answer.parts[part.id]));
    case 'reflection':
      return answer.kind === 'text' && answer.text.trim() !== '';
  }
}
