import { inject, type InjectionKey, type ShallowRef } from 'vue';
import type { NoteRevision } from '../../../../../domain/notes/note';
import type { QuotedWords } from '../text/use-section-text';
import type { Removal } from './use-note-marks';

/** What the page can ask of the notes beside a block. */
export interface Margin {
  /** Opens the editor for a new note on some words of the block; absent where none can be written. */
  readonly write?: (words: QuotedWords) => Promise<void>;
  /** Goes to the card of a note: to its editor, to the card itself, or to it with a mark that shows which it is. */
  readonly goTo: (noteId: string, part: 'edit' | 'focus' | 'point') => Promise<void>;
}

/** What the notes beside the text can ask of the section's page. */
export interface SectionActions {
  /** Adds a block's margin; returns how to take it out again. The unplaced notes are beside no block: theirs is the empty id. */
  readonly addMargin: (blockId: string, margin: Margin) => () => void;
  /** Oldest first; until the section is left. */
  readonly removals: Readonly<ShallowRef<readonly Removal[]>>;
  /** The words of a block that are selected now; null where none are. */
  readonly selectedIn: (blockId: string) => QuotedWords | null;
  /** Starts the selection mode, in which words are selected by keyboard, at the first sentence of a block. */
  readonly selectByKeyboard: (blockId: string) => void;
  /** Starts the selection mode for a note that has lost its place. */
  readonly placeAgain: (note: NoteRevision) => void;
  /** Goes to a note's words in the text and opens the toolbar on them; leaving it gives the focus back to `from`. */
  readonly show: (noteId: string, from: HTMLElement) => void;
  /** Removes a note or a highlight; it can be brought back. */
  readonly remove: (note: NoteRevision) => Promise<void>;
  /** Brings back what was taken away beside a block most recently. */
  readonly undo: (removal: Removal) => Promise<void>;
}

/** Key under which `SectionText.vue` provides them. */
export const sectionActionsKey: InjectionKey<SectionActions> = Symbol('section actions');

/** What `SectionText.vue` provides. @throws Error outside of it */
export function useSectionActions(): SectionActions {
  const actions = inject(sectionActionsKey);
  if (!actions) throw new Error('The section actions were not provided.');
  return actions;
}
