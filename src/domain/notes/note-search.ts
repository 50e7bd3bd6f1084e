import { withEveryWord } from '../text/searchable';
import { shownColour, type HighlightColour } from './highlight';
import { aboutText } from './moment';
import type { NoteRevision } from './note';

/**
 * The notes that hold every word of the query, in their text, quote or tags, and are marked in a colour, if one is
 * given. An empty query finds all; a highlight without words is found by its quote.
 */
export function searchNotes(
  notes: readonly NoteRevision[],
  query: string,
  marked?: HighlightColour,
): readonly NoteRevision[] {
  const inColour =
    marked === undefined ? notes : notes.filter(({ colour }) => colour !== undefined && shownColour(colour) === marked);
  return withEveryWord(inColour, query, (note) => [note.text, aboutText(note), ...(note.tags ?? [])].join('\n'));
}
