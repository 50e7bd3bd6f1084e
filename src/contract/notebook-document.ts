import * as v from 'valibot';
import { LANGUAGES } from '../domain/text/language';
import { printedSectionsSchema } from './printed-notes';

const words = v.pipe(v.string(), v.maxLength(2_000));

/** The words around the notes in a language, with the notes. */
const pageSchema = v.strictObject({
  /** Language of the page's own words. */
  language: v.picklist(LANGUAGES),
  /** The series, above the title. */
  origin: words,
  title: words,
  /** Whose notes, and how many of how many; part of the file's name is `owner`. */
  lead: words,
  owner: words,
  /** Says what to look for before the paper is handed on. */
  warning: words,
  /** At the foot of each page: what it is, and `{page}` and `{pages}`, which are filled in. */
  foot: words,
  pageNumber: words,
  sections: printedSectionsSchema,
});

/**
 * Notes of the notebook as they are printed. The host typesets exactly this and adds nothing, so the same document
 * always gives the same bytes.
 */
export const notebookDocumentSchema = v.strictObject({
  ...pageSchema.entries,
  /** ISO 8601 instant; the PDF's creation date. */
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** At the foot of each page: what of its words is a draft. */
  draft: v.exactOptional(words),
  /** The words in a second language, which stand below those of the first; the notes are printed once. */
  beside: v.exactOptional(
    v.strictObject({ ...pageSchema.entries, sections: v.array(v.strictObject({ title: words })) }),
  ),
});

/** A notebook in a language, without what the paper adds. */
export type NotebookWords = v.InferOutput<typeof pageSchema>;

export type NotebookDocument = v.InferOutput<typeof notebookDocumentSchema>;
