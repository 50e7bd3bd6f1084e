import { nextTick, watch, type Ref } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { NotebookView } from './NotebookFilter.vue';
import { keepWayBack, wayBack } from './way-back';

/** The notebook, as far as its way back needs it. */
export interface WayBackOptions {
  readonly view: Ref<NotebookView>;
  /** What is listed, in its order. */
  readonly found: () => readonly NoteRevision[];
  /** How many of it are shown. */
  readonly limit: Ref<number>;
}

/** How the notebook is left, and come back to. */
export interface WayBack {
  /** The entry is left for the text. */
  readonly leave: (noteId: string) => void;
  /** Keeps an entry's link to the text. */
  readonly keepLink: (noteId: string, link: unknown) => void;
  /** Where the notebook was left for the text, it leads to that entry and gives its link the focus, as soon as it is listed. */
  readonly comeBack: () => void;
}

/** The way back from the text to the entry that led there, at which the learner goes on. */
export function useWayBack({ view, found, limit }: WayBackOptions): WayBack {
  const links = new Map<string, HTMLElement>();
  const cameFrom = wayBack(window.history);
  if (cameFrom) view.value = cameFrom.view;

  function comeBack(): void {
    if (!cameFrom) return;
    const { noteId } = cameFrom;
    const begun = document.activeElement;

    async function goTo(index: number): Promise<void> {
      limit.value = Math.max(limit.value, index + 1);
      await nextTick();
      stop();
      // Whoever has begun something else by now is left at it.
      if (document.activeElement !== begun && document.activeElement !== document.body) return;
      const link = links.get(noteId);
      link?.scrollIntoView({ block: 'center' });
      link?.focus({ preventScroll: true });
    }

    // What is unplaced is known only once the texts are there.
    const stop = watch(
      () => found().findIndex((note) => note.noteId === noteId),
      (index) => {
        if (index >= 0) void goTo(index);
      },
      { immediate: true },
    );
  }

  function keepLink(noteId: string, link: unknown): void {
    const element: unknown = (link as { readonly $el?: unknown } | null)?.$el;
    if (element instanceof HTMLElement) links.set(noteId, element);
    else links.delete(noteId);
  }

  return {
    leave: (noteId) => {
      keepWayBack(window.history, { noteId, view: view.value });
    },
    keepLink,
    comeBack,
  };
}
