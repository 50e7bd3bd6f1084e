import type { JobAidDocument } from '../../../contract/job-aid-document';
import type { JobAidStyle } from '../../../domain/series/job-aid';
import type { Language } from '../../../domain/text/language';
import { printFontFamilies, type Printer, type TypesettingPress, wrappedText, type WrappedText } from '../typesetting';
import { typesetDocument } from './document-typesetting';
import { AUTHOR, plainText, type PrintedMetadata } from './metadata';
import { notesParts, type NotesPart } from './notes-part';

/** Everything that the template prints, ready in words: the template only lays out. */
interface JobAidPage {
  readonly language: Language;
  readonly fonts: readonly string[];
  readonly origin: WrappedText;
  readonly kind: WrappedText;
  readonly title: WrappedText;
  readonly purpose: WrappedText;
  readonly parts: readonly {
    readonly heading: WrappedText;
    readonly style: JobAidStyle;
    readonly items: readonly WrappedText[];
    readonly source: WrappedText;
  }[];
  readonly provenance: WrappedText;
  /** With the places `{page}` and `{pages}`. */
  readonly pageNumber: string;
  readonly focalPoint: {
    readonly heading: WrappedText;
    readonly lines: readonly { readonly label: WrappedText; readonly value: WrappedText | null }[];
  } | null;
  readonly notes: {
    readonly heading: WrappedText;
    readonly warning: WrappedText;
    readonly sections: readonly NotesPart[];
  } | null;
  readonly metadata: PrintedMetadata;
}

/** Typesets a job aid: one page, and further ones for the learner's notes. See `typesetDocument`. */
export function typesetJobAid(press: TypesettingPress, document: JobAidDocument): Promise<Uint8Array> {
  return typesetDocument(press, 'job-aid', document.madeAt, (printable) => jobAidPage(document, printable));
}

function jobAidPage(document: JobAidDocument, printable: Printer['printable']): JobAidPage {
  const set = (text: string): WrappedText => wrappedText(printable(text));
  const { focalPoint, notes } = document;
  return {
    language: document.language,
    fonts: printFontFamilies,
    origin: set(document.origin),
    kind: set(document.kind),
    title: set(document.title),
    purpose: set(document.purpose),
    parts: document.parts.map(({ heading, style, items, source }) => ({
      heading: set(heading),
      style,
      items: items.map(set),
      source: set(source),
    })),
    provenance: set(document.provenance),
    pageNumber: printable(document.pageNumber),
    focalPoint: focalPoint
      ? {
          heading: set(focalPoint.heading),
          lines: focalPoint.lines.map(({ label, value }) => ({
            label: set(label),
            value: value === '' ? null : set(value),
          })),
        }
      : null,
    notes: notes
      ? {
          heading: set(notes.heading),
          warning: set(notes.warning),
          sections: notesParts(notes.sections, set),
        }
      : null,
    metadata: {
      title: plainText(`${document.kind} – ${document.title}`),
      author: AUTHOR,
      description: plainText(`${document.origin}: ${document.purpose}`),
      keywords: [plainText(document.origin), plainText(document.kind)],
    },
  };
}
