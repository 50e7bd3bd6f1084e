import type { NotebookDocument } from '../../../contract/notebook-document';
import type { Language } from '../../../domain/text/language';
import { printFontFamilies, type Printer, type TypesettingPress, wrappedText, type WrappedText } from '../typesetting';
import { typesetDocument } from './document-typesetting';
import { AUTHOR, plainText, type PrintedMetadata } from './metadata';
import { notesParts, type NotesPart } from './notes-part';

/** Everything that the template prints, ready in words: the template only lays out. */
interface NotebookPage {
  readonly language: Language;
  readonly fonts: readonly string[];
  readonly origin: WrappedText;
  readonly title: WrappedText;
  readonly lead: WrappedText;
  readonly warning: WrappedText;
  readonly foot: WrappedText;
  /** With the places `{page}` and `{pages}`. */
  readonly pageNumber: string;
  readonly sections: readonly NotesPart[];
  readonly metadata: PrintedMetadata;
}

/** Typesets notes of the notebook. See `typesetDocument`. */
export function typesetNotebook(press: TypesettingPress, document: NotebookDocument): Promise<Uint8Array> {
  return typesetDocument(press, 'notebook', document.madeAt, (printable) => notebookPage(document, printable));
}

function notebookPage(document: NotebookDocument, printable: Printer['printable']): NotebookPage {
  const set = (text: string): WrappedText => wrappedText(printable(text));
  return {
    language: document.language,
    fonts: printFontFamilies,
    origin: set(document.origin),
    title: set(document.title),
    lead: set(document.lead),
    warning: set(document.warning),
    foot: set(document.foot),
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
