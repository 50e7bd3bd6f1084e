import * as v from 'valibot';
import { printedWeight } from './printed-weight';

/** Longest text of one printed note, in UTF-16 units: that of the longest note (`domain/notes/note.ts`). */
const noteText = v.pipe(v.string(), v.maxLength(60_000));
const words = v.pipe(v.string(), v.maxLength(2_000));

/** Most notes in one document. */
export const MAXIMUM_PRINTED_NOTES = 500;

/**
 * Most weight of all notes of a document together: about 100 pages in Latin letters, 25 in Khmer. A learner file may
 * bring notes that would hold up the host for minutes.
 */
export const MAXIMUM_PRINTED_WEIGHT = 300_000;

/** Most weight of all titles together. */
const MAXIMUM_TITLE_WEIGHT = 100_000;

/** What a note takes of a document's weight; a tag with the sign before it. */
export function weightOfNote({
  quote,
  text,
  tags = [],
}: {
  readonly quote: string;
  readonly text: string;
  readonly tags?: readonly string[];
}): number {
  return printedWeight(quote) + printedWeight(text) + tags.reduce((sum, tag) => sum + 3 + printedWeight(tag), 0);
}

/** The learner's own notes as they are printed, by section. */
export const printedSectionsSchema = v.pipe(
  v.array(
    v.strictObject({
      title: words,
      notes: v.array(v.strictObject({ quote: words, text: noteText, tags: v.exactOptional(v.array(words)) })),
    }),
  ),
  v.minLength(1),
  v.maxLength(100),
  v.check((sections) => {
    const notes = sections.flatMap((section) => section.notes);
    const weight = notes.reduce((sum, note) => sum + weightOfNote(note), 0);
    return notes.length <= MAXIMUM_PRINTED_NOTES && weight <= MAXIMUM_PRINTED_WEIGHT;
  }, 'There are too many notes for one document.'),
  v.check(
    (sections) => printedWeight(sections.map(({ title }) => title).join('')) <= MAXIMUM_TITLE_WEIGHT,
    'The titles are too long for one document.',
  ),
);

export type PrintedSections = v.InferOutput<typeof printedSectionsSchema>;
