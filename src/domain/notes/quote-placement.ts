import { compactText } from '../text/compact-text';
import { ANCHOR_CONTEXT_LENGTH, isQuoteAnchor, type QuoteAnchor } from './highlight';
import type { NoteRevision } from './note';
import {
  approximateCandidates,
  bestCandidate,
  exactCandidates,
  isDistinctive,
  isUnmoved,
  occurrences,
  DISTINCTIVE_LENGTH,
  type FindApproximately,
  type QuoteCandidate,
  type QuotedBlock,
} from './quote-candidate';
import { isQuoteDeleted } from './quote-context';
import { beginningOf, isCharacterBoundary } from '../text/whole-characters';

/** The fields of a note that place it. */
export type QuotedNote = Pick<NoteRevision, 'noteId' | 'blockId' | 'quote' | 'anchor' | 'colour'>;

/** Where a quote is: UTF-16 offsets in the block's compact text, `end` excluded. */
export interface QuotePlace {
  readonly blockId: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The anchor of the words between two offsets of a block's compact text. Its contexts don't split surrogate pairs.
 *
 * @throws RangeError where the offsets aren't in the text, or in the wrong order
 */
export function anchorFor(text: string, start: number, end: number): QuoteAnchor {
  if (!(start >= 0 && start <= end && end <= text.length))
    throw new RangeError(`There is no range from ${start} to ${end} in a text of ${text.length} units.`);
  const from = Math.max(0, start - ANCHOR_CONTEXT_LENGTH);
  return {
    prefix: text.slice(isCharacterBoundary(text, from) ? from : from + 1, start),
    suffix: beginningOf(text.slice(end), ANCHOR_CONTEXT_LENGTH),
    start,
  };
}

/**
 * Finds the quotes of notes in the blocks of their section, each independently of the others. The result has three
 * cases: a place; null for a note with an anchor or a colour whose words are gone from the text, which is shown as
 * unplaced; and no entry for a note that isn't shown in the text: it has no quote, or it is older than anchors and its
 * words don't occur exactly once in the section.
 */
export function placeQuotes(
  blocks: readonly QuotedBlock[],
  notes: readonly QuotedNote[],
  findApproximately: FindApproximately,
): ReadonlyMap<string, QuotePlace | null> {
  const places = new Map<string, QuotePlace | null>();
  for (const note of notes) {
    // A journal isn't validated when it is read: an invalid quote or anchor must not stop the others from being placed.
    const quote = typeof note.quote === 'string' ? compactText(note.quote) : '';
    if (quote === '') continue;
    const place =
      note.anchor && isQuoteAnchor(note.anchor)
        ? placeAnchored(blocks, note.blockId, quote, note.anchor, findApproximately)
        : onlyPlace(blocks, quote);
    if (place || note.anchor || note.colour) places.set(note.noteId, place);
  }
  return places;
}

/**
 * Exact matches with the same context come first, in the quote's own block, then in the others; then exact matches with
 * part of the context, then approximate ones. Where the context is there without the quote between, the quote was
 * deleted; only a match too long to be chance is accepted then.
 */
function placeAnchored(
  blocks: readonly QuotedBlock[],
  ownId: string | null,
  quote: string,
  given: QuoteAnchor,
  findApproximately: FindApproximately,
): QuotePlace | null {
  // Compacted again: a hand-made file may hold white space, and another version may compact differently.
  const anchor = { ...given, prefix: compactText(given.prefix), suffix: compactText(given.suffix) };
  const groups = [blocks.filter(({ id }) => id === ownId), blocks.filter(({ id }) => id !== ownId)];
  const believed = (candidate: QuoteCandidate): boolean => isDistinctive(candidate, quote, ownId);
  const exact: QuoteCandidate[][] = [];
  for (const group of groups) {
    const candidates = group.flatMap((block) => exactCandidates(block, quote, anchor));
    // Nearly all are where they were, so that the other blocks needn't be searched.
    const unmoved = firstBest([candidates], isUnmoved);
    if (unmoved) return unmoved;
    exact.push(candidates);
  }
  const takenOut = groups[0]?.some(({ text }) => isQuoteDeleted(text, anchor)) === true;
  if (takenOut && quote.length < DISTINCTIVE_LENGTH) return null;
  const moved = firstBest(exact, believed);
  if (moved || takenOut) return moved;
  for (const group of groups) {
    const found = firstBest(
      [group.flatMap((block) => approximateCandidates(block, quote, anchor, findApproximately))],
      believed,
    );
    if (found) return found;
  }
  return null;
}

/** Where the words are, if they occur exactly once in all blocks. */
function onlyPlace(blocks: readonly QuotedBlock[], quote: string): QuotePlace | null {
  const [first, second] = blocks.flatMap(({ id, text }) =>
    occurrences(text, quote).map((start) => ({ blockId: id, start, end: start + quote.length })),
  );
  return first && !second ? first : null;
}

function firstBest(
  groups: readonly (readonly QuoteCandidate[])[],
  fits: (candidate: QuoteCandidate) => boolean,
): QuotePlace | null {
  for (const group of groups) {
    const best = bestCandidate(group.filter(fits));
    if (best) return { blockId: best.blockId, start: best.start, end: best.end };
  }
  return null;
}
