import { ANCHOR_CONTEXT_LENGTH, type QuoteAnchor } from './highlight';

/** A context may lack one unit so as not to split a surrogate pair. A shorter one ends at the edge of its block. */
const WHOLE_CONTEXT_LENGTH = ANCHOR_CONTEXT_LENGTH - 1;

/** How far the text on one side of a match is the same as the anchor's context. */
export interface ContextMatch {
  /** Matching units, counted from the match. */
  readonly units: number;
  /** True where the whole context matches; the edge of a block counts as a character. */
  readonly whole: boolean;
}

/** Compares the text before an offset of a block's compact text with an anchor's prefix. */
export function matchBefore(text: string, offset: number, prefix: string): ContextMatch {
  let units = 0;
  while (units < prefix.length && prefix[prefix.length - 1 - units] === text[offset - 1 - units]) units += 1;
  return { units, whole: isWhole(units, prefix, offset === prefix.length) };
}

/** Compares the text after an offset with an anchor's suffix. */
export function matchAfter(text: string, offset: number, suffix: string): ContextMatch {
  let units = 0;
  while (units < suffix.length && suffix[units] === text[offset + units]) units += 1;
  return { units, whole: isWhole(units, suffix, offset + suffix.length === text.length) };
}

/**
 * True where a quote's prefix is followed directly by its suffix: the quote was deleted, and nothing else changed
 * there.
 */
export function isQuoteDeleted(text: string, { prefix, suffix }: QuoteAnchor): boolean {
  const seam = prefix + suffix;
  if (seam === '') return text === '';
  for (let at = text.indexOf(seam); at >= 0; at = text.indexOf(seam, at + 1)) {
    if (isWhole(prefix.length, prefix, at === 0) && isWhole(suffix.length, suffix, at + seam.length === text.length))
      return true;
  }
  return false;
}

function isWhole(units: number, context: string, atEdge: boolean): boolean {
  return units === context.length && (context.length >= WHOLE_CONTEXT_LENGTH || atEdge);
}
