import { moduleIdOf } from '../series/question';
import { daysBetween } from '../text/calendar-day';
import { isRight, reviewsInOrder, type ReviewCard } from './review-card';

/** The mean of some answers. */
export interface MeanScore {
  /** 0-1. */
  readonly score: number;
  /** Number of questions. */
  readonly questions: number;
}

/** How well a module's questions were known when they were first asked, and later. */
export interface WhatLasted {
  readonly moduleId: string;
  /** On the first day: the first answer to every question. */
  readonly first: MeanScore;
  /** 30 to 89 days after a question's first answer; null where none was asked then. */
  readonly after30: MeanScore | null;
  /** 90 days after it, or later. */
  readonly after90: MeanScore | null;
}

/**
 * Per module the score of the day against 30 and 90 days later. Of each question the first answer in each span counts:
 * it says what was still known, the ones after it what was learned again. Modules without an answer are left out.
 */
export function whatLasted(cards: readonly ReviewCard[]): WhatLasted[] {
  const points = new Map<string, { first: number[]; after30: number[]; after90: number[] }>();
  for (const card of cards) {
    const reviews = reviewsInOrder(card);
    const [first] = reviews;
    if (!first) continue;
    const moduleId = moduleIdOf(card.questionId);
    const of = points.get(moduleId) ?? { first: [], after30: [], after90: [] };
    points.set(moduleId, of);
    of.first.push(first.points);
    const age = (day: string): number => daysBetween(first.day, day);
    const after30 = reviews.find(({ day }) => age(day) >= 30 && age(day) < 90);
    const after90 = reviews.find(({ day }) => age(day) >= 90);
    if (after30) of.after30.push(after30.points);
    if (after90) of.after90.push(after90.points);
  }
  return [...points].map(([moduleId, { first, after30, after90 }]) => ({
    moduleId,
    first: meanOf(first) ?? { score: 0, questions: 0 },
    after30: meanOf(after30),
    after90: meanOf(after90),
  }));
}

function meanOf(points: readonly number[]): MeanScore | null {
  if (points.length === 0) return null;
  return { score: points.reduce((sum, each) => sum + each, 0) / points.length, questions: points.length };
}

/** How often answers of which the learner was sure, or unsure, were right. */
export interface Calibration {
  readonly confidence: 'sure' | 'unsure';
  readonly answers: number;
  readonly right: number;
}

/** Sure and unsure against right and wrong, over all answers of which the learner said either. */
export function calibration(cards: readonly ReviewCard[]): Calibration[] {
  const reviews = cards.flatMap((card) => Object.values(card.reviews));
  return (['sure', 'unsure'] as const).map((confidence) => {
    const said = reviews.filter((review) => review.confidence === confidence);
    return { confidence, answers: said.length, right: said.filter(isRight).length };
  });
}
