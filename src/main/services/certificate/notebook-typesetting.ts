import type { NotebookDocument } from '../../../contract/notebook-document';
import { printFontFamilies, type Printer, type TypesettingPress, wrappedText, type WrappedText } from '../typesetting';
import { typesetDocument } from './document-typesetting';
import { AUTHOR, plainText } from './metadata';
import { notesParts } from './notes-part';

/** Typesets notes of the notebook. See `typesetDocument`. */
export function typesetNotebook(press: TypesettingPress, document: NotebookDocument): Promise<Uint8Array> {
  return typesetDocument(press, 'notebook', document.madeAt, (printable) => notebookPage(document, printable));
}

/** Everything that the template prints, ready in words: the template only lays out. */
function notebookPage(document: NotebookDocument, printable: Printer['printable']) {
  const set = (text: string): WrappedText => wrappedText(printable(text));
  return {
    language: document.language,
    fonts: printFontFamilies,
    origin: set(document.origin),
    title: set(document.title),
    lead: set(document.lead),
    warning: set(document.warning),
    foot: set(document.foot),
    // With the places `{page}` and `{pages}`.
    pageNumber: printable(document.pageNumber),
    sections: notesParts(document.sections, set),
    metadata: {
      title: plainText(document.title),
      author: AUTHOR,
      description: plainText(`${document.origin}: ${document.lead}`),
      keywords: [plainText(document.origin)],
    },
  };
}
