import type { JobAidDocument, JobAidWords } from '../../../contract/job-aid-document';
import type { NotebookDocument, NotebookWords } from '../../../contract/notebook-document';
import type { PrintedSections } from '../../../contract/printed-notes';
import { isObject } from '../../../domain/json/json-value';
import { inDigits } from '../../../domain/text/digits';
import { printFontFamilies, type Printer, type TypesettingPress, wrappedText, type WrappedText } from '../typesetting';
import { AUTHOR, plainText } from './metadata';

/**
 * Prints a document as PDF/A-3a, as many pages as it takes. The same document always gives the same bytes.
 * @param template name of the template, and of the data that it reads
 * @param createdAt ISO 8601 instant of the file's creation, in whole seconds
 * @param pageOf makes what the template prints; what the faces don't have is printed as a stand-in
 * @param attached names and texts of the files that the template attaches
 * @throws OperationFailure `typesetting-failed`
 */
export function typesetDocument(
  press: TypesettingPress,
  template: 'job-aid' | 'notebook' | 'record-of-learning',
  createdAt: string,
  pageOf: (printable: Printer['printable']) => object,
  attached: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  return press.print(
    (printable) => ({
      template: `${template}.typ`,
      files: { [`${template}.json`]: JSON.stringify(pageOf(printable)), ...attached },
      createdAt,
      isOneOfMany: false,
    }),
    ({ pdf }) => pdf(),
  );
}

/** Typesets a job aid: one page, and further ones for the learner's notes. See `typesetDocument`. */
export function typesetJobAid(press: TypesettingPress, document: JobAidDocument): Promise<Uint8Array> {
  return typesetDocument(press, 'job-aid', document.madeAt, (printable) => jobAidPage(document, printable));
}

/** Everything that the template prints, ready in words: the template only lays out. */
function jobAidPage(document: JobAidDocument, printable: Printer['printable']) {
  const set = (text: string): WrappedText => wrappedText(printable(text));
  return {
    ...withBeside(jobAidWords(document, printable), document.beside && jobAidWords(document.beside, printable)),
    isInBoth: document.beside !== undefined,
    draft: document.draft === undefined ? null : set(document.draft),
  };
}

/**
 * The parts of a page, each text of it with that of the same page in another language beside it. What is the same in
 * both, or isn't there in the other, stands alone.
 */
export function withBeside<Part>(own: Part, other: unknown): Part {
  if (Array.isArray(own))
    return own.map((part: unknown, index) => withBeside(part, Array.isArray(other) ? other[index] : undefined)) as Part;
  if (!isObject(own)) return own;
  const ofOther = isObject(other) ? other : {};
  const parts = Object.entries(own).map(([key, part]) => [key, withBeside(part, ofOther[key])]);
  const isText = 'wrapping' in own && 'wrapping' in ofOther && own['wrapping'] !== ofOther['wrapping'];
  return Object.fromEntries(isText ? [...parts, ['beside', ofOther]] : parts) as Part;
}

/** A page number with its places `{page}` and `{pages}`, and the ten digits that fill them. */
export function pageNumber(document: Pick<JobAidWords, 'language' | 'pageNumber'>, set: (text: string) => WrappedText) {
  return {
    ...set(document.pageNumber),
    digits: Array.from({ length: 10 }, (_, digit) => inDigits(digit, document.language)),
  };
}

function jobAidWords(document: JobAidWords, printable: Printer['printable']) {
  const set = (text: string): WrappedText => wrappedText(printable(text));
  const { focalPoint, notes } = document;
  return {
    language: document.language,
    fonts: printFontFamilies,
    origin: set(document.origin),
    kind: set(document.kind),
    title: set(document.title),
    purpose: set(document.purpose),
    parts: document.parts.map(({ heading, style, decision, items, source }) => ({
      heading: set(heading),
      style,
      decision: decision ? printedDecision(decision, set) : null,
      items: items.map(set),
      source: set(source),
    })),
    provenance: set(document.provenance),
    pageNumber: pageNumber(document, set),
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

/** Prepares questions for the template. */
function printedDecision(
  { yes, no, rows, shared }: NonNullable<JobAidDocument['parts'][number]['decision']>,
  set: (text: string) => WrappedText,
) {
  const point = ({ title, notes }: (typeof rows)[number]['question']) => ({ title: set(title), notes: notes.map(set) });
  return {
    yes: set(yes),
    no: set(no),
    rows: rows.map((row) => ({ question: point(row.question), yes: point(row.yes), no: point(row.no) })),
    shared: shared.map(set),
  };
}

/** Typesets notes of the notebook. See `typesetDocument`. */
export function typesetNotebook(press: TypesettingPress, document: NotebookDocument): Promise<Uint8Array> {
  return typesetDocument(press, 'notebook', document.madeAt, (printable) => notebookPage(document, printable));
}

function notebookPage(document: NotebookDocument, printable: Printer['printable']) {
  const set = (text: string): WrappedText => wrappedText(printable(text));
  const { beside, draft } = document;
  const ofSecond = beside && { ...beside, sections: beside.sections.map(({ title }) => ({ title, notes: [] })) };
  return {
    ...withBeside(notebookWords(document, printable), ofSecond && notebookWords(ofSecond, printable)),
    isInBoth: beside !== undefined,
    draft: draft === undefined ? null : set(draft),
  };
}

function notebookWords(document: NotebookWords, printable: Printer['printable']) {
  const set = (text: string): WrappedText => wrappedText(printable(text));
  return {
    language: document.language,
    fonts: printFontFamilies,
    origin: set(document.origin),
    title: set(document.title),
    lead: set(document.lead),
    warning: set(document.warning),
    foot: set(document.foot),
    pageNumber: pageNumber(document, set),
    sections: notesParts(document.sections, set),
    metadata: {
      title: plainText(document.title),
      author: AUTHOR,
      description: plainText(`${document.origin}: ${document.lead}`),
      keywords: [plainText(document.origin)],
    },
  };
}

/** Prepares notes for a template; `set` makes a text printable. */
function notesParts(sections: PrintedSections, set: (text: string) => WrappedText) {
  return sections.map((section) => ({
    title: set(section.title),
    notes: section.notes.map(({ quote, text, tags = [] }) => ({
      quote: quote.trim() === '' ? null : set(quote),
      // A line of its own in the note is one on paper.
      paragraphs: text
        .split(/\r\n?|\n/u)
        .filter((line) => line.trim() !== '')
        .map(set),
      tags: tags.length === 0 ? null : set(tags.join(' · ')),
    })),
  }));
}
