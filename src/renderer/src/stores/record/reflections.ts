import { defineStore } from 'pinia';
import { nowIso, useAppContext } from '../../app-context';
import { MAXIMUM_QUOTE_LENGTH } from '../../../../domain/notes/highlight';
import { unwrittenNote, type NoteRevision, type WritingStage } from '../../../../domain/notes/note';
import type { ReflectionQuestion } from '../../../../domain/series/question';
import type { Attempt } from '../../../../domain/quiz/attempt';
import { reflectionNoteId } from '../../../../domain/notes/reflection';
import { useSession } from '../session/session';
import { useNotes } from './notes';
import { useSaveState } from '../session/save-state';

/**
 * What a learner writes to the reflections of their quizzes. It is a note (decision 012): the quiz, its result, the
 * section and the notebook show the same text. No text is held here: a screen that shows a reflection asks for its
 * note.
 */
export const useReflections = defineStore('reflections', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const notes = useNotes();
  const saving = useSaveState();

  /** The note that answers a quiz's reflection, or null where nothing is written. @throws StorageError */
  async function find(
    { id: attemptId }: Attempt,
    { id: questionId }: ReflectionQuestion,
  ): Promise<NoteRevision | null> {
    const { current: session } = sessionStore;
    if (!session) return null;
    try {
      await notes.settleDrafts();
      return await session.notes.find(reflectionNoteId({ attemptId, questionId }));
    } catch (error) {
      throw saving.readFailed(session, error);
    }
  }

  /**
   * Saves a text as the reflection's note; without words there is no note. Durable when it resolves.
   *
   * @throws StorageError; the text stays on the screen
   */
  async function write(
    attempt: Attempt,
    question: ReflectionQuestion,
    text: string,
    stage: WritingStage = 'done',
  ): Promise<NoteRevision | null> {
    const written = await notes.write(unwritten(attempt, question), text, stage);
    return written.deleted ? null : written;
  }

  function unwritten(
    { id: attemptId, moduleId }: Attempt,
    { id: questionId, sectionId, stem }: ReflectionQuestion,
  ): NoteRevision {
    const reflection = { attemptId, questionId };
    const quote = stem.slice(0, MAXIMUM_QUOTE_LENGTH);
    const place = { moduleId, sectionId, blockId: null, quote, reflection };
    return unwrittenNote(reflectionNoteId(reflection), place, nowIso(context));
  }

  return { find, write };
});
