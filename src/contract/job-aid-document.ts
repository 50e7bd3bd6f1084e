import * as v from 'valibot';
import { LANGUAGES } from '../domain/text/language';
import { printedSectionsSchema } from './printed-notes';

const words = v.pipe(v.string(), v.maxLength(2_000));
/** What a field of the focal point takes (`domain/notes/focal-point.ts`), each line break as two characters. */
const fieldText = v.pipe(v.string(), v.maxLength(8_000));
const list = v.pipe(v.array(words), v.minLength(1), v.maxLength(40));

/** What a decision's question asks, or what one of its answers leads to. */
const pointSchema = v.strictObject({ title: words, notes: v.pipe(v.array(words), v.maxLength(20)) });

/** A job aid in a language. */
const pageSchema = v.strictObject({
  /** Language of the page. */
  language: v.picklist(LANGUAGES),
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
        /** Questions after the items, with the words for yes and no. */
        decision: v.exactOptional(
          v.strictObject({
            yes: words,
            no: words,
            rows: v.pipe(
              v.array(v.strictObject({ question: pointSchema, yes: pointSchema, no: pointSchema })),
              v.minLength(1),
              v.maxLength(20),
            ),
            /** What several answers lead to alike, said once below. */
            shared: pointSchema.entries.notes,
          }),
        ),
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
      lines: v.pipe(v.array(v.strictObject({ label: words, value: fieldText })), v.minLength(1), v.maxLength(10)),
    }),
  ),
  /** The learner's own notes on the module, on pages of their own. */
  notes: v.exactOptional(
    v.strictObject({
      heading: words,
      /** Says what to look for before the paper is handed on. */
      warning: words,
      sections: printedSectionsSchema,
    }),
  ),
});

/**
 * A job aid as it is printed: the module's one page in words, and what the learner wants with it. The host typesets
 * exactly this and adds nothing, so the same document always gives the same bytes.
 */
export const jobAidDocumentSchema = v.strictObject({
  ...pageSchema.entries,
  /** ISO 8601 instant; the PDF's creation date. */
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** At the foot of the first page: what of its words is a draft, or isn't there in the language of the paper. */
  draft: v.exactOptional(words),
  /** The same page in a second language, whose texts stand below those of the first. */
  beside: v.exactOptional(pageSchema),
});

/** A job aid in a language, without what the paper adds. */
export type JobAidWords = v.InferOutput<typeof pageSchema>;

export type JobAidDocument = v.InferOutput<typeof jobAidDocumentSchema>;
