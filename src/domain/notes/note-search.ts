import { searchable } from '../text/searchable';
import { shownColour, type HighlightColour } from './highlight';
import { aboutText } from './moment';
import type { NoteRevision } from './note';

/** Filter of a note search: notes in one colour, all highlights (`any`), or all notes (null). */
export type ColourFilter = HighlightColour | 'any' | null;

/**
 * The notes that hold every word of the query, in their text, quote or tags, and match the filter. An empty query finds
 * all; a highlight without words is found by its quote.
 */
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
    if (words.length === 0) return true;
    const text = searchable([note.text, aboutText(note), ...(note.tags ?? [])].join('\n'));
    return words.every((word) => text.includes(word));
  });
}

function isMarked({ colour }: NoteRevision, marked: Exclude<ColourFilter, null>): boolean {
  return colour !== undefined && (marked === 'any' || shownColour(colour) === marked);
}
