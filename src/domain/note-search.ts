import type { NoteRevision } from './note';

/** Text as it is compared: without zero-width characters, NFC, lower case. Khmer has no spaces between words, so words are found anywhere in the text. */
export function searchable(text: string): string {
  return text.replace(/[\u200B-\u200D\uFEFF]/gu, '').normalize('NFC').toLowerCase();
}

/** The notes that hold every word of the query, in their text or quote. An empty query finds all. */
export function searchNotes(notes: readonly NoteRevision[], query: string): NoteRevision[] {
  const words = searchable(query).split(/\s+/u).filter((word) => word !== '');
  return notes.filter((note) => {
    const text = searchable(`${note.text}\n${note.quote}`);
    return words.every((word) => text.includes(word));
  });
}
