import { newId, nowIso, useAppContext } from '../../app-context';
import { nextRevision, type NoteRevision, type WritingStage } from '../../../../domain/notes/note';
import { StorageError, type LearnerSession } from '../../storage';
import { useSession } from '../session/session';
import { useSaveState } from '../session/save-state';
import { createShownNotes, type ShownNotes } from './shown-notes';

/** Milliseconds of typing after which a draft becomes a revision, though the typing goes on. */
const LONGEST_DRAFT = 60_000;

/** What a change makes of a note's present state; the same state where it changes nothing. */
export type NoteChange = (present: NoteRevision) => NoteRevision;

/** Changes notes of the current record one after another, and shows what was changed. */
export interface NoteWriting {
  readonly shown: ShownNotes;
  /** Saves the first state of a note, and shows it. @throws StorageError; Error where no record is open */
  readonly add: (revision: NoteRevision) => Promise<void>;
  /**
   * Adds the next state of a note, after its draft. Returns it, or the present one where nothing changes.
   *
   * @throws StorageError; Error where the record was closed meanwhile; nothing is saved then
   */
  readonly revise: (note: NoteRevision, change: NoteChange) => Promise<NoteRevision>;
  /** As `revise`, of all notes that `choose` takes, in one transaction. @throws as `revise` */
  readonly reviseAll: (choose: (note: NoteRevision) => boolean, change: NoteChange) => Promise<readonly NoteRevision[]>;
  /**
   * Overwrites the note's draft with what is typed; no journal has it yet. After a minute of typing, and with the stage
   * `done`, the draft becomes a revision.
   *
   * @throws as `revise`
   */
  readonly type: (note: NoteRevision, change: NoteChange, stage: WritingStage) => Promise<NoteRevision>;
  /** Turns the drafts of the open record into revisions. @throws StorageError; the drafts stay then */
  readonly settleDrafts: () => Promise<void>;
}

/** A draft as it was put last. */
interface OpenDraft {
  readonly revision: NoteRevision;
  /** The state that it began from. */
  readonly base: NoteRevision;
  /** When it began, by the page's clock. */
  readonly since: number;
}

/** Call it where a store is set up. */
export function createNoteWriting(): NoteWriting {
  const context = useAppContext();
  const sessionStore = useSession();
  const saving = useSaveState();
  const shown = createShownNotes((work) =>
    sessionStore.whileCurrent((session) => guarded(session, saving.readFailed, () => work(session))),
  );
  const drafts = new WeakMap<LearnerSession, Map<string, OpenDraft>>();
  let queue: Promise<unknown> = Promise.resolve();

  /** Runs a change after those before it: each is based on the last. The closing of the record waits for it. */
  async function inTurn<Value>(work: (session: LearnerSession) => Promise<Value>): Promise<Value> {
    const session = sessionStore.current;
    if (!session) throw new Error('No learner is at work.');
    const working = queue.then(async () => {
      expectCurrent(session);
      return guarded(session, saving.storageFailed, () => work(session));
    });
    queue = working.catch(() => undefined);
    return sessionStore.track(working);
  }

  /** As `inTurn`, for a change that goes to the journal. It resolves when the database has it. */
  async function saved<Value>(work: (session: LearnerSession) => Promise<Value>): Promise<Value> {
    const session = sessionStore.current;
    const answered = saving.begin();
    let hasFailed = false;
    try {
      return await inTurn(work);
    } catch (error) {
      hasFailed = error instanceof StorageError;
      throw error;
    } finally {
      answered();
      // A failure stays shown until something is saved again.
      if (session && !hasFailed) void saving.flush(session);
    }
  }

  async function save(session: LearnerSession, revisions: readonly NoteRevision[]): Promise<void> {
    expectCurrent(session);
    await keptUnlessStored(revisions, () => session.notes.save(revisions));
    show(session, revisions);
  }

  /** What another page has taken the record from is shown instead, to be copied. */
  async function keptUnlessStored(revisions: readonly NoteRevision[], store: () => Promise<void>): Promise<void> {
    try {
      await store();
    } catch (error) {
      if (error instanceof StorageError && error.code === 'elsewhere')
        for (const { noteId, text } of revisions) sessionStore.keepUnsaved(noteId, text);
      throw error;
    }
  }

  function show(session: LearnerSession, revisions: readonly NoteRevision[]): void {
    if (!sessionStore.isCurrent(session)) return;
    shown.outdate();
    revisions.forEach(shown.show);
  }

  function next(change: NoteRevision, base: NoteRevision, id = newId(context)): NoteRevision {
    return nextRevision(change, base, id, nowIso(context));
  }

  function draftsOf(session: LearnerSession): Map<string, OpenDraft> {
    const open = drafts.get(session) ?? new Map<string, OpenDraft>();
    drafts.set(session, open);
    return open;
  }

  async function settle(session: LearnerSession, noteIds: readonly string[]): Promise<void> {
    const open = draftsOf(session);
    const revisions = noteIds.map((noteId) => open.get(noteId)?.revision).filter((revision) => revision !== undefined);
    if (revisions.length === 0) return;
    await session.drafts.settle(noteIds);
    for (const noteId of noteIds) open.delete(noteId);
    show(session, revisions);
  }

  async function presentState(session: LearnerSession, note: NoteRevision): Promise<NoteRevision> {
    return (await session.notes.latest(note.noteId)) ?? note;
  }

  async function revise(note: NoteRevision, change: NoteChange): Promise<NoteRevision> {
    return saved(async (session) => {
      await settle(session, [note.noteId]);
      const present = await presentState(session, note);
      const changed = change(present);
      if (changed === present) return present;
      const revision = next(changed, present);
      await save(session, [revision]);
      return revision;
    });
  }

  async function reviseAll(
    choose: (note: NoteRevision) => boolean,
    change: NoteChange,
  ): Promise<readonly NoteRevision[]> {
    return saved(async (session) => {
      await settle(session, [...draftsOf(session).keys()]);
      const chosen = (await session.notes.all()).filter(choose);
      const revisions = chosen.map((note) => next(change(note), note));
      if (revisions.length > 0) await save(session, revisions);
      return revisions;
    });
  }

  async function putDraft(
    session: LearnerSession,
    note: NoteRevision,
    change: NoteChange,
  ): Promise<{ readonly state: NoteRevision; readonly isOld: boolean }> {
    const open = draftsOf(session);
    const draft = open.get(note.noteId);
    const base = draft?.base ?? (await presentState(session, note));
    const present = draft?.revision ?? base;
    const changed = change(present);
    const since = draft?.since ?? performance.now();
    if (changed === present) return { state: present, isOld: false };
    if (base.id === '' && changed.deleted) {
      await session.drafts.discard(note.noteId);
      open.delete(note.noteId);
      show(session, [base]);
      return { state: base, isOld: false };
    }
    const state = next(changed, base, draft?.revision.id);
    await keptUnlessStored([state], () => session.drafts.put(state));
    open.set(note.noteId, { revision: state, base, since });
    show(session, [state]);
    return { state, isOld: performance.now() - since >= LONGEST_DRAFT };
  }

  async function type(note: NoteRevision, change: NoteChange, stage: WritingStage): Promise<NoteRevision> {
    const { state, isOld } = await inTurn(async (session) => {
      const put = await putDraft(session, note, change);
      if (sessionStore.isCurrent(session)) saving.stored();
      return put;
    });
    if (isOld || stage === 'done') await settleSome((noteId) => noteId === note.noteId);
    return state;
  }

  /** Nothing is asked of database and journal where no such draft is open. */
  async function settleSome(isMeant: (noteId: string) => boolean): Promise<void> {
    await queue;
    const session = sessionStore.current;
    if (!session || ![...draftsOf(session).keys()].some(isMeant)) return;
    await saved((current) => settle(current, [...draftsOf(current).keys()].filter(isMeant)));
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

  return {
    shown,
    add: (revision) => saved((session) => save(session, [revision])),
    revise,
    reviseAll,
    type,
    settleDrafts: () => settleSome(() => true),
  };
}
