import { defineStore } from 'pinia';
import { watch } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import type { HighlightColour, QuoteAnchor } from '../../../../domain/notes/highlight';
import {
  hasWords,
  MAXIMUM_NOTE_LENGTH,
  unwrittenNote,
  withTagList,
  withText,
  type NoteRevision,
} from '../../../../domain/notes/note';
import { sameTag, withRenamedTag } from '../../../../domain/notes/tags';
import { beginningOf } from '../../../../domain/text/whole-characters';
import { useSession } from '../session/session';
import { createNoteWriting, type NoteChanges } from './note-writing';
import { createNoteMerging } from './note-merging';

/** Where a new note belongs, and how its quote is marked. */
export interface NotePlace {
  readonly moduleId: string;
  readonly sectionId: string;
  readonly blockId: string | null;
  readonly quote: string;
  /** How the quote is found in the text (`anchorFor`). */
  readonly anchor?: QuoteAnchor;
  /** Colour in which the quote is marked in the text: the note is a highlight then, and its text may be empty. */
  readonly colour?: HighlightColour;
}

/** The learner's notes: of the open section, and all of them while the notebook is open. */
export const useNotes = defineStore('notes', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const writing = createNoteWriting();
  const { shown, inTurn } = writing;
  const { mergeForks, mergeAll } = createNoteMerging(writing);
  const { ofSection, all, openSection, loadAll } = shown;
  /** The merges in progress, one after another. */
  let merging: Promise<void> = Promise.resolve();

  watch(
    () => [sessionStore.current, sessionStore.recordChanged] as const,
    ([session], before) => {
      shown.readAgain(session === before?.[0]);
      if (session) merging = sessionStore.track(merging.then(() => mergeAll(session)));
    },
    { immediate: true },
  );

  /**
   * Runs a change in its turn, and then merges what it changed with states that weren't in sight. The closing of the
   * record waits for both.
   */
  async function change<Changed extends NoteRevision | readonly NoteRevision[]>(
    work: (changes: NoteChanges) => Promise<Changed>,
  ): Promise<Changed> {
    const session = sessionStore.current;
    if (!session) throw new Error('No learner is at work.');
    const working = inTurn(session, work).then(async (changed) => {
      const noteIds = [changed].flat().map(({ noteId }) => noteId);
      await mergeForks(session, noteIds);
      return changed;
    });
    return sessionStore.track(working);
  }

  /** Writes a new note and returns it. @throws StorageError; the caller still has the text */
  async function add(place: NotePlace, text: string): Promise<NoteRevision> {
    const at = nowIso(context);
    const id = newId(context);
    const revision: NoteRevision = {
      ...place,
      id,
      noteId: newId(context),
      text: beginningOf(text, MAXIMUM_NOTE_LENGTH),
      createdAt: at,
      editedAt: at,
      basedOn: { revision: id, ids: [] },
      deleted: false,
    };
    return change(async ({ save }) => {
      await save(revision);
      return revision;
    });
  }

  /** A new, empty note; it isn't stored before its first words. */
  function begin(place: NotePlace): NoteRevision {
    return unwrittenNote(newId(context), place, nowIso(context));
  }

  /**
   * Saves the text of a note that is being written. Without words the note is deleted; with words again it is restored.
   *
   * @param note as `begin` or the last call returned it
   * @throws StorageError; the caller still has the text
   */
  async function write(note: NoteRevision, text: string): Promise<NoteRevision> {
    if (!hasWords({ text })) return note.deleted ? note : remove(note);
    return change(({ rewrite }) => rewrite(note, (shown) => withWords(shown, text, false)));
  }

  /**
   * Adds a revision with another text (`withText`). What another window changed meanwhile stays, its words as a note
   * beside this one.
   *
   * @throws StorageError
   */
  async function edit(note: NoteRevision, text: string): Promise<NoteRevision> {
    return change(({ rewrite }) => rewrite(note, (shown) => withWords(shown, text, note.deleted)));
  }

  /**
   * Marks the note's quote in a colour, or removes the mark: a note with words loses only its colour, a highlight
   * without words is deleted (`restore` undoes that). Words that another window wrote meanwhile stay; the last of two
   * colours wins. @throws StorageError
   */
  async function mark(note: NoteRevision, colour: HighlightColour | null): Promise<NoteRevision> {
    return change(({ revise }) =>
      revise(note, (latest) => {
        const { colour: _, ...unmarked } = latest;
        if (colour !== null) return { ...latest, colour, deleted: false };
        return hasWords(latest) ? unmarked : { ...latest, deleted: true };
      }),
    );
  }

  /**
   * Moves a note to other words of its section, which become its quote: its old ones are gone from the text.
   *
   * @throws StorageError
   */
  async function place(
    note: NoteRevision,
    { blockId, quote, anchor }: Required<Pick<NotePlace, 'quote' | 'anchor'>> & { readonly blockId: string },
  ): Promise<NoteRevision> {
    return change(({ revise }) => revise(note, (latest) => ({ ...latest, blockId, quote, anchor, deleted: false })));
  }

  /** Gives a note other tags, as `tagged` makes them of those that it has now. @throws StorageError */
  async function tag(
    note: NoteRevision,
    tagged: (tags: readonly string[]) => readonly string[],
  ): Promise<NoteRevision> {
    return change(({ revise }) => revise(note, (latest) => withTagList(latest, tagged(latest.tags ?? []))));
  }

  /** Notes that the learner dismissed the warning about some details. @throws StorageError */
  async function dismissWarning(note: NoteRevision, hints: readonly string[]): Promise<NoteRevision> {
    const dismissed = [...new Set([...(note.dismissed ?? []), ...hints])];
    return change(({ revise }) => revise(note, (latest) => ({ ...latest, dismissed })));
  }

  /**
   * Renames a tag in every note that has it, in one transaction; where the new name is in use already, both become one.
   * Returns how many notes were changed.
   *
   * @throws StorageError; nothing is saved then
   */
  async function renameTag(from: string, to: string): Promise<number> {
    const renamed = await change(({ reviseAll }) =>
      reviseAll(
        ({ tags = [] }) => tags.some((each) => sameTag(each, from)),
        (latest) => withTagList(latest, withRenamedTag(latest.tags ?? [], from, to)),
      ),
    );
    return renamed.length;
  }

  /**
   * Marks a note deleted; its history stays. It is there again with words that another window wrote meanwhile.
   *
   * @throws StorageError
   */
  async function remove(note: NoteRevision): Promise<NoteRevision> {
    return change(({ rewrite }) => rewrite(note, (shown) => (shown.deleted ? shown : { ...shown, deleted: true })));
  }

  /** Restores a deleted note. @throws StorageError */
  async function restore(note: NoteRevision): Promise<NoteRevision> {
    return change(({ revise }) => revise(note, (latest) => ({ ...latest, deleted: false })));
  }

  return {
    ofSection,
    all,
    openSection,
    loadAll,
    begin,
    add,
    write,
    edit,
    mark,
    tag,
    dismissWarning,
    renameTag,
    place,
    remove,
    restore,
  };
});

function withWords(note: NoteRevision, typed: string, deleted: boolean): NoteRevision {
  const written = withText(note, typed);
  return written.deleted === deleted ? written : { ...written, deleted };
}
