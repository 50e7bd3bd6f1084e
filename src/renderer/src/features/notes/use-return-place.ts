import { nextTick, watch, type Ref } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { NotebookView } from './notebook-view';
import { saveReturnPlace, readReturnPlace } from './return-place';

/** The part of the notebook that is used here. */
export interface ReturnPlaceOptions {
  readonly view: Ref<NotebookView>;
  /** The listed notes, in order. */
  readonly found: () => readonly NoteRevision[];
  /** How many of them are shown. */
  readonly limit: Ref<number>;
  /** False until the notes are read. */
  readonly isRead: () => boolean;
  /** The link of a shown entry to the text. */
  readonly linkOf: (noteId: string) => HTMLElement | null | undefined;
}

/**
 * Restores the notebook's place when the learner comes back from the text: scrolls to the entry from which it was left
 * and focuses its link, as soon as it is listed.
 *
 * @returns saves the place; to be called when the learner follows an entry's link to the text
 */
export function useReturnPlace({ view, found, limit, isRead, linkOf }: ReturnPlaceOptions): (noteId: string) => void {
  const left = readReturnPlace(window.history);
  if (left) view.value = left.view;
  /** What had the focus when the notes were read: the learner may move it until the entry is listed. */
  let begun: Element | null = null;

  const stop = watch(
    // Unplaced notes are known only once the texts are loaded.
    () => (left && isRead() ? found().findIndex(({ noteId }) => noteId === left.noteId) : null),
    async (index) => {
      if (left === null || index === null) return;
      begun ??= document.activeElement;
      if (index < 0) return;
      limit.value = Math.max(limit.value, index + 1);
      await nextTick();
      stop();
      if (document.activeElement !== begun && document.activeElement !== document.body) return;
      const link = linkOf(left.noteId);
      link?.scrollIntoView({ block: 'center' });
      link?.focus({ preventScroll: true });
    },
  );

  return (noteId) => {
    saveReturnPlace(window.history, { noteId, view: view.value });
  };
}
