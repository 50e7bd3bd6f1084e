import { searchable } from '../text/searchable';
import { shownColour, type HighlightColour } from './highlight';
import type { NoteRevision } from './note';

/** Which notes a search finds by their mark: those in a colour, any that are marked, or (null) all. */
export type ColourFilter = HighlightColour | 'any' | null;

/** The notes that hold every word of the query, in their text or quote, and are marked as the filter says. An empty query finds all; a highlight without words is found by its quote. */
export function searchNotes(
  notes: readonly NoteRevision[],
  query: string,
  marked: ColourFilter = null,
): NoteRevision[] {
  const words = searchable(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return notes.filter((note) => {
    if (marked !== null && !isMarked(note, marked)) return false;
    const text = searchable(`${note.text}\n${note.quote}`);
    return words.every((word) => text.includes(word));
  });
}

function isMarked({ colour }: NoteRevision, marked: Exclude<ColourFilter, null>): boolean {
  return colour !== undefined && (marked === 'any' || shownColour(colour) === marked);
}
