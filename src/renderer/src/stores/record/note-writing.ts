import { newId, nowIso, useAppContext } from '../../app-context';
import { compareRevisions, nextRevision, showSameWords, type NoteRevision } from '../../../../domain/notes/note';
import { StorageError, type LearnerSession, type NoteStore } from '../../storage';
import { useSession } from '../session/session';
import { useSaveState } from '../session/save-state';
import { createShownNotes, type ShownNotes } from './shown-notes';

/** Changes of the notes of one record, and of none that is opened after it. */
export interface NoteChanges {
  /** @throws StorageError */
  readonly read: <Value>(work: (notes: NoteStore) => Promise<Value>) => Promise<Value>;
  /**
   * Saves states of notes, in one transaction, and shows them.
   *
   * @throws StorageError; Error where the record was closed meanwhile; nothing is saved then
   */
  readonly save: (...revisions: readonly NoteRevision[]) => Promise<void>;
  /**
   * Adds the next state of a note, based on its newest one and dated after it, whatever the clock says. Returns it, or
   * the newest one where `change` changes nothing.
   *
   * @throws as `save`
   */
  readonly revise: (note: NoteRevision, change: (latest: NoteRevision) => NoteRevision) => Promise<NoteRevision>;
  /**
   * Adds a state with other words, or deletes the note: as `revise`, but where the newest state has words that `note`
   * doesn't show, based on `note`. The two are a fork then, so that the words which weren't in sight stay. Returns the
   * state whose words the window shows now.
   *
   * @param note as the window shows it
   * @param change gets the newest state with the words of `note`
   * @throws as `save`
   */
  readonly rewrite: (note: NoteRevision, change: (shown: NoteRevision) => NoteRevision) => Promise<NoteRevision>;
  /** As `revise`, of all notes that `choose` takes, in one transaction. @throws as `save` */
  readonly reviseAll: (
    choose: (note: NoteRevision) => boolean,
    change: (latest: NoteRevision) => NoteRevision,
  ) => Promise<readonly NoteRevision[]>;
}

/** Changes notes, and shows what was changed. */
export interface NoteWriting {
  readonly shown: ShownNotes;
  /** Reads from a record. @throws StorageError */
  readonly read: <Value>(session: LearnerSession, work: (notes: NoteStore) => Promise<Value>) => Promise<Value>;
  /**
   * Changes notes of a record while no other window, nor other work of this one, does: what is read stays the newest
   * until the change is saved, unless the journal or a file brings something, which makes a fork. Don't nest. It
   * resolves when the database has the change: words that are typed meanwhile mustn't wait for the journal too.
   *
   * @throws errors of the work; Error where the record was closed meanwhile
   */
  readonly inTurn: <Value>(session: LearnerSession, work: (changes: NoteChanges) => Promise<Value>) => Promise<Value>;
}

/** Call it where a store is set up. */
export function createNoteWriting(): NoteWriting {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  const shown = createShownNotes((work) =>
    sessionStore.whileCurrent((session) => guarded(session, saving.readFailed, () => work(session))),
  );

  async function inTurn<Value>(
    session: LearnerSession,
    work: (changes: NoteChanges) => Promise<Value>,
  ): Promise<Value> {
    expectCurrent(session);
    const answered = saving.begin();
    let hasFailed = false;
    try {
      return await session.notes.inTurn(() => {
        expectCurrent(session);
        return work(changesOf(session));
      });
    } catch (error) {
      hasFailed = error instanceof StorageError;
      throw error;
    } finally {
      answered();
      // A failure stays shown until something is saved again.
      if (!hasFailed) void saving.flush(session);
    }
  }

  async function read<Value>(session: LearnerSession, work: (notes: NoteStore) => Promise<Value>): Promise<Value> {
    return guarded(session, saving.readFailed, () => work(session.notes));
  }

  function changesOf(session: LearnerSession): NoteChanges {
    /** What can't be read here is a change that isn't saved. */
    async function ofChange<Value>(work: (notes: NoteStore) => Promise<Value>): Promise<Value> {
      return guarded(session, saving.storageFailed, () => work(session.notes));
    }

    async function save(...revisions: readonly NoteRevision[]): Promise<void> {
      expectCurrent(session);
      await ofChange((notes) => notes.save(revisions));
      if (!sessionStore.isCurrent(session)) return;
      shown.outdate();
      revisions.forEach(shown.show);
    }

    /** The newest state: another window may have changed the note after this one read it. */
    async function latestOf(note: NoteRevision): Promise<NoteRevision> {
      const latest = await ofChange((notes) => notes.latest(note.noteId));
      return latest && compareRevisions(note, latest) < 0 ? latest : note;
    }

    function next(change: NoteRevision, latest: NoteRevision, from?: readonly string[]): NoteRevision {
      return nextRevision(change, latest, newId(context), nowIso(context), from);
    }

    return {
      read: ofChange,
      save,
      async revise(note, change) {
        const latest = await latestOf(note);
        const changed = change(latest);
        if (changed === latest) return latest;
        const revision = next(changed, latest);
        await save(revision);
        return revision;
      },
      async rewrite(note, change) {
        const latest = await latestOf(note);
        const isInSight = showSameWords(note, latest);
        const before = isInSight ? latest : { ...latest, text: note.text, deleted: note.deleted };
        const changed = change(before);
        if (changed === before) return isInSight ? latest : note;
        if (showSameWords(changed, latest)) return latest;
        const isKnown = isInSight || (await ofChange((notes) => notes.has(note.id)));
        const revision = next(changed, latest, isInSight ? undefined : isKnown ? [note.id] : []);
        await save(revision);
        return revision;
      },
      async reviseAll(choose, change) {
        const chosen = (await ofChange((notes) => notes.all())).filter(choose);
        const revisions = chosen.map((note) => next(change(note), note));
        if (revisions.length > 0) await save(...revisions);
        return revisions;
      },
    };
  }

  function expectCurrent(session: LearnerSession): void {
    if (!sessionStore.isCurrent(session)) throw new Error('The record was closed.');
  }

  async function guarded<Value>(
    session: LearnerSession,
    tell: (session: LearnerSession, error: unknown) => StorageError,
    work: () => Promise<Value>,
  ): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      throw tell(session, error);
    }
  }

  return { shown, read, inTurn };
}
