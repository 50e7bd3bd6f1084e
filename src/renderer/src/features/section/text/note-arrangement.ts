import type { NoteRevision } from '../../../../../domain/notes/note';
import type { FindApproximately, QuotedBlock } from '../../../../../domain/notes/quote-candidate';
import { languageOfQuote } from '../../../../../domain/notes/quote-language';
import { placeQuotes, type QuotePlace } from '../../../../../domain/notes/quote-placement';
import type { Language } from '../../../../../domain/text/language';

/** A note with its block, and the place of its words where they are marked in the text. */
export interface PlacedNote {
  readonly note: NoteRevision;
  readonly place: QuotePlace | null;
}

/** A note whose words are marked in the text. */
export interface NoteInText extends PlacedNote {
  readonly place: QuotePlace;
}

/** A note without a place in the text: its words are gone, or its block is. */
export interface UnplacedNote {
  readonly note: NoteRevision;
  readonly reason: 'words' | 'block';
}

/** A section's notes, each in exactly one place, so that none is lost. */
export interface NoteArrangement {
  /** By block id, in the order of the text: first those whose words are found, then those on the block as a whole. */
  readonly byBlock: ReadonlyMap<string, readonly PlacedNote[]>;
  readonly unplaced: readonly UnplacedNote[];
}

/**
 * Assigns every note of a section to the block where its words are found, or else to the block where it was written; a
 * note on the section as a whole goes to the first one, the answer to a reflection, which is about all of it, to the
 * last. `places` is the result of `placeQuotes`: null means that the words are gone.
 */
export function arrangeNotes(
  blockIds: readonly string[],
  notes: readonly NoteRevision[],
  places: ReadonlyMap<string, QuotePlace | null>,
): NoteArrangement {
  const byBlock = new Map<string, PlacedNote[]>(blockIds.map((id) => [id, []]));
  const unplaced: UnplacedNote[] = [];
  for (const note of notes) {
    const place = places.get(note.noteId);
    if (place === null) unplaced.push({ note, reason: 'words' });
    else {
      const block = byBlock.get(place?.blockId ?? note.blockId ?? blockIds.at(note.reflection ? -1 : 0) ?? '');
      if (block) block.push({ note, place: place ?? null });
      else unplaced.push({ note, reason: 'block' });
    }
  }
  for (const placed of byBlock.values())
    placed.sort((a, b) => (a.place?.start ?? Infinity) - (b.place?.start ?? Infinity) || 0);
  return { byBlock, unplaced };
}

/** Notes and highlights whose words are found in the text. */
export function notesInText({ byBlock }: NoteArrangement): NoteInText[] {
  return [...byBlock.values()].flat().filter((placed): placed is NoteInText => placed.place !== null);
}

/** Where a note's words are; undefined where they aren't marked in the text. */
export function placeOfWords(arrangement: NoteArrangement, noteId: string): QuotePlace | undefined {
  return notesInText(arrangement).find(({ note }) => note.noteId === noteId)?.place;
}

/** A note's block; undefined for an unplaced note. */
export function blockOfNote({ byBlock }: NoteArrangement, noteId: string): string | undefined {
  return [...byBlock].find(([, placed]) => placed.some(({ note }) => note.noteId === noteId))?.[0];
}

/** Length of a note's words in the compact text. */
export function placedLength({ place }: NoteInText): number {
  return place.end - place.start;
}

/** Places notes as `placeQuotes` does. */
export type PlaceNotes = (notes: readonly NoteRevision[]) => ReadonlyMap<string, QuotePlace | null>;

/**
 * Places notes in an unchanging text: each revision is searched once, since neither it nor its place ever changes.
 * Every pause in typing makes one revision, which would otherwise search for all others of the section again.
 *
 * @param language of the text
 */
export function placeOnce(
  blocks: readonly QuotedBlock[],
  findApproximately: FindApproximately,
  language: Language,
): PlaceNotes {
  /** By the revision's id; undefined where there is nothing to place. */
  const known = new Map<string, QuotePlace | null | undefined>();
  return (notes) => {
    const fresh = notes.filter(({ id }) => !known.has(id));
    const placed = placeQuotes(blocks, fresh, findApproximately);
    for (const note of fresh) {
      const place = placed.get(note.noteId);
      // Words of the other language aren't gone: the note stands at its block.
      const isOfAnother = place === null && languageOfQuote(note) !== language;
      known.set(note.id, isOfAnother ? undefined : place);
    }
    return new Map(
      notes.flatMap(({ id, noteId }) => {
        const place = known.get(id);
        return place === undefined ? [] : [[noteId, place] as const];
      }),
    );
  };
}
