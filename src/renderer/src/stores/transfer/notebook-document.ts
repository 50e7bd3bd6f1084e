import type { NotebookWords } from '../../../../contract/notebook-document';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { Language, Translate } from '../../../../domain/text/language';
import { inDigits } from '../../../../domain/text/digits';
import { printedQuote, roomForNotes } from './printed-notes';

/** What a printed notebook is made of. */
export interface NotebookMatter {
  /** Notes by section, in order. */
  readonly parts: readonly { readonly heading: string; readonly notes: readonly NoteRevision[] }[];
  readonly seriesTitle: string;
  /** Of the words around the notes. */
  readonly language: Language;
  /** The learner's name. */
  readonly owner: string;
}

/** Notes of the notebook as the host typesets them, without the date; null where there are none. */
export interface PrintedNotebook {
  readonly document: NotebookWords | null;
  /** Notes for which one document has no room. */
  readonly leftOut: number;
}

/** Words a printed notebook. */
export function printedNotebook(
  { parts, seriesTitle, language, owner }: NotebookMatter,
  t: Translate,
): PrintedNotebook {
  const hasRoom = roomForNotes();
  const sections = parts
    .map(({ heading, notes }) => ({
      title: heading,
      notes: notes
        .filter(hasRoom)
        .map((note) => ({ quote: printedQuote(note), text: note.text, tags: [...(note.tags ?? [])] })),
    }))
    .filter(({ notes }) => notes.length > 0);
  const count = sections.reduce((sum, { notes }) => sum + notes.length, 0);
  const leftOut = parts.reduce((sum, { notes }) => sum + notes.length, 0) - count;
  if (count === 0) return { document: null, leftOut };
  const document = {
    language,
    origin: seriesTitle,
    title: t('notes.heading'),
    lead: [
      t('notes.paper.lead', { name: owner, n: inDigits(count, language) }, count),
      ...(leftOut > 0 ? [t('notes.paper.leftOut', { n: leftOut }, leftOut)] : []),
    ].join(' '),
    owner,
    warning: t('jobAid.notes.warning'),
    foot: t('notes.paper.foot', { name: owner }),
    pageNumber: t('jobAid.page', { page: '{page}', pages: '{pages}' }),
    sections,
  };
  return { document, leftOut };
}
