import { inject, type InjectionKey, type ShallowRef } from 'vue';
import type { NoteRevision } from '../../../../../domain/notes/note';
import type { QuotedWords } from '../text/use-section-text';
import type { Removal } from './use-note-marks';

/** The actions of a block's margin, for the page. */
export interface Margin {
  /**
   * Opens the editor for a new note on some words of the block; absent where none can be written.
   * @param top of the words, in the window, in CSS px
   */
  readonly write?: (words: QuotedWords, top: number | undefined) => Promise<void>;
  /** Goes to the card of a note: opens its editor, focuses it, or focuses and marks it. */
  readonly goTo: (noteId: string, part: 'edit' | 'focus' | 'point') => Promise<void>;
}

/** The actions of the section's page, for the margins. */
export interface SectionActions {
  /**
   * Adds a block's margin; returns the function that removes it. The unplaced notes belong to no block: theirs is the
   * empty id.
   */
  readonly addMargin: (blockId: string, margin: Margin) => () => void;
  /** Oldest first; until the section is left. */
  readonly removals: Readonly<ShallowRef<readonly Removal[]>>;
  /** The words of a block that are selected now; null where none are. */
  readonly selectedIn: (blockId: string) => QuotedWords | null;
  /** Starts the selection mode, in which words are selected by keyboard, at the first sentence of a block. */
  readonly selectByKeyboard: (blockId: string) => void;
  /** Starts the selection mode for an unplaced note. */
  readonly placeAgain: (note: NoteRevision) => void;
  /** Goes to a note's words in the text and opens the toolbar on them; closing it returns the focus to `from`. */
  readonly show: (noteId: string, from: HTMLElement) => void;
  /** Removes a note or a highlight; this can be undone. */
  readonly remove: (note: NoteRevision) => Promise<void>;
  /** Undoes a block's most recent removal. */
  readonly undo: (removal: Removal) => Promise<void>;
}

/** Key under which `SectionText.vue` provides the actions. */
export const sectionActionsKey: InjectionKey<SectionActions> = Symbol('section actions');

/** The actions that `SectionText.vue` provides. @throws Error outside of it */
export function useSectionActions(): SectionActions {
  const actions = inject(sectionActionsKey);
  if (!actions) throw new Error('The section actions were not provided.');
  return actions;
}
