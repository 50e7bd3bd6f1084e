import { defineStore } from 'pinia';
import { nowIso, useAppContext } from '../../app-context';
import type { NotebookDocument } from '../../../../contract/notebook-document';
import { exportText, textPieces } from '../host/text-export';
import { useSession } from '../session/session';
import { useDocumentExport } from './document-export';

/** Notes as a text file or a PDF. Nothing of it is stored. */
export const useNotebookExport = defineStore('notebook-export', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const { work, busy, run, print, clear } = useDocumentExport();

  /** Gives a text to the learner as a Markdown file. One at a time. */
  async function saveMarkdown(text: string): Promise<void> {
    const label = sessionStore.learnerName;
    await run(() =>
      exportText(context.host, { kind: 'notebook', label }, textPieces(text), new AbortController().signal),
    );
  }

  /** Has notes typeset, once the words around them are there, and gives the PDF to the learner. One at a time. */
  async function savePdf(words: () => Promise<Omit<NotebookDocument, 'madeAt'> | null>): Promise<void> {
    await run(async () => {
      const page = await words();
      return page && print('notebook.export', { document: { ...page, madeAt: nowIso(context) } });
    });
  }

  return { work, busy, saveMarkdown, savePdf, clear };
});
