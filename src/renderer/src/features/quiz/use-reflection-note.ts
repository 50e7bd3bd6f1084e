import { ref, shallowRef, watch, type Ref } from 'vue';
import { useReflections } from '../../stores/record/reflections';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { ReflectionQuestion } from '../../../../domain/series/question';
import type { Attempt } from '../../../../domain/quiz/attempt';

/** The note that answers a quiz's reflection, as the screens use it. */
export interface ReflectionNote {
  /** Null where there is no answer. */
  readonly note: Ref<NoteRevision | null>;
  /** `failed` where the note couldn't be read: an empty field would look like a missing answer. */
  readonly state: Ref<'reading' | 'read' | 'failed'>;
  readonly read: () => Promise<void>;
  /** Saves the text. @throws StorageError */
  readonly write: (text: string) => Promise<void>;
}

/** Reads and writes the note that answers a quiz's reflection. */
export function useReflectionNote(attempt: () => Attempt, question: () => ReflectionQuestion): ReflectionNote {
  const reflections = useReflections();
  const note = shallowRef<NoteRevision | null>(null);
  const state = ref<'reading' | 'read' | 'failed'>('reading');

  async function read(): Promise<void> {
    const [of, asked] = [attempt(), question()];
    const isStale = (): boolean => attempt().id !== of.id || question().id !== asked.id;
    state.value = 'reading';
    note.value = null;
    try {
      const found = await reflections.find(of, asked);
      if (isStale()) return;
      note.value = found;
      state.value = 'read';
    } catch {
      if (!isStale()) state.value = 'failed';
    }
  }

  async function write(text: string): Promise<void> {
    note.value = await reflections.write(attempt(), question(), note.value, text);
  }

  watch(() => [attempt().id, question().id], read, { immediate: true });
  return { note, state, read, write };
}
