import * as v from 'valibot';

/** Longest text of one printed note, in UTF-16 units: that of the longest note (`domain/notes/note.ts`). */
const noteText = v.pipe(v.string(), v.maxLength(60_000));
const words = v.pipe(v.string(), v.maxLength(2_000));

/** Most notes in one document, and most UTF-16 units of all of them together: about 100 pages. */
export const MAXIMUM_PRINTED_NOTES = 500;
export const MAXIMUM_PRINTED_UNITS = 300_000;

/**
 * Most UTF-16 units of all titles and tags together. Ordinary notes have a tenth of it; a learner file may bring notes
 * with hundreds of long tags, and setting them would hold up the host for minutes.
 */
const MAXIMUM_TITLE_UNITS = 100_000;

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
    const units = notes.reduce((sum, { quote, text }) => sum + quote.length + text.length, 0);
    return notes.length <= MAXIMUM_PRINTED_NOTES && units <= MAXIMUM_PRINTED_UNITS;
  }, 'There are too many notes for one document.'),
  v.check((sections) => {
    const titles = sections.flatMap(({ title, notes }) => [title, ...notes.flatMap(({ tags = [] }) => tags)]);
    return titles.join('').length <= MAXIMUM_TITLE_UNITS;
  }, 'There are too many titles and tags for one document.'),
);

export type PrintedSections = v.InferOutput<typeof printedSectionsSchema>;
