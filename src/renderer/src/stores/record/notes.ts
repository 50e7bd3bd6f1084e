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
  type WritingStage,
} from '../../../../domain/notes/note';
import { sameTag, withRenamedTag } from '../../../../domain/notes/tags';
import { beginningOf } from '../../../../domain/text/whole-characters';
import { useSession } from '../session/session';
import { useClosing } from '../session/closing';
import { createNoteWriting } from './note-writing';

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
  const { shown, revise, settleDrafts } = writing;
  const { ofSection, all, openSection, loadAll } = shown;
  useClosing().beforeClosing(settleDrafts);

  watch(
    () => [sessionStore.current, sessionStore.recordChanged] as const,
    ([session], before) => {
      shown.readAgain(session === before?.[0]);
    },
    { immediate: true },
  );

  /** Writes a new note and returns it. @throws StorageError; the caller still has the text */
  async function add(place: NotePlace, text: string): Promise<NoteRevision> {
    const at = nowIso(context);
    const revision: NoteRevision = {
      ...place,
      id: newId(context),
      noteId: newId(context),
      text: beginningOf(text, MAXIMUM_NOTE_LENGTH),
      createdAt: at,
      editedAt: at,
      basedOn: [],
      deleted: false,
    };
    await writing.add(revision);
    return revision;
  }

  /** A new, empty note; it isn't stored before its first words. */
  function begin(place: NotePlace): NoteRevision {
    return unwrittenNote(newId(context), place, nowIso(context));
  }

  /**
   * Saves the text of a note that is being written. Without words the note is deleted; with words again it is restored.
   *
   * @param note as `begin` or the last call returned it
   * @param stage `typing` keeps the text as the note's draft, `done` adds a revision
   * @throws StorageError; the caller still has the text
   */
  async function write(note: NoteRevision, text: string, stage: WritingStage = 'done'): Promise<NoteRevision> {
    const change = (present: NoteRevision): NoteRevision => {
      if (hasWords({ text })) return withWords(present, text, false);
      return present.deleted ? present : { ...present, deleted: true };
    };
    return writing.type(note, change, stage);
  }

  /** Changes the text of a note (`withText`); as `write`. @throws StorageError */
  async function edit(note: NoteRevision, text: string, stage: WritingStage = 'done'): Promise<NoteRevision> {
    return writing.type(note, (present) => withWords(present, text, note.deleted), stage);
  }

  /**
   * Marks the note's quote in a colour, or removes the mark: a note with words loses only its colour, a highlight
   * without words is deleted (`restore` undoes that). @throws StorageError
   */
  async function mark(note: NoteRevision, colour: HighlightColour | null): Promise<NoteRevision> {
    return revise(note, (present) => {
      const { colour: _, ...unmarked } = present;
      if (colour !== null) return { ...present, colour, deleted: false };
      return hasWords(present) ? unmarked : { ...present, deleted: true };
    });
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
    return revise(note, (present) => ({ ...present, blockId, quote, anchor, deleted: false }));
  }

  /** Gives a note other tags, as `tagged` makes them of those that it has now. @throws StorageError */
  async function tag(
    note: NoteRevision,
    tagged: (tags: readonly string[]) => readonly string[],
  ): Promise<NoteRevision> {
    return revise(note, (present) => withTagList(present, tagged(present.tags ?? [])));
  }

  /** Notes that the learner dismissed the warning about some details. @throws StorageError */
  async function dismissWarning(note: NoteRevision, hints: readonly string[]): Promise<NoteRevision> {
    const dismissed = [...new Set([...(note.dismissed ?? []), ...hints])];
    return revise(note, (present) => ({ ...present, dismissed }));
  }

  /**
   * Renames a tag in every note that has it, in one transaction; where the new name is in use already, both become one.
   * Returns how many notes were changed.
   *
   * @throws StorageError; nothing is saved then
   */
  async function renameTag(from: string, to: string): Promise<number> {
    const renamed = await writing.reviseAll(
      ({ tags = [] }) => tags.some((each) => sameTag(each, from)),
      (present) => withTagList(present, withRenamedTag(present.tags ?? [], from, to)),
    );
    return renamed.length;
  }

  /** Marks a note deleted; its history stays. @throws StorageError */
  async function remove(note: NoteRevision): Promise<NoteRevision> {
    return revise(note, (present) => (present.deleted ? present : { ...present, deleted: true }));
  }

  /** Restores a deleted note. @throws StorageError */
  async function restore(note: NoteRevision): Promise<NoteRevision> {
    return revise(note, (present) => ({ ...present, deleted: false }));
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
    settleDrafts,
  };
});

function withWords(note: NoteRevision, typed: string, deleted: boolean): NoteRevision {
  const written = withText(note, typed);
  return written.deleted === deleted ? written : { ...written, deleted };
}
