import { NOTEBOOK_VIEWS, type NotebookView } from './notebook-view';

/** Where the notebook was left for the text. */
export interface NotebookPlace {
  readonly noteId: string;
  readonly view: NotebookView;
}

/** Its key in the window's history state. */
export const RETURN_PLACE_KEY = 'notebook';

/**
 * Saves the entry from which the notebook is left in the present history entry, so that "Back" leads to it. No words
 * are stored there: neither a note's nor those of the search.
 */
export function saveReturnPlace(history: History, place: NotebookPlace): void {
  history.replaceState({ ...(history.state as object | null), [RETURN_PLACE_KEY]: place }, '');
}

/** The entry from which the notebook was left at this history entry; null at a new visit. */
export function readReturnPlace(history: History): NotebookPlace | null {
  const stored = (history.state as Readonly<Record<string, unknown>> | null)?.[RETURN_PLACE_KEY] as
    Partial<NotebookPlace> | undefined;
  return typeof stored?.noteId === 'string' && stored.view !== undefined && NOTEBOOK_VIEWS.includes(stored.view)
    ? { noteId: stored.noteId, view: stored.view }
    : null;
}
