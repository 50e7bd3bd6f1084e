import type { NoteRevision } from '../../../../domain/notes/note';

/** Entries of the notebook of the same section, under one heading. */
export interface NoteGroup {
  /** Null for entries whose section is gone. */
  readonly sectionId: string | null;
  readonly notes: readonly NoteRevision[];
}

/** Groups adjacent entries by section, in the given order; those of unknown sections are one group. */
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
