import * as v from 'valibot';
import { LANGUAGES } from '../domain/text/language';

const words = v.pipe(v.string(), v.maxLength(2_000));
const list = v.pipe(v.array(words), v.minLength(1), v.maxLength(40));

/** Longest text of one printed note, in UTF-16 units: that of the longest note (`domain/notes/note.ts`). */
const noteText = v.pipe(v.string(), v.maxLength(60_000));

/** Most notes in one document, and most UTF-16 units of all of them together: about 100 pages. */
export const MAXIMUM_PRINTED_NOTES = 500;
export const MAXIMUM_PRINTED_UNITS = 300_000;

/**
 * A job aid as it is printed: the module's one page in words, and what the learner wants with it. The host typesets
 * exactly this and adds nothing, so the same document always gives the same bytes.
 */
export const jobAidDocumentSchema = v.strictObject({
  /** Language of the page. */
  language: v.picklist(LANGUAGES),
  /** ISO 8601 instant; the PDF's creation date. */
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Series and module, above the title. */
  origin: words,
  /** What it is, e.g. `Checklist`. */
  kind: words,
  title: words,
  purpose: words,
  parts: v.pipe(
    v.array(
      v.strictObject({
        heading: words,
        style: v.picklist(['checks', 'steps', 'points', 'text', 'lines']),
        items: list,
        source: words,
      }),
    ),
    v.minLength(1),
    v.maxLength(20),
  ),
  /** Whose work it is, and what it isn't. */
  provenance: words,
  /** At the foot of each page; `{page}` and `{pages}` are filled in. */
  pageNumber: words,
  /** The focal point of the learner's organisation; an empty value is a line to write on. */
  focalPoint: v.exactOptional(
    v.strictObject({
      heading: words,
      lines: v.pipe(v.array(v.strictObject({ label: words, value: words })), v.minLength(1), v.maxLength(10)),
    }),
  ),
  /** The learner's own notes on the module, on pages of their own. */
  notes: v.exactOptional(
    v.strictObject({
      heading: words,
      /** Says what to look for before the paper is handed on. */
      warning: words,
      sections: v.pipe(
        v.array(
          v.strictObject({
            title: words,
            notes: v.array(v.strictObject({ quote: words, text: noteText })),
          }),
        ),
        v.minLength(1),
        v.maxLength(100),
        v.check(
          (sections) =>
            sections.flatMap(({ notes }) => notes).length <= MAXIMUM_PRINTED_NOTES &&
            sections
              .flatMap(({ notes }) => notes)
              .reduce((sum, { quote, text }) => sum + quote.length + text.length, 0) <= MAXIMUM_PRINTED_UNITS,
          'There are too many notes for one document.',
        ),
      ),
    }),
  ),
});

export type JobAidDocument = v.InferOutput<typeof jobAidDocumentSchema>;
