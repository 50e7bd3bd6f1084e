import type { Figure } from './figure';

/** A section without its text, for lists and progress. */
export interface SectionOutline {
  /** Stable, unique in the series: `<module id>/<section id>`. */
  readonly id: string;
  readonly title: string;
  /** Words of the text without the folds, which are for specialists. */
  readonly words: number;
  /** Reading time at 200 words a minute, at least 1. */
  readonly minutes: number;
  /** Day of the last correction of what it says, `YYYY-MM-DD`; absent where nothing was corrected. */
  readonly corrected?: string;
  /** Block ids in reading order. */
  readonly blockIds: readonly string[];
}

/** A stretch of text under one heading; notes and "continue" refer to its id. */
export interface Block {
  /** Stable, unique in the series: `<section id>#<block id>`. */
  readonly id: string;
  readonly heading: string;
  /** HTML rendered from Markdown at build time; sanitised again before it is shown. */
  readonly html: string;
  readonly figures: readonly Figure[];
}

/** Local id of the block before a section's first heading. */
export const OPENING_BLOCK_ID = 'opening';

/** True for the text before a section's first heading: its heading is the section's title. */
export function isOpeningBlock({ id }: Pick<Block, 'id'>): boolean {
  return id.endsWith(`#${OPENING_BLOCK_ID}`);
}

/** Words a minute that reading times assume. */
export const WORDS_PER_MINUTE = 200;

/** Longest time that a section must be open before reaching its end marks it as read, in seconds. */
export const MAXIMUM_DWELL_SECONDS = 60;

/**
 * Seconds that a section must be open before reaching its end marks it as read: a quarter of its reading time, at most
 * 60.
 */
export function dwellSeconds(section: Pick<SectionOutline, 'words'>): number {
  const readingSeconds = (Math.max(0, section.words) / WORDS_PER_MINUTE) * 60;
  return Math.min(MAXIMUM_DWELL_SECONDS, Math.round(readingSeconds / 4));
}
