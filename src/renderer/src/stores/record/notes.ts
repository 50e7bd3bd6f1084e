import { defineStore } from 'pinia';
import { watch } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import type { HighlightColour, QuoteAnchor } from '../../../../domain/notes/highlight';
import { hasWords, MAXIMUM_NOTE_LENGTH, withTagList, withText, type NoteRevision } from '../../../../domain/notes/note';
import { sameTag, withRenamedTag } from '../../../../domain/notes/tags';
import { useSession } from '../session/session';
import { createNoteWriting } from './note-writing';
import { createTextsBeside } from './texts-beside';

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
  const { shown, save, revise, reviseAll } = writing;
  const { addOtherText, mergeConcurrent } = createTextsBeside(writing);
  const { ofSection, all, openSection, loadAll } = shown;
  /** The merges in progress, one after another. */
  let merging: Promise<void> = Promise.resolve();

  watch(
    () => [sessionStore.current, sessionStore.recordChanged] as const,
    ([session], before) => {
      shown.readAgain(session === before?.[0]);
      merging = sessionStore.track(merging.then(mergeConcurrent)).catch(() => undefined);
    },
    { immediate: true },
  );

  /** Writes a new note and returns it. @throws StorageError; the caller still has the text */
  async function add(place: NotePlace, text: string): Promise<NoteRevision> {
    const at = nowIso(context);
    const id = newId(context);
    const revision: NoteRevision = {
      ...place,
      id,
      noteId: newId(context),
      text: text.slice(0, MAXIMUM_NOTE_LENGTH),
      createdAt: at,
      editedAt: at,
      basedOn: { revision: id, ids: [] },
      deleted: false,
    };
    await save(revision);
    return revision;
  }

  /** A new, empty note; it isn't stored before its first words. */
  function begin(place: NotePlace): NoteRevision {
    return {
      ...place,
      id: '',
      noteId: newId(context),
      text: '',
      createdAt: nowIso(context),
      editedAt: '',
      deleted: true,
    };
  }

  /**
   * Saves the text of a note that is being written. Without words the note is deleted; with words again it is restored.
   *
   * @param note as `begin` or the last call returned it
   * @throws StorageError; the caller still has the text
   */
  async function write(note: NoteRevision, text: string): Promise<NoteRevision> {
    if (hasWords({ text })) return edit({ ...note, deleted: false }, text);
    return note.deleted ? note : remove(note);
  }

  /**
   * Adds a revision with another text (`withText`). A colour that another window set meanwhile stays.
   *
   * @throws StorageError
   */
  async function edit(note: NoteRevision, text: string): Promise<NoteRevision> {
    const session = sessionStore.current;
    const { latest, revision } = await revise(note, (present) => {
      const next = withText(present, text);
      return next.deleted === note.deleted ? next : { ...next, deleted: note.deleted };
    });
    if (sessionStore.isCurrent(session)) await addOtherText(note, latest, revision);
    return revision;
  }

  /**
   * Marks the note's quote in a colour, or removes the mark: a note with words loses only its colour, a highlight
   * without words is deleted (`restore` undoes that). Words that another window wrote meanwhile stay; the last of two
   * colours wins. @throws StorageError
   */
  async function mark(note: NoteRevision, colour: HighlightColour | null): Promise<NoteRevision> {
    const { revision } = await revise(note, (present) => {
      const { colour: _, ...unmarked } = present;
      if (colour !== null) return { ...present, colour, deleted: false };
      return hasWords(present) ? unmarked : { ...present, deleted: true };
    });
    return revision;
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
    return (await revise(note, (latest) => ({ ...latest, blockId, quote, anchor, deleted: false }))).revision;
  }

  /** Gives a note other tags, as `change` makes them of those that it has now. @throws StorageError */
  async function tag(
    note: NoteRevision,
    change: (tags: readonly string[]) => readonly string[],
  ): Promise<NoteRevision> {
    return (await revise(note, (latest) => withTagList(latest, change(latest.tags ?? [])))).revision;
  }

  /** Notes that the learner dismissed the warning about some details. @throws StorageError */
  async function dismissWarning(note: NoteRevision, hints: readonly string[]): Promise<NoteRevision> {
    const dismissed = [...new Set([...(note.dismissed ?? []), ...hints])];
    return (await revise(note, (latest) => ({ ...latest, dismissed }))).revision;
  }

  /**
   * Renames a tag in every note that has it, in one transaction; where the new name is in use already, both become one.
   * Returns how many notes were changed.
   *
   * @throws StorageError; nothing is saved then
   */
  async function renameTag(from: string, to: string): Promise<number> {
    return reviseAll(
      ({ tags = [] }) => tags.some((each) => sameTag(each, from)),
      (latest) => withTagList(latest, withRenamedTag(latest.tags ?? [], from, to)),
    );
  }

  /** Marks a note deleted; its history stays. @throws StorageError */
  async function remove(note: NoteRevision): Promise<NoteRevision> {
    return (await revise(note, (latest) => ({ ...latest, deleted: true }))).revision;
  }

  /** Restores a deleted note. @throws StorageError */
  async function restore(note: NoteRevision): Promise<NoteRevision> {
    return (await revise(note, (latest) => ({ ...latest, deleted: false }))).revision;
  }

  /** Delays the closing of the record until the work is finished. */
  function tracked<Given extends unknown[], Value>(
    work: (...given: Given) => Promise<Value>,
  ): (...given: Given) => Promise<Value> {
    return (...given) => sessionStore.track(work(...given));
  }

  return {
    ofSection,
    all,
    openSection,
    loadAll,
    begin,
    add: tracked(add),
    write: tracked(write),
    edit: tracked(edit),
    mark: tracked(mark),
    tag: tracked(tag),
    dismissWarning: tracked(dismissWarning),
    renameTag: tracked(renameTag),
    place: tracked(place),
    remove: tracked(remove),
    restore: tracked(restore),
  };
});
