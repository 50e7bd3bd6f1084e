import type { NotebookDocument } from '../../../contract/notebook-document';
import type { TypesettingPress } from '../typesetting';
import { notebookPage } from './notebook-page';

/** Turns notes of the notebook into a file. */
export interface NotebookTypesetting {
  /**
   * PDF/A-3a, as many pages as the notes need. The same document always gives the same bytes.
   * @throws OperationFailure `typesetting-failed`
   */
  typeset(document: NotebookDocument): Promise<Uint8Array>;
}

/** The typesetting of notebooks, on the press of the process. */
export function createNotebookTypesetting(press: TypesettingPress): NotebookTypesetting {
  return {
    typeset: (document) =>
      press.print(
        (faces, treatment) => ({
          template: 'notebook.typ',
          files: { 'notebook.json': JSON.stringify(notebookPage(document, faces, treatment)) },
          createdAt: document.madeAt,
          replaced: [],
          isOneOfMany: false,
        }),
        ({ pdf }) => pdf,
      ),
  };
}
