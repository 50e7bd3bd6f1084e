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

/**
 * What the block's margin is asked to open: an editor for a new note on some words, or that of a note; or where to put the focus, or which card to point at. The
 * unplaced notes stand beside no block: theirs is the empty id.
 */
export type MarginRequest =
  | { readonly kind: 'write'; readonly blockId: string; readonly words: QuotedWords }
  | { readonly kind: 'edit' | 'focus' | 'point'; readonly blockId: string; readonly noteId: string };

/** Something that was taken away and can be brought back. */
export interface Removal {
  readonly blockId: string;
  readonly noteId: string;
  readonly what: 'note' | 'highlight' | 'mark';
  readonly undo: () => Promise<unknown>;
}

/** What the parts of a section's page share about highlights. */
export interface Highlighting {
  /** The margin that it is meant for takes it up and puts null in its place. */
  readonly request: ShallowRef<MarginRequest | null>;
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
