import { HIGHLIGHT_COLOURS } from '../../../../domain/notes/highlight';

/** The views of the notebook, in the order of their filters. */
export const NOTEBOOK_VIEWS = ['all', 'notes', ...HIGHLIGHT_COLOURS, 'unplaced'] as const;

/** In place of a module's id: the sections of the reader's path in all modules. */
export const PATH = '*';

/** Which entries of the notebook are shown. */
export type NotebookView = (typeof NOTEBOOK_VIEWS)[number];
