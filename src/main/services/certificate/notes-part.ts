import type { PrintedSections } from '../../../contract/printed-notes';
import type { WrappedText } from '../typesetting';

/** The learner's notes on one section, ready to be laid out. */
export interface NotesPart {
  readonly title: WrappedText;
  readonly notes: readonly {
    readonly quote: WrappedText | null;
    readonly paragraphs: readonly WrappedText[];
    /** The tags as one line; null where there are none. */
    readonly tags: WrappedText | null;
  }[];
}

/** Prepares notes for a template; `set` makes a text printable. */
export function notesParts(sections: PrintedSections, set: (text: string) => WrappedText): readonly NotesPart[] {
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
