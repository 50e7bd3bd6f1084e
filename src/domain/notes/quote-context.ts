import { ANCHOR_CONTEXT_LENGTH, type QuoteAnchor } from './highlight';

/** A context may lack one unit where a character of two would have been cut: one that is shorter still ended with its block. */
const WHOLE_CONTEXT_LENGTH = ANCHOR_CONTEXT_LENGTH - 1;

/** How far one side of a stretch of text agrees with what an anchor says. */
export interface Agreement {
  /** Units that are the same, counted from the stretch. */
  readonly units: number;
  /** True where the side agrees as far as the anchor reaches, the edge of a block counting as a sign like any other. */
  readonly whole: boolean;
}

/** Compares what is before an offset of a block's compact text with an anchor's prefix. */
export function agreementBefore(text: string, offset: number, prefix: string): Agreement {
  let units = 0;
  while (units < prefix.length && units < offset && prefix[prefix.length - 1 - units] === text[offset - 1 - units])
    units += 1;
  return { units, whole: isWhole(units, prefix, offset === prefix.length) };
}

/** Compares what is behind an offset with an anchor's suffix. */
export function agreementAfter(text: string, offset: number, suffix: string): Agreement {
  let units = 0;
  while (units < suffix.length && offset + units < text.length && suffix[units] === text[offset + units]) units += 1;
  return { units, whole: isWhole(units, suffix, offset + suffix.length === text.length) };
}

/** True where what stood before a quote is followed at once by what stood after it: the quote was taken out, and nothing else was changed there. */
export function closedUp(text: string, { prefix, suffix }: QuoteAnchor): boolean {
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
