import { newId, nowIso, useAppContext } from '../../app-context';
import { parentsOf } from '../../../../domain/notes/lineage';
import { compareRevisions, nextRevision, type NoteRevision } from '../../../../domain/notes/note';
import { toStorageError, type LearnerSession, type NextState } from '../../storage';
import { useSession } from '../session/session';
import { useSaveState } from './save-state';
import { createShownNotes, type ShownNotes } from './shown-notes';

/** Reads and writes notes of the current record, and shows what was written. */
export interface NoteWriting {
  readonly shown: ShownNotes;
  /**
   * Reads from the current record; undefined where there is none, or another one by the time of the answer.
   *
   * @throws StorageError
   */
  readonly read: <Value>(work: (session: LearnerSession) => Promise<Value>) => Promise<Value | undefined>;
  /**
   * Saves a new note.
   *
   * @throws StorageError; Error where no record is open
   */
  readonly save: (revision: NoteRevision) => Promise<void>;
  /**
   * Adds the next state of a note, based on its newest one and dated after it, whatever the clock says. Where another
   * window saves at the same moment, a further state is added that is based on both.
   *
   * @returns the new state, and the newest one before it
   * @throws StorageError; Error where the record was closed meanwhile: the note must not be saved into another
   * learner's record
   */
  readonly revise: (
    note: NoteRevision,
    change: (latest: NoteRevision) => NoteRevision,
  ) => Promise<{ readonly latest: NoteRevision; readonly revision: NoteRevision }>;
  /**
   * As `revise`, of all notes that `choose` takes, in one transaction. Returns how many were changed.
   *
   * @throws StorageError; nothing is saved then
   */
  readonly reviseAll: (
    choose: (note: NoteRevision) => boolean,
    change: (latest: NoteRevision) => NoteRevision,
  ) => Promise<number>;
}

/** Call it where a store is set up. */
export function createNoteWriting(): NoteWriting {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  const shown = createShownNotes(read);

  function next(change: NoteRevision, known: NoteRevision, from: readonly NoteRevision[] = [known]): NextState {
    const ids = from.map(({ id }) => id);
    return { known, revision: nextRevision(change, known, newId(context), nowIso(context), ids) };
  }

  async function revise(
    note: NoteRevision,
    change: (latest: NoteRevision) => NoteRevision,
  ): Promise<{ readonly latest: NoteRevision; readonly revision: NoteRevision }> {
    const session = sessionStore.current;
    let latest = await latestOf(note);
    for (let [known, from] = [latest, [latest]]; ;) {
      if (!sessionStore.isCurrent(session)) throw new Error('The record was closed.');
      const changed = change(latest);
      if (changed === latest) return { latest, revision: latest };
      const { revision } = next(changed, known, from);
      const between = await saveNext(revision, known);
      if (!between) return { latest, revision };
      from = goneOnFrom(between, latest, revision);
      latest = between;
      known = newerOf(between, revision);
    }
  }

  async function reviseAll(
    choose: (note: NoteRevision) => boolean,
    change: (latest: NoteRevision) => NoteRevision,
  ): Promise<number> {
    const session = sessionStore.current;
    const chosen = ((await read(({ notes }) => notes.all())) ?? []).filter(choose);
    if (!session || chosen.length === 0) return 0;
    const saved = new Map<string, NoteRevision>();
    const madeOf = new Map(chosen.map((note) => [note.noteId, note]));
    for (let nexts = chosen.map((note) => next(change(note), note)); nexts.length > 0;) {
      if (!sessionStore.isCurrent(session)) return saved.size;
      const between = await commit(session, () => session.notes.saveAllNext(nexts));
      shown.outdate();
      for (const { revision } of nexts) saved.set(revision.noteId, revision);
      // What another window saved since they were read stays, and is changed too.
      nexts = between.map((note) => {
        const [before = note, mine = note] = [madeOf, saved].map((all) => all.get(note.noteId));
        madeOf.set(note.noteId, note);
        return next(change(note), newerOf(note, mine), goneOnFrom(note, before, mine));
      });
    }
    if (!sessionStore.isCurrent(session)) return saved.size;
    saved.forEach(shown.show);
    return saved.size;
  }

  /**
   * The newest state: another window may have changed the note after this one read it, and its other changes must not
   * be undone.
   */
  async function latestOf(note: NoteRevision): Promise<NoteRevision> {
    const latest = await read((session) => session.notes.latest(note.noteId));
    return latest && compareRevisions(note, latest) < 0 ? latest : note;
  }

  async function save(revision: NoteRevision): Promise<void> {
    await saveNext(revision, revision);
  }

  /** Saves a state that is based on `known`, and shows it; returns what another window wrote in between. */
  async function saveNext(revision: NoteRevision, known: NoteRevision): Promise<NoteRevision | null> {
    const session = sessionStore.current;
    if (!session) throw new Error('No learner is at work.');
    const between = await commit(session, () => session.notes.saveNext(revision, known));
    shown.outdate();
    if (!between && sessionStore.isCurrent(session)) shown.show(revision);
    return between;
  }

  /**
   * Runs a write of the current session and starts to send it. Over when the database has it: words that are typed
   * meanwhile mustn't wait for the journal, which the save state tells of.
   */
  async function commit<Value>(session: LearnerSession, write: () => Promise<Value>): Promise<Value> {
    const answered = saving.begin();
    try {
      const value = await guarded(session, write);
      void saving.flush(session);
      return value;
    } finally {
      answered();
    }
  }

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

  return { shown, read, save, revise, reviseAll };
}

/**
 * From what the next state goes on, where another one came in between while `mine` was made of `before`. Where the
 * other doesn't go on from that too, e.g. since it came from another browser, the two stay to be merged.
 */
function goneOnFrom(between: NoteRevision, before: NoteRevision, mine: NoteRevision): NoteRevision[] {
  const hasSeen = before.id === '' || (parentsOf(between)?.includes(before.id) ?? true);
  return hasSeen ? [between, mine] : [between];
}

function newerOf(a: NoteRevision, b: NoteRevision): NoteRevision {
  return compareRevisions(a, b) < 0 ? b : a;
}
