import type { JobAidDocument } from '../../../contract/job-aid-document';
import { printFontFamilies, type Printer, type TypesettingPress, wrappedText, type WrappedText } from '../typesetting';
import { typesetDocument } from './document-typesetting';
import { AUTHOR, plainText } from './metadata';
import { notesParts } from './notes-part';

/** Typesets a job aid: one page, and further ones for the learner's notes. See `typesetDocument`. */
export function typesetJobAid(press: TypesettingPress, document: JobAidDocument): Promise<Uint8Array> {
  return typesetDocument(press, 'job-aid', document.madeAt, (printable) => jobAidPage(document, printable));
}

/** Everything that the template prints, ready in words: the template only lays out. */
function jobAidPage(document: JobAidDocument, printable: Printer['printable']) {
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
    // With the places `{page}` and `{pages}`.
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
