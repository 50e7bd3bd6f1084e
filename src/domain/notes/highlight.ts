import { isObject, isWhole } from '../json/json-value';

/**
 * A highlight is a note whose quote is marked in the text: it has a colour, and its own text may be empty. One row
 * holds both, as one annotation holds target and body in the W3C's Web Annotation Data Model, so that merging, history,
 * journal and PIN are the same for both.
 */
export const HIGHLIGHT_COLOURS = ['yellow', 'green', 'violet'] as const;

/** Name of a colour as it is stored; the style sheet defines the colour. */
export type HighlightColour = (typeof HIGHLIGHT_COLOURS)[number];

/**
 * Where a quote is. Its words are the selector; what surrounds them distinguishes equal words (Web Annotation Data
 * Model 4.2.4, Text Quote Selector), the offset is a hint (4.2.5). All three are in the block's text without white
 * space and zero-width characters: these differ between the page, a selection and a file.
 */
export interface QuoteAnchor {
  /** What is before the quote in its block, at most `ANCHOR_CONTEXT_LENGTH` UTF-16 units. */
  readonly prefix: string;
  /** What is after it, at most as long. */
  readonly suffix: string;
  /** Offset of its first unit in the block's text. */
  readonly start: number;
  /**
   * A moment in the recording of the module's session, in seconds, that the note is about in place of words
   * (`moment.ts`); prefix, suffix and quote are empty then. It is here since every version keeps and seals an anchor as
   * a whole, whatever more it holds.
   */
  readonly moment?: number;
}

/** Longest prefix and suffix of an anchor, in UTF-16 units, as in Hypothesis. */
export const ANCHOR_CONTEXT_LENGTH = 32;

/** Longest quote, in UTF-16 units: a long paragraph. */
export const MAXIMUM_QUOTE_LENGTH = 2_000;

/**
 * The colour in which a highlight is shown: a name of a newer version stays in its row and is shown as the first
 * colour.
 */
export function shownColour(stored: string): HighlightColour {
  return HIGHLIGHT_COLOURS.find((colour) => colour === stored) ?? HIGHLIGHT_COLOURS[0];
}

/**
 * True for a valid anchor in a file or a journal. It may hold more: a newer version may have longer contexts and more
 * fields.
 */
export function isQuoteAnchor(value: unknown): boolean {
  return (
    isObject(value) &&
    isContext(value['prefix']) &&
    isContext(value['suffix']) &&
    isWhole(value['start'], 0, 10_000_000)
  );
}

function isContext(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 8 * ANCHOR_CONTEXT_LENGTH;
}

/** True for a colour's name, known or not. */
export function isColourName(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z][a-z-]{0,39}$/u.test(value);
}
