import { HIGHLIGHT_COLOURS } from '../../../../domain/notes/highlight';

/** The views of the notebook, in the order of their filters. */
export const NOTEBOOK_VIEWS = ['all', 'notes', ...HIGHLIGHT_COLOURS, 'unplaced'] as const;

/** Which entries of the notebook are shown. */
export type NotebookView = (typeof NOTEBOOK_VIEWS)[number];
