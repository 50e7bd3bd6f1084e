import type { NoteRevision } from '../../../../../domain/notes/note';
import type { FindApproximately, QuotedBlock } from '../../../../../domain/notes/quote-candidate';
import { placeQuotes, type QuotePlace } from '../../../../../domain/notes/quote-placement';

/** Places notes as `placeQuotes` does. */
export type PlaceNotes = (notes: readonly NoteRevision[]) => ReadonlyMap<string, QuotePlace | null>;

/**
 * Places notes in a text that stays as it is: each revision is looked for once, since neither it nor its place ever changes. Every pause in typing makes one revision;
 * without this it would be paid for by all the others of the section.
 */
export function placeOnce(blocks: readonly QuotedBlock[], findApproximately: FindApproximately): PlaceNotes {
  /** By the revision's id; undefined where there is nothing to place. */
  const known = new Map<string, QuotePlace | null | undefined>();
  return (notes) => {
    const fresh = notes.filter(({ id }) => !known.has(id));
    const placed = placeQuotes(blocks, fresh, findApproximately);
    for (const { id, noteId } of fresh) known.set(id, placed.get(noteId));
    return new Map(
      notes.flatMap(({ id, noteId }) => {
        const place = known.get(id);
        return place === undefined ? [] : [[noteId, place] as const];
      }),
    );
  };
}
