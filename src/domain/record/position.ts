/** Where the learner last read: "Continue" opens exactly this block. */
export interface ReadingPosition {
  readonly moduleId: string;
  readonly sectionId: string;
  readonly blockId: string;
  /** The sentence at the top of the page when the learner stopped, plain text, at most 240 characters. */
  readonly sentence: string;
  /** ISO instant. */
  readonly at: string;
}

/**
 * The newer of two positions; on a tie the one whose block, then sentence, sorts later, so that order never matters.
 */
export function newerPosition(a: ReadingPosition, b: ReadingPosition): ReadingPosition {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  if (a.blockId !== b.blockId) return a.blockId > b.blockId ? a : b;
  return a.sentence >= b.sentence ? a : b;
}
