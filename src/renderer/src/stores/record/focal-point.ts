import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import { nowIso, useAppContext } from '../../app-context';
import { FOCAL_POINT_NOTE_ID, readFocalPoint } from '../../../../domain/notes/focal-point';
import { hasWords, unwrittenNote, type NoteRevision, type WritingStage } from '../../../../domain/notes/note';
import { useSession } from '../session/session';
import { useNotes } from './notes';
import { useSaveState } from '../session/save-state';

/**
 * The focal point of the learner's organisation: one note with an id of its own (decision 020), so that it is sealed,
 * journalled, merged and removed as every note is.
 */
export const useFocalPoint = defineStore('focal-point', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const notes = useNotes();
  const saving = useSaveState();
  const note = shallowRef<NoteRevision | null>(null);
  /** `none` while no record is open; `failed` where the note couldn't be read. */
  const state = shallowRef<'none' | 'reading' | 'read' | 'failed'>('none');
  const focalPoint = computed(() => (note.value ? readFocalPoint(note.value.text) : null));
  /** Number of the last read or write: a read that began before it is out of date. */
  let changes = 0;

  watch(
    () => [sessionStore.current, sessionStore.recordChanged] as const,
    ([session], [before]) => {
      changes += 1;
      if (session !== before) {
        note.value = null;
        state.value = 'none';
      } else if (state.value !== 'none') void read();
    },
  );

  /** Reads it from the open record. Never rejects: `state` has the result. */
  async function read(): Promise<void> {
    const { current: session } = sessionStore;
    if (!session) return;
    changes += 1;
    const mine = changes;
    // What is shown stays until the answer: the learner may be writing in it.
    if (state.value !== 'read') state.value = 'reading';
    try {
      const found = await session.notes.find(FOCAL_POINT_NOTE_ID);
      if (mine !== changes || !sessionStore.isCurrent(session)) return;
      note.value = found;
      state.value = 'read';
    } catch (error) {
      if (mine !== changes || !sessionStore.isCurrent(session)) return;
      saving.readFailed(session, error);
      state.value = 'failed';
    }
  }

  /**
   * Saves the text, as `focalPointText` makes it; without words the note is deleted. Durable when it resolves.
   *
   * @param place the section that tells how to report, where the notebook shows the note
   * @throws StorageError; the text stays on the screen
   */
  async function write(
    place: { readonly moduleId: string; readonly sectionId: string },
    text: string,
    stage: WritingStage = 'done',
  ): Promise<void> {
    const { current: session } = sessionStore;
    if (!note.value && !hasWords({ text })) return;
    const before =
      note.value ?? unwrittenNote(FOCAL_POINT_NOTE_ID, { ...place, blockId: null, quote: '' }, nowIso(context));
    const written = await notes.write(before, text, stage);
    if (!sessionStore.isCurrent(session)) return;
    changes += 1;
    note.value = written.deleted ? null : written;
    state.value = 'read';
  }

  return { focalPoint, state, read, write };
});
