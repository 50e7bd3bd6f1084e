import { ANCHOR_CONTEXT_LENGTH, MAXIMUM_QUOTE_LENGTH, type QuoteAnchor } from './highlight';
import { agreementAfter, agreementBefore, type Agreement } from './quote-surroundings';
import { isCharacterBoundary, withWholeCharacters } from '../text/whole-characters';

/** A stretch of text that comes near to a pattern. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** Insertions, deletions and replacements of units. */
  readonly errors: number;
}

/** Where a text comes nearest to a pattern with at most so many errors; an adapter gives it to the domain. */
export type FindApproximately = (text: string, pattern: string, maximumErrors: number) => readonly Match[];

/** A place where a quote may be, and what speaks for it. */
export interface QuoteCandidate extends Match {
  readonly blockId: string;
  readonly before: Agreement;
  readonly after: Agreement;
  /** Units between here and where the quote stood. */
  readonly distance: number;
}

/** Most errors of an approximate match, as a share of the quote: a word or two of a sentence. Hypothesis allows a half, which lets another sentence of the same kind in. */
const MAXIMUM_ERROR_SHARE = 0.25;

/** Units beside a quote that must agree on one side: short words are everywhere. */
const NEEDED_CONTEXT = 8;

/** Units from which a quote is believed without what surrounded it: no sentence is twice in a section by chance. */
export const TELLING_LENGTH = 64;

/** Units by which the ends of an approximate match are moved at most. */
const MAXIMUM_SHIFT = 16;

/** A block's text as quotes are looked for in it: `compactText(blockText(html))`. */
export interface QuotedBlock {
  readonly id: string;
  readonly text: string;
}

/** Offsets at which a text has a pattern, also where it overlaps itself, without cutting a character. */
export function occurrences(text: string, pattern: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    if (isCharacterBoundary(text, at) && isCharacterBoundary(text, at + pattern.length)) found.push(at);
  }
  return found;
}

/** Every place that has the words as they were, with the marks that were added to their last sign. */
export function exactCandidates({ id, text }: QuotedBlock, quote: string, anchor: QuoteAnchor): QuoteCandidate[] {
  return occurrences(text, quote).map((start) => {
    const candidate = candidateAt(id, text, { start, end: start + quote.length, errors: 0 }, anchor);
    return isUnmoved(candidate)
      ? candidate
      : { ...candidate, ...withWholeCharacters(text, candidate.start, candidate.end) };
  });
}

/** The places that come nearest to the words. */
export function approximateCandidates(
  { id, text }: QuotedBlock,
  quote: string,
  anchor: QuoteAnchor,
  findApproximately: FindApproximately,
): QuoteCandidate[] {
  const maximumErrors = Math.floor(quote.length * MAXIMUM_ERROR_SHARE);
  if (maximumErrors === 0 || quote.length > MAXIMUM_QUOTE_LENGTH || text === '') return [];
  return findApproximately(text, quote, maximumErrors).map((match) => {
    const settled = settle(text, match, anchor);
    return { ...candidateAt(id, text, settled, anchor), ...withWholeCharacters(text, settled.start, settled.end) };
  });
}

/** True where a quote's surroundings are as they were, on both sides. */
export function isUnmoved({ before, after }: QuoteCandidate): boolean {
  return before.whole && after.whole;
}

/** True where it can't be chance: the words are many, or some of what surrounded them is there, or they are at the edge of their own block, as before. */
export function isTelling(
  { blockId, before, after }: QuoteCandidate,
  quote: string,
  ownBlockId: string | null,
): boolean {
  if (quote.length >= TELLING_LENGTH) return true;
  return [before, after].some(({ units, whole }) => units >= NEEDED_CONTEXT || (whole && blockId === ownBlockId));
}

/** The candidate for which most speaks: what surrounds it, then fewer errors, then nearness; else the first. */
export function bestCandidate(candidates: readonly QuoteCandidate[]): QuoteCandidate | null {
  return candidates.reduce<QuoteCandidate | null>(
    (best, each) => (best && compareCandidates(best, each) <= 0 ? best : each),
    null,
  );
}

function compareCandidates(a: QuoteCandidate, b: QuoteCandidate): number {
  return (
    weight(b.before) + weight(b.after) - weight(a.before) - weight(a.after) ||
    a.errors - b.errors ||
    a.distance - b.distance
  );
}

/** A side that agrees whole weighs more than two that don't (texts are mostly changed on one side only): also a short one, at the edge of a block. */
function weight({ units, whole }: Agreement): number {
  return whole ? 4 * ANCHOR_CONTEXT_LENGTH : units;
}

function candidateAt(
  blockId: string,
  text: string,
  match: Match,
  { prefix, suffix, start }: QuoteAnchor,
): QuoteCandidate {
  return {
    ...match,
    blockId,
    before: agreementBefore(text, match.start, prefix),
    after: agreementAfter(text, match.end, suffix),
    distance: Math.abs(match.start - start),
  };
}

/** An approximate match can begin or end some units too early or too late: each end is moved, by as many units as there are errors, to where the surroundings agree best. */
function settle(text: string, { start, end, errors }: Match, { prefix, suffix }: QuoteAnchor): Match {
  const shifts = nearestFirst(Math.min(errors, MAXIMUM_SHIFT));
  const from = bestOffset(
    shifts.map((shift) => start + shift).filter((offset) => offset >= 0 && offset < end),
    (offset) => weight(agreementBefore(text, offset, prefix)),
  );
  const to = bestOffset(
    shifts.map((shift) => end + shift).filter((offset) => offset > (from ?? start) && offset <= text.length),
    (offset) => weight(agreementAfter(text, offset, suffix)),
  );
  return { start: from ?? start, end: to ?? end, errors };
}

function bestOffset(offsets: readonly number[], weigh: (offset: number) => number): number | null {
  let best: { readonly offset: number; readonly weight: number } | null = null;
  for (const offset of offsets) {
    const found = weigh(offset);
    if (!best || found > best.weight) best = { offset, weight: found };
  }
  return best?.offset ?? null;
}

/** 0, -1, 1, -2, 2 and so on. */
function nearestFirst(maximum: number): number[] {
  return [0, ...Array.from({ length: maximum }, (_, index) => [-(index + 1), index + 1]).flat()];
}
