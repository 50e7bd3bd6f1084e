import type { NoteRevision } from '../../../../domain/notes/note';

/** Entries of the notebook that stand beside the same section, under one heading. */
export interface NoteGroup {
  /** Null for what stood beside sections that are gone. */
  readonly sectionId: string | null;
  readonly notes: readonly NoteRevision[];
}

/** Puts entries that follow each other and belong to one section together, in the order given; those of sections that aren't known are one group. */
export function groupBySection(notes: readonly NoteRevision[], isKnown: (sectionId: string) => boolean): NoteGroup[] {
  const groups: { readonly sectionId: string | null; readonly notes: NoteRevision[] }[] = [];
  for (const note of notes) {
    const sectionId = isKnown(note.sectionId) ? note.sectionId : null;
    const last = groups.at(-1);
    if (last?.sectionId === sectionId) last.notes.push(note);
    else groups.push({ sectionId, notes: [note] });
  }
  return groups;
}
