import { inject, type InjectionKey, type ShallowRef } from 'vue';
import type { QuoteAnchor } from '../../../../../domain/notes/highlight';
import type { NoteRevision } from '../../../../../domain/notes/note';
import type { Stretch } from './stretch';

/** A part of what is selected: the words that lie in one block. */
export interface SelectedPart {
  readonly blockId: string;
  readonly stretch: Stretch;
}

/** Words of the text, as a note keeps them. */
export interface QuotedWords {
  readonly quote: string;
  readonly anchor: QuoteAnchor;
}

/** What the page can ask of the notes beside a block. */
export interface Margin {
  /** Opens the editor for a new note on some words of the block; absent where none can be written. */
  readonly write?: (words: QuotedWords) => Promise<void>;
  /** Goes to the card of a note: to its editor, to the card itself, or to it with a mark that shows which it is. */
  readonly goTo: (noteId: string, part: 'edit' | 'focus' | 'point') => Promise<void>;
}

/** Something that was taken away and can be brought back. */
export interface Removal {
  readonly blockId: string;
  readonly noteId: string;
  readonly what: 'note' | 'highlight' | 'mark';
  readonly undo: () => Promise<unknown>;
}

/** What the parts of a section's page share about highlights. */
export interface Highlighting {
  /** Adds a block's margin; returns how to take it out again. The unplaced notes are beside no block: theirs is the empty id. */
  readonly addMargin: (blockId: string, margin: Margin) => () => void;
  /** Oldest first; until the section is left. */
  readonly removals: Readonly<ShallowRef<readonly Removal[]>>;
  /** The words of a block that are selected now; null where none are. */
  readonly selectedIn: (blockId: string) => QuotedWords | null;
  /** Begins choosing words by keyboard, with the first sentence of a block. */
  readonly choose: (blockId: string) => void;
  /** Begins choosing words for a note that stands nowhere. */
  readonly placeAgain: (note: NoteRevision) => void;
  /** Goes to a note's words in the text and opens the toolbar on them; leaving it gives the focus back to `from`. */
  readonly show: (noteId: string, from: HTMLElement) => void;
  /** Removes a note or a highlight; it can be brought back. */
  readonly remove: (note: NoteRevision) => Promise<void>;
  /** Brings back what was taken away beside a block most recently. */
  readonly undo: (removal: Removal) => Promise<void>;
}

/** Key under which a section's text provides them. */
export const highlightingKey: InjectionKey<Highlighting> = Symbol('highlighting');

/** What the section's text provides. @throws Error outside of it */
export function useSectionHighlighting(): Highlighting {
  const highlighting = inject(highlightingKey);
  if (!highlighting) throw new Error('Highlighting was not provided.');
  return highlighting;
}
