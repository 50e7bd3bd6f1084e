import { ANCHOR_CONTEXT_LENGTH, MAXIMUM_QUOTE_LENGTH, type QuoteAnchor } from './highlight';
import { matchAfter, matchBefore, type ContextMatch } from './quote-context';
import { isCharacterBoundary, withWholeCharacters } from '../text/whole-characters';

/** A stretch of text that matches a pattern, perhaps with errors. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** Insertions, deletions and replacements of units. */
  readonly errors: number;
}

/** The best approximate matches of a pattern in a text, with at most so many errors. An adapter provides it. */
export type FindApproximately = (text: string, pattern: string, maximumErrors: number) => readonly Match[];

/** A place where a quote may be, and the evidence for it. */
export interface QuoteCandidate extends Match {
  readonly blockId: string;
  readonly before: ContextMatch;
  readonly after: ContextMatch;
  /** Units between here and the anchor's position. */
  readonly distance: number;
}

/**
 * Most errors of an approximate match, as a share of the quote: a word or two of a sentence. Hypothesis allows a half,
 * which also matches other, similar sentences.
 */
const MAXIMUM_ERROR_SHARE = 0.25;

/** Units of context that must match on one side: short words are everywhere. */
const MINIMUM_CONTEXT = 8;

/** Units from which a quote is accepted without its context: no sentence occurs twice in a section by chance. */
export const DISTINCTIVE_LENGTH = 64;

/** Units by which the ends of an approximate match are moved at most. */
const MAXIMUM_SHIFT = 16;

/** A block's text in which quotes are searched: `compactText(blockText(html))`. */
export interface QuotedBlock {
  readonly id: string;
  readonly text: string;
}

/** Offsets at which a text has a pattern, overlapping ones too, without cutting a character. */
export function occurrences(text: string, pattern: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    if (isCharacterBoundary(text, at) && isCharacterBoundary(text, at + pattern.length)) found.push(at);
  }
  return found;
}

/** Every exact occurrence of the words, extended by combining marks that were added to their last character. */
export function exactCandidates({ id, text }: QuotedBlock, quote: string, anchor: QuoteAnchor): QuoteCandidate[] {
  return occurrences(text, quote).map((start) => {
    const candidate = candidateAt(id, text, { start, end: start + quote.length, errors: 0 }, anchor);
    return isUnmoved(candidate)
      ? candidate
      : { ...candidate, ...withWholeCharacters(text, candidate.start, candidate.end) };
  });
}

/** The places that match the words best. */
export function approximateCandidates(
  { id, text }: QuotedBlock,
  quote: string,
  anchor: QuoteAnchor,
  findApproximately: FindApproximately,
): QuoteCandidate[] {
  const maximumErrors = Math.floor(quote.length * MAXIMUM_ERROR_SHARE);
  if (maximumErrors === 0 || quote.length > MAXIMUM_QUOTE_LENGTH || text === '') return [];
  return findApproximately(text, quote, maximumErrors).map((match) => {
    const aligned = alignWithContext(text, match, anchor);
    return { ...candidateAt(id, text, aligned, anchor), ...withWholeCharacters(text, aligned.start, aligned.end) };
  });
}

/** True where the context of a quote is unchanged on both sides. */
export function isUnmoved({ before, after }: QuoteCandidate): boolean {
  return before.whole && after.whole;
}

/**
 * True where the match can't be chance: the quote is long, or enough of its context matches, or it is at the edge of
 * its own block, as before.
 */
export function isDistinctive(
  { blockId, before, after }: QuoteCandidate,
  quote: string,
  ownBlockId: string | null,
): boolean {
  if (quote.length >= DISTINCTIVE_LENGTH) return true;
  return [before, after].some(({ units, whole }) => units >= MINIMUM_CONTEXT || (whole && blockId === ownBlockId));
}

/** The best candidate: by context, then fewer errors, then distance; else the first. */
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

/**
 * One side that matches completely outweighs two that don't, since texts are mostly changed on one side only; a short
 * one at the edge of a block too.
 */
function weight({ units, whole }: ContextMatch): number {
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
    before: matchBefore(text, match.start, prefix),
    after: matchAfter(text, match.end, suffix),
    distance: Math.abs(match.start - start),
  };
}

/**
 * An approximate match can begin or end some units too early or too late. Each end moves, by at most as many units as
 * there are errors, to where the context matches best.
 */
function alignWithContext(text: string, { start, end, errors }: Match, { prefix, suffix }: QuoteAnchor): Match {
  const shifts = nearestFirst(Math.min(errors, MAXIMUM_SHIFT));
  const from = bestOffset(
    shifts.map((shift) => start + shift).filter((offset) => offset >= 0 && offset < end),
    (offset) => weight(matchBefore(text, offset, prefix)),
  );
  const to = bestOffset(
    shifts.map((shift) => end + shift).filter((offset) => offset > (from ?? start) && offset <= text.length),
    (offset) => weight(matchAfter(text, offset, suffix)),
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
