import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import { newId, nowIso, useAppContext } from '../app-context';
import { laterThan } from '../../../domain/instant';
import { compareRevisions, MAXIMUM_NOTE_LENGTH, type NoteRevision } from '../../../domain/note';
import { toStorageError } from '../storage/storage-error';
import { useAnnouncements } from './announcements';
import { useLearner } from './learner';
import { useRecord } from './record';

/** Where a new note stands. */
export interface NotePlace {
  readonly moduleId: string;
  readonly sectionId: string;
  readonly blockId: string | null;
  readonly quote: string;
}

/** The learner's notes of the section that is open, and of the whole notebook when it is. */
export const useNotes = defineStore('notes', () => {
  const context = useAppContext();
  const learnerStore = useLearner();
  const recordStore = useRecord();
  const announcements = useAnnouncements();
  /** Notes of the open section, oldest first. */
  const ofSection = shallowRef<readonly NoteRevision[]>([]);
  /** Every note; filled by `loadAll`. */
  const all = shallowRef<readonly NoteRevision[]>([]);
  let openSectionId: string | null = null;

  watch(
    () => [learnerStore.session, learnerStore.recordChanged],
    () => {
      ofSection.value = [];
      all.value = [];
      if (openSectionId) void openSection(openSectionId);
    },
  );

  async function openSection(sectionId: string): Promise<void> {
    openSectionId = sectionId;
    const session = learnerStore.session;
    if (!session) return;
    const notes = await guarded(() => session.notes.ofSection(sectionId));
    if (openSectionId === sectionId && learnerStore.session === session) ofSection.value = notes;
  }

  async function loadAll(): Promise<void> {
    const session = learnerStore.session;
    if (!session) return;
    const notes = await guarded(() => session.notes.all());
    // Another learner may be at work by now.
    if (learnerStore.session === session) all.value = notes;
  }

  /** Writes a new note and returns it. @throws StorageError; the caller keeps the text then */
  async function add(place: NotePlace, text: string): Promise<NoteRevision> {
    const at = nowIso(context);
    const revision: NoteRevision = { ...place, id: newId(context), noteId: newId(context), text: text.slice(0, MAXIMUM_NOTE_LENGTH), createdAt: at, editedAt: at, deleted: false };
    await keep(revision);
    return revision;
  }

  /** Adds a revision with another text. @throws StorageError */
  async function edit(note: NoteRevision, text: string): Promise<NoteRevision> {
    const revision: NoteRevision = { ...note, id: newId(context), text: text.slice(0, MAXIMUM_NOTE_LENGTH), editedAt: laterThan(note.editedAt, nowIso(context)) };
    await keep(revision);
    await keepOtherText(note, revision);
    return revision;
  }

  /** Marks a note deleted; its history stays. @throws StorageError */
  async function remove(note: NoteRevision): Promise<NoteRevision> {
    const revision: NoteRevision = { ...note, id: newId(context), editedAt: laterThan(note.editedAt, nowIso(context)), deleted: true };
    await keep(revision);
    return revision;
  }

  /** Brings a deleted note back. @throws StorageError */
  async function restore(note: NoteRevision): Promise<NoteRevision> {
    const revision: NoteRevision = { ...note, id: newId(context), editedAt: laterThan(note.editedAt, nowIso(context)), deleted: false };
    await keep(revision);
    return revision;
  }

  /** Another window may have changed the same note since this one read it. The text written last stands; the other becomes a note beside it, so that it stays in sight. */
  async function keepOtherText(base: NoteRevision, mine: NoteRevision): Promise<void> {
    const session = learnerStore.session;
    if (!session) return;
    const history = await guarded(() => session.notes.history(mine.noteId));
    const other = history.findLast((each) => each.id !== mine.id && compareRevisions(base, each) < 0);
    if (!other || other.deleted || other.text === mine.text || learnerStore.session !== session) return;
    const { moduleId, sectionId, blockId, quote } = other;
    await add({ moduleId, sectionId, blockId, quote }, other.text);
    announcements.notify('information', 'noteChangedTwice');
  }

  async function keep(revision: NoteRevision): Promise<void> {
    const session = learnerStore.session;
    if (!session) throw new Error('No learner is at work.');
    await guarded(() => session.notes.save([revision]));
    if (learnerStore.session !== session) return;
    ofSection.value = replaceNote(ofSection.value, revision, revision.sectionId === openSectionId);
    all.value = replaceNote(all.value, revision, all.value.length > 0);
    await recordStore.mirror();
  }

  async function guarded<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      const failure = toStorageError(error);
      recordStore.storageFailed(failure);
      throw failure;
    }
  }

  /** A learner's record isn't put away in the midst of this. */
  function kept<Given extends unknown[], Value>(work: (...given: Given) => Promise<Value>): (...given: Given) => Promise<Value> {
    return (...given) => learnerStore.whileKeeping(work(...given));
  }

  return { ofSection, all, openSection, loadAll, add: kept(add), edit: kept(edit), remove: kept(remove), restore: kept(restore) };
});

function replaceNote(notes: readonly NoteRevision[], revision: NoteRevision, belongs: boolean): readonly NoteRevision[] {
  const index = notes.findIndex(({ noteId }) => noteId === revision.noteId);
  if (index < 0) return belongs && !revision.deleted ? [...notes, revision] : notes;
  return revision.deleted ? notes.filter((_, at) => at !== index) : notes.with(index, revision);
}
