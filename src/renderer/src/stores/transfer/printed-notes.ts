import { MAXIMUM_PRINTED_NOTES, MAXIMUM_PRINTED_WEIGHT, weightOfNote } from '../../../../contract/printed-notes';
import { FOCAL_POINT_NOTE_ID } from '../../../../domain/notes/focal-point';
import { aboutText } from '../../../../domain/notes/moment';
import type { NoteRevision } from '../../../../domain/notes/note';
import { identifyingHints } from '../../../../domain/notes/privacy-warning';
import type { SectionOutline } from '../../../../domain/series/section';
import { compareText } from '../../../../domain/text/compare-text';
import { beginningOf } from '../../../../domain/text/whole-characters';

/** Longest quote on paper, in UTF-16 units; that of a highlight over a whole block is shorter. */
const MAXIMUM_QUOTE = 2_000;

/** The learner's notes on a module, as they are added to its job aid. */
export interface PrintedNotes {
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly notes: readonly NoteRevision[];
  }[];
  /** Notes that may show who a child is. */
  readonly identifying: number;
  /** Notes for which the document has no room. */
  readonly leftOut: number;
}

/**
 * A module's notes in the order of its text: by section and block, then as they were written. Notes on sections that
 * are gone come last, under `goneTitle`. The focal point isn't one of them: the page has its own place for it.
 */
export function printedNotes(
  sections: readonly SectionOutline[],
  notes: readonly NoteRevision[],
  goneTitle: string,
): PrintedNotes {
  const blocks = sections.flatMap(({ blockIds }) => blockIds);
  const place = ({ blockId }: NoteRevision): number => (blockId === null ? -1 : blocks.indexOf(blockId));
  const known = new Set(sections.map(({ id }) => id));
  const own = notes.filter(({ noteId, deleted }) => noteId !== FOCAL_POINT_NOTE_ID && !deleted);
  const groups = [
    ...sections.map(({ id, title }) => ({ id, title, of: own.filter(({ sectionId }) => sectionId === id) })),
    { id: '', title: goneTitle, of: own.filter(({ sectionId }) => !known.has(sectionId)) },
  ];
  const hasRoom = roomForNotes();
  const shown = groups
    .map(({ id, title, of }) => ({
      id,
      title,
      notes: of.toSorted((a, b) => place(a) - place(b) || compareText(a.createdAt, b.createdAt)).filter(hasRoom),
    }))
    .filter((group) => group.notes.length > 0);
  const printed = shown.flatMap((group) => group.notes);
  return {
    sections: shown,
    identifying: countIdentifying(printed),
    leftOut: own.length - printed.length,
  };
}

/** What a note is about, on paper: its quote, or its moment of a recording. */
export function printedQuote(note: NoteRevision): string {
  return beginningOf(aboutText(note), MAXIMUM_QUOTE);
}

/** Takes notes in turn, and is false for those for which one document has no room. */
export function roomForNotes(): (note: NoteRevision) => boolean {
  let count = 0;
  let weight = 0;
  return (note) => {
    const own = weightOfNote({ quote: aboutText(note), text: note.text, tags: note.tags ?? [] });
    if (count >= MAXIMUM_PRINTED_NOTES || weight + own > MAXIMUM_PRINTED_WEIGHT) return false;
    count += 1;
    weight += own;
    return true;
  };
}

/** How many of the notes may show who a child is. */
export function countIdentifying(notes: readonly Pick<NoteRevision, 'quote' | 'text'>[]): number {
  return notes.filter(({ quote, text }) => identifyingHints(`${quote}\n${text}`).length > 0).length;
}
