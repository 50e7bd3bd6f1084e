import type { Figure } from './figure';

/** What lists and progress know of a section. */
export interface SectionOutline {
  /** Stable, unique in the series: `<module id>/<section id>`. */
  readonly id: string;
  readonly title: string;
  readonly words: number;
  /** Reading time at 200 words a minute, at least 1. */
  readonly minutes: number;
  readonly objectiveIds: readonly string[];
  /** Block ids in reading order. */
  readonly blockIds: readonly string[];
}

/** A stretch of text under one heading; notes and "continue" hang on its id. */
export interface Block {
  /** Stable, unique in the series: `<section id>#<block id>`. */
  readonly id: string;
  readonly heading: string;
  /** HTML rendered from Markdown at build time; sanitised again before it is shown. */
  readonly html: string;
  readonly figures: readonly Figure[];
}

/** Words a minute that reading times assume. */
export const WORDS_PER_MINUTE = 200;

/** Longest dwell that is asked before a section counts as read by reaching its end, in seconds (`product.md`, Learning). */
export const MAXIMUM_DWELL_SECONDS = 60;

/** Seconds that a section must have been open before reaching its end counts as having read it: a quarter of its reading time, at most 60. */
export function dwellSeconds(section: Pick<SectionOutline, 'words'>): number {
  const readingSeconds = (Math.max(0, section.words) / WORDS_PER_MINUTE) * 60;
  return Math.min(MAXIMUM_DWELL_SECONDS, Math.round(readingSeconds / 4));
}
