import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import type { HighlightColour, QuoteAnchor } from '../../../../domain/notes/highlight';
import { lostText, mergeRevisions } from '../../../../domain/notes/concurrent-revisions';
import {
  compareRevisions,
  hasWords,
  MAXIMUM_NOTE_LENGTH,
  nextRevision,
  withTagList,
  withText,
  type NoteRevision,
} from '../../../../domain/notes/note';
import { sameTag, withRenamedTag } from '../../../../domain/notes/tags';
import { toStorageError, type LearnerSession, type NextState } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { useSession } from '../session/session';
import { useSaveState } from './save-state';

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
  const saving = useSaveState();
  const announcements = useAnnouncements();
  /** Notes of the open section, oldest first. */
  const ofSection = shallowRef<readonly NoteRevision[]>([]);
  /** Every note; filled by `loadAll`. */
  const all = shallowRef<readonly NoteRevision[]>([]);
  let openSectionId: string | null = null;
  let areAllLoaded = false;
  /**
   * Number of saves of this window and of changes from elsewhere: a read that began before the last of them is out of
   * date.
   */
  let changes = 0;
  /** The merges in progress, one after another. */
  let merging: Promise<void> = Promise.resolve();

  watch(
    () => [sessionStore.current, sessionStore.recordChanged] as const,
    ([session], before) => {
      changes += 1;
      // For the same record the shown notes stay until they are read again: the learner may be writing in one.
      if (session !== before?.[0]) {
        ofSection.value = [];
        all.value = [];
        areAllLoaded = false;
      } else if (areAllLoaded) void loadAll().catch(() => undefined);
      if (openSectionId) void openSection(openSectionId).catch(() => undefined);
      merging = sessionStore.track(merging.then(mergeConcurrent)).catch(() => undefined);
    },
    { immediate: true },
  );

  async function openSection(sectionId: string): Promise<void> {
    openSectionId = sectionId;
    const before = changes;
    const notes = await read((session) => session.notes.ofSection(sectionId));
    if (!notes || openSectionId !== sectionId) return;
    if (changes !== before) return openSection(sectionId);
    ofSection.value = notes;
  }

  async function loadAll(): Promise<void> {
    const before = changes;
    const notes = await read((session) => session.notes.all());
    if (!notes) return;
    if (changes !== before) return loadAll();
    all.value = notes;
    areAllLoaded = true;
  }

  /** Writes a new note and returns it. @throws StorageError; the caller still has the text */
  async function add(place: NotePlace, text: string): Promise<NoteRevision> {
    const at = nowIso(context);
    const revision: NoteRevision = {
      ...place,
      id: newId(context),
      noteId: newId(context),
      text: text.slice(0, MAXIMUM_NOTE_LENGTH),
      createdAt: at,
      editedAt: at,
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
    const session = sessionStore.current;
    const tagged = ((await read(({ notes }) => notes.all())) ?? []).filter(({ tags = [] }) =>
      tags.some((each) => sameTag(each, from)),
    );
    if (!session || tagged.length === 0) return 0;
    const renamed = (note: NoteRevision, known = note): NextState => {
      const next = withTagList(note, withRenamedTag(note.tags ?? [], from, to));
      return { known, revision: nextRevision(next, known, newId(context), nowIso(context)) };
    };
    const saved = new Map<string, NoteRevision>();
    for (let nexts = tagged.map((note) => renamed(note)); nexts.length > 0;) {
      const between = await guarded(session, () => session.notes.saveAllNext(nexts));
      changes += 1;
      for (const { revision } of nexts) saved.set(revision.noteId, revision);
      // What another window saved since they were read stays, with the new name.
      nexts = between.map((note) => {
        const mine = saved.get(note.noteId) ?? note;
        return renamed(note, compareRevisions(note, mine) < 0 ? mine : note);
      });
    }
    if (!sessionStore.isCurrent(session)) return saved.size;
    for (const revision of saved.values()) {
      ofSection.value = replaceNote(ofSection.value, revision, false);
      all.value = replaceNote(all.value, revision, false);
    }
    await saving.flush(session);
    return saved.size;
  }

  /** Marks a note deleted; its history stays. @throws StorageError */
  async function remove(note: NoteRevision): Promise<NoteRevision> {
    return (await revise(note, (latest) => ({ ...latest, deleted: true }))).revision;
  }

  /** Restores a deleted note. @throws StorageError */
  async function restore(note: NoteRevision): Promise<NoteRevision> {
    return (await revise(note, (latest) => ({ ...latest, deleted: false }))).revision;
  }

  /**
   * Adds the next state of a note, based on its newest one and dated after it, whatever the clock says. Where another
   * window saves at the same moment, a further state is added that is based on both.
   *
   * @throws StorageError; Error where the record was closed meanwhile: the note must not be saved into another
   * learner's record
   */
  async function revise(
    note: NoteRevision,
    change: (latest: NoteRevision) => NoteRevision,
  ): Promise<{ readonly latest: NoteRevision; readonly revision: NoteRevision }> {
    const session = sessionStore.current;
    let latest = await latestOf(note);
    for (let known = latest; ;) {
      if (!sessionStore.isCurrent(session)) throw new Error('The record was closed.');
      const next = change(latest);
      if (next === latest) return { latest, revision: latest };
      const revision = nextRevision(next, known, newId(context), nowIso(context));
      const between = await save(revision, known);
      if (!between) return { latest, revision };
      latest = between;
      known = compareRevisions(between, revision) < 0 ? revision : between;
    }
  }

  /**
   * The newest state: another window may have changed the note after this one read it, and its other changes must not
   * be undone.
   */
  async function latestOf(note: NoteRevision): Promise<NoteRevision> {
    const latest = await read((session) => session.notes.latest(note.noteId));
    return latest && compareRevisions(note, latest) < 0 ? latest : note;
  }

  /**
   * Where another window changed the text after this one read it (`base`), the text saved last wins; the other text
   * is set beside it.
   */
  async function addOtherText(base: NoteRevision, other: NoteRevision, mine: NoteRevision): Promise<void> {
    if (other.id !== base.id && lostText(base.text, other, mine) !== null) await setBeside(other, mine);
  }

  /**
   * Makes a text that its note doesn't have any more a separate note, so that it stays visible. The new note's id is
   * that of the text's revision: whoever finds the same two texts makes the same note. Where two take turns, one note
   * beside is enough: a text takes the place of one that it, or the note itself (`shown`), goes on from.
   */
  async function setBeside(
    { id, noteId, moduleId, sectionId, blockId, quote, anchor, text }: NoteRevision,
    shown: NoteRevision,
  ): Promise<void> {
    const besides = (await read((session) => session.notes.besides(noteId))) ?? [];
    const living = besides.filter(({ deleted }) => !deleted);
    if (besides.some((beside) => beside.noteId === id) || living.some((beside) => beside.text.startsWith(text))) return;
    const earlier = living.find((beside) => text.startsWith(beside.text) || shown.text.startsWith(beside.text));
    const at = nowIso(context);
    if (earlier) await revise(earlier, (latest) => ({ ...latest, text }));
    else
      await save({
        moduleId,
        sectionId,
        blockId,
        quote,
        // Without the colour: the note itself marks the words already.
        ...(anchor ? { anchor } : {}),
        id: newId(context),
        noteId: id,
        text,
        createdAt: at,
        editedAt: at,
        deleted: false,
      });
    announcements.notify('information', 'noteChangedTwice');
  }

  /**
   * Merges the notes that another browser changed at the same time (`storage/record/concurrent-notes`). The record may
   * be closed or the disk full meanwhile: what isn't merged stays listed, and the next opening merges it.
   */
  async function mergeConcurrent(): Promise<void> {
    const session = sessionStore.current;
    for (const found of (await read(({ notes }) => notes.concurrent())) ?? []) {
      if (!sessionStore.isCurrent(session)) return;
      const [older, newer] =
        compareRevisions(found.here, found.elsewhere) < 0
          ? [found.here, found.elsewhere]
          : [found.elsewhere, found.here];
      const { revision } = await revise(newer, (latest) => mergeRevisions(found.base, older, latest).next ?? latest);
      if (mergeRevisions(found.base, older, revision).beside !== null) await setBeside(older, revision);
      await read(({ notes }) => notes.merged(found));
    }
  }

  /** Saves a state that is based on `known`, and shows it; returns what another window wrote in between. */
  async function save(revision: NoteRevision, known = revision): Promise<NoteRevision | null> {
    const session = sessionStore.current;
    if (!session) throw new Error('No learner is at work.');
    const between = await guarded(session, () => session.notes.saveNext(revision, known));
    changes += 1;
    if (between || !sessionStore.isCurrent(session)) return between;
    ofSection.value = replaceNote(ofSection.value, revision, revision.sectionId === openSectionId);
    all.value = replaceNote(all.value, revision, areAllLoaded);
    await saving.flush(session);
    return null;
  }

  /**
   * Reads from the current record; undefined where there is none, or another one by the time of the answer.
   *
   * @throws StorageError
   */
  function read<Value>(work: (session: LearnerSession) => Promise<Value>): Promise<Value | undefined> {
    return sessionStore.whileCurrent((session) => guarded(session, () => work(session)));
  }

  async function guarded<Value>(session: LearnerSession, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      const failure = toStorageError(error);
      saving.storageFailed(session, failure);
      throw failure;
    }
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

function replaceNote(
  notes: readonly NoteRevision[],
  revision: NoteRevision,
  belongs: boolean,
): readonly NoteRevision[] {
  const index = notes.findIndex(({ noteId }) => noteId === revision.noteId);
  if (index < 0) return belongs && !revision.deleted ? [...notes, revision] : notes;
  return revision.deleted ? notes.filter((_, at) => at !== index) : notes.with(index, revision);
}
