import { HIGHLIGHT_COLOURS } from '../../../../domain/notes/highlight';
import type { NotebookView } from './NotebookFilter.vue';

/** Where the notebook was left for the text. */
export interface NotebookPlace {
  readonly noteId: string;
  readonly view: NotebookView;
}

/** What the window's history keeps it under. */
const KEY = 'notebook';

const VIEWS: readonly string[] = ['all', 'notes', ...HIGHLIGHT_COLOURS, 'unplaced'];

/**
 * Keeps the entry from which the notebook is left in this place of the window's history, so that the way back leads to it. No words are kept there: neither a note's
 * nor those that were searched for.
 */
export function keepWayBack(history: History, place: NotebookPlace): void {
  history.replaceState({ ...(history.state as object | null), [KEY]: place }, '');
}

/** The entry from which the notebook was left at this place; null where it is entered anew. */
export function wayBack(history: History): NotebookPlace | null {
  const kept = (history.state as Readonly<Record<string, unknown>> | null)?.[KEY] as Partial<NotebookPlace> | undefined;
  return typeof kept?.noteId === 'string' && kept.view !== undefined && VIEWS.includes(kept.view)
    ? { noteId: kept.noteId, view: kept.view }
    : null;
}
