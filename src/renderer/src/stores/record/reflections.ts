import { defineStore } from 'pinia';
import { nowIso, useAppContext } from '../../app-context';
import { MAXIMUM_QUOTE_LENGTH } from '../../../../domain/notes/highlight';
import { hasWords, unwrittenNote, type NoteRevision } from '../../../../domain/notes/note';
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
  /** The saves in progress. They are awaited before a note is read, or the next screen would show an older text. */
  let writing: Promise<unknown> = Promise.resolve();

  /** The note that answers a quiz's reflection, or null where nothing is written. @throws StorageError */
  async function find(
    { id: attemptId }: Attempt,
    { id: questionId }: ReflectionQuestion,
  ): Promise<NoteRevision | null> {
    const { current: session } = sessionStore;
    if (!session) return null;
    await writing;
    try {
      return await session.notes.find(reflectionNoteId({ attemptId, questionId }));
    } catch (error) {
      throw saving.readFailed(session, error);
    }
  }

  /**
   * Saves a text as the reflection's note; without words there is no note. Durable when it resolves. Words that another
   * window wrote meanwhile become a separate note.
   *
   * @param before the note as this window knows it, or null
   * @throws StorageError; the text stays on the screen
   */
  async function write(
    attempt: Attempt,
    question: ReflectionQuestion,
    before: NoteRevision | null,
    text: string,
  ): Promise<NoteRevision | null> {
    const written = writeNote(attempt, question, before, text);
    writing = Promise.allSettled([writing, written]);
    return written;
  }

  async function writeNote(
    attempt: Attempt,
    question: ReflectionQuestion,
    before: NoteRevision | null,
    text: string,
  ): Promise<NoteRevision | null> {
    return before || hasWords({ text }) ? notes.write(before ?? unwritten(attempt, question), text) : null;
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
