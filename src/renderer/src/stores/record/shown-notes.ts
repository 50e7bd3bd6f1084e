import { shallowRef, type ShallowRef } from 'vue';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { LearnerSession } from '../../storage';

/** The notes that this window shows: of the open section, and all of them while the notebook is open. */
export interface ShownNotes {
  /** Notes of the open section, oldest first. */
  readonly ofSection: ShallowRef<readonly NoteRevision[]>;
  /** Every note; filled by `loadAll`. */
  readonly all: ShallowRef<readonly NoteRevision[]>;
  /** @throws StorageError */
  readonly openSection: (sectionId: string) => Promise<void>;
  /** @throws StorageError */
  readonly loadAll: () => Promise<void>;
  /** Something was saved, here or elsewhere: what a read that began before finds is out of date. */
  readonly outdate: () => void;
  /** Shows the saved state of a note. */
  readonly show: (revision: NoteRevision) => void;
  /**
   * Reads again what is shown. For the same record the shown notes stay until then: the learner may be writing in one.
   */
  readonly readAgain: (isSameRecord: boolean) => void;
}

/** @param read reads from the current record; undefined where that is another one by the time of the answer */
export function createShownNotes(
  read: <Value>(work: (session: LearnerSession) => Promise<Value>) => Promise<Value | undefined>,
): ShownNotes {
  const ofSection = shallowRef<readonly NoteRevision[]>([]);
  const all = shallowRef<readonly NoteRevision[]>([]);
  let openSectionId: string | null = null;
  let areAllLoaded = false;
  let changes = 0;

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

  function outdate(): void {
    changes += 1;
  }

  function show(revision: NoteRevision): void {
    ofSection.value = replaceNote(ofSection.value, revision, revision.sectionId === openSectionId);
    all.value = replaceNote(all.value, revision, areAllLoaded);
  }

  function readAgain(isSameRecord: boolean): void {
    outdate();
    if (!isSameRecord) {
      ofSection.value = [];
      all.value = [];
      areAllLoaded = false;
    } else if (areAllLoaded) void loadAll().catch(() => undefined);
    if (openSectionId) void openSection(openSectionId).catch(() => undefined);
  }

  return { ofSection, all, openSection, loadAll, outdate, show, readAgain };
}

function replaceNote(
  notes: readonly NoteRevision[],
  revision: NoteRevision,
  belongs: boolean,
): readonly NoteRevision[] {
  const index = notes.findIndex(({ noteId }) => noteId === revision.noteId);
  if (index < 0) return belongs && !revision.deleted ? [...notes, revision] : notes;
  return revision.deleted ? notes.filter((_, at) => at !== index) : notes.with(index, revision);
}
