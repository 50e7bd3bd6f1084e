import { computed, shallowRef, type ComputedRef } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';
import { useNotes } from '../../stores/record/notes';

/** The notebook's entries, with what was deleted here. */
export interface RemovedEntries {
  /** The listed notes: the present ones, and those that were deleted here and not restored. */
  readonly listed: ComputedRef<readonly NoteRevision[]>;
  readonly remove: (note: NoteRevision) => Promise<void>;
  /** Returns false where it can't be restored. */
  readonly undo: (deleted: NoteRevision) => Promise<boolean>;
}

/** A note deleted here stays in its place in the list, so that it can be restored. */
export function useRemovedEntries(): RemovedEntries {
  const notes = useNotes();
  const removed = shallowRef<ReadonlyMap<string, NoteRevision>>(new Map());

  async function remove(note: NoteRevision): Promise<void> {
    const deleted = await notes.remove(note);
    removed.value = new Map([...removed.value, [note.noteId, deleted]]);
  }

  async function undo(deleted: NoteRevision): Promise<boolean> {
    try {
      await notes.restore(deleted);
    } catch {
      // The store shows the failure; it can be tried again.
      return false;
    }
    removed.value = new Map([...removed.value].filter(([noteId]) => noteId !== deleted.noteId));
    return true;
  }

  const listed = computed(() => {
    const present = new Set(notes.all.map(({ noteId }) => noteId));
    return [...notes.all, ...[...removed.value.values()].filter(({ noteId }) => !present.has(noteId))];
  });
  return { listed, remove, undo };
}
