import { ref, shallowRef, type Ref } from 'vue';
import { useReflections } from '../../stores/record/reflections';
import type { NoteRevision, WritingStage } from '../../../../domain/notes/note';
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
  readonly write: (text: string, stage: WritingStage) => Promise<void>;
}

/** Reads and writes the note that answers a quiz's reflection. */
export function useReflectionNote(asked: {
  readonly attempt: Attempt;
  readonly question: ReflectionQuestion;
}): ReflectionNote {
  const reflections = useReflections();
  const note = shallowRef<NoteRevision | null>(null);
  const state = ref<'reading' | 'read' | 'failed'>('reading');

  async function read(): Promise<void> {
    state.value = 'reading';
    try {
      note.value = await reflections.find(asked.attempt, asked.question);
      state.value = 'read';
    } catch {
      state.value = 'failed';
    }
  }

  async function write(text: string, stage: WritingStage): Promise<void> {
    note.value = await reflections.write(asked.attempt, asked.question, text, stage);
  }

  void read();
  return { note, state, read, write };
}
