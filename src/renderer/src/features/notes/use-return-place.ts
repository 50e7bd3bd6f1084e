import { nextTick, watch, type Ref } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { NotebookView } from './NotebookFilter.vue';
import { saveReturnPlace, readReturnPlace } from './return-place';

/** The part of the notebook that is used here. */
export interface ReturnPlaceOptions {
  readonly view: Ref<NotebookView>;
  /** The listed notes, in order. */
  readonly found: () => readonly NoteRevision[];
  /** How many of them are shown. */
  readonly limit: Ref<number>;
}

/** Saves and restores the notebook's place. */
export interface ReturnPlace {
  /** Called when the learner follows the entry's link to the text. */
  readonly leave: (noteId: string) => void;
  /** Registers the element of an entry's link to the text. */
  readonly registerLink: (noteId: string, link: unknown) => void;
  /** Scrolls to the entry from which the notebook was left and focuses its link, as soon as it is listed. */
  readonly restore: () => void;
}

/** Restores the notebook's place when the learner comes back from the text. */
export function useReturnPlace({ view, found, limit }: ReturnPlaceOptions): ReturnPlace {
  const links = new Map<string, HTMLElement>();
  const left = readReturnPlace(window.history);
  if (left) view.value = left.view;

  function restore(): void {
    if (!left) return;
    const { noteId } = left;
    const begun = document.activeElement;

    async function goTo(index: number): Promise<void> {
      limit.value = Math.max(limit.value, index + 1);
      await nextTick();
      stop();
      // The learner may have moved the focus meanwhile.
      if (document.activeElement !== begun && document.activeElement !== document.body) return;
      const link = links.get(noteId);
      link?.scrollIntoView({ block: 'center' });
      link?.focus({ preventScroll: true });
    }

    // Unplaced notes are known only once the texts are loaded.
    const stop = watch(
      () => found().findIndex((note) => note.noteId === noteId),
      (index) => {
        if (index >= 0) void goTo(index);
      },
      { immediate: true },
    );
  }

  function registerLink(noteId: string, link: unknown): void {
    const element: unknown = (link as { readonly $el?: unknown } | null)?.$el;
    if (element instanceof HTMLElement) links.set(noteId, element);
    else links.delete(noteId);
  }

  return {
    leave: (noteId) => {
      saveReturnPlace(window.history, { noteId, view: view.value });
    },
    registerLink,
    restore,
  };
}
