import { compareEdits, nextEdit } from '../learner/edit-order';
import { compareText } from '../text/compare-text';

/** Where the learner last read: "Continue" opens exactly this block. */
export interface ReadingPosition {
  readonly moduleId: string;
  readonly sectionId: string;
  readonly blockId: string;
  /** The sentence at the top of the page when the learner stopped, plain text, at most 240 characters. */
  readonly sentence: string;
  /** ISO instant. */
  readonly at: string;
  /** Comes before the dates in their order (`domain/learner/edit-order.ts`); absent for 0. */
  readonly era?: number;
}

/**
 * The newer of two positions; on a tie the one whose block, then sentence, sorts later, so that order never matters.
 */
export function newerPosition(a: ReadingPosition, b: ReadingPosition): ReadingPosition {
  const order = compareEdits(a, b) || compareText(a.blockId, b.blockId) || compareText(a.sentence, b.sentence);
  return order >= 0 ? a : b;
}

/** A position as the next one after `known`, which it replaces whatever the clock says. */
export function nextPosition(next: ReadingPosition, known: ReadingPosition | null): ReadingPosition {
  return known ? { ...next, ...nextEdit(known, next.at) } : next;
}
