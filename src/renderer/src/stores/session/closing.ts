import { defineStore } from 'pinia';
import { useAnnouncements } from '../host/announcements';
import { useSessionMachine } from './session-machine';
import { doneWithin } from '../../storage';

/**
 * Milliseconds that a leaving learner waits at most: for open work to be saved, and for the journal. What the journal
 * lacks by then waits in the outbox and is sent later; the record stays open where work isn't saved.
 */
const TIMEOUTS = { saving: 10_000, journal: 3_000 };

/** Closes the current record, after open work is saved and running work has finished. */
export const useClosing = defineStore('closing', () => {
  const machine = useSessionMachine();
  const announcements = useAnnouncements();
  const guards = new Set<() => Promise<unknown>>();
  const departures = new Set<() => Promise<unknown>>();
  const followers = new Set<() => Promise<unknown>>();
  const underWay = new Set<Promise<unknown>>();
  let isKeptBack = (): boolean => false;
  /** By note. */
  const unsaved = new Map<string, string>();

  /**
   * Registers work to do before a record is closed or locked, while its screens still exist: saving what is open, and
   * nothing that needs the host, which must not keep a record from being locked. Where it rejects, the record stays
   * open.
   */
  function beforeClosing(guard: () => Promise<unknown>): void {
    guards.add(guard);
  }

  /**
   * Registers what has to be there before a learner leaves for another one, e.g. the next screen. Where it rejects, the
   * record stays open.
   */
  function beforeLeaving(departure: () => Promise<unknown>): void {
    departures.add(departure);
  }

  /** Registers work to do when a learner left, e.g. clearing the addresses of their screens. */
  function afterLeaving(follower: () => Promise<unknown>): void {
    followers.add(follower);
  }

  /** Registers when something on a screen is saved only by its own button: the screen isn't left then. */
  function keepBackWhile(isUnsaved: () => boolean): void {
    isKeptBack = isUnsaved;
  }

  /** False where something on the screen waits for its own button, which is shown. */
  function mayLeaveScreen(): boolean {
    const isKept = isKeptBack();
    if (isKept) announcements.notify('error', 'notSavedByHand');
    else announcements.withdraw('notSavedByHand');
    return !isKept;
  }

  /** Keeps what was typed into a note that another page took: it can't be saved here, and is shown to be copied. */
  function keepUnsaved(noteId: string, text: string): void {
    if (text !== '') unsaved.set(noteId, text);
  }

  /** What was kept, once. */
  function takeUnsaved(): readonly string[] {
    const texts = [...unsaved.values()];
    unsaved.clear();
    return texts;
  }

  /** Tracks running work: the record isn't closed before it has finished. */
  function track<Value>(work: Promise<Value>): Promise<Value> {
    underWay.add(work);
    void work.catch(() => undefined).finally(() => underWay.delete(work));
    return work;
  }

  /** Resolves when all running work has been saved or refused, with the work that follows from it. */
  async function settled(): Promise<void> {
    do {
      await Promise.allSettled(underWay);
      // An editor saves its last words after the previous save: that starts within this turn.
      await new Promise((turn) => setTimeout(turn));
    } while (underWay.size > 0);
  }

  /**
   * Saves open work of the screens. False where that failed, which is shown, or where the record isn't open any more.
   *
   * @param notice what is told of a failure: that the record stays open, or that the screen does
   */
  async function saveOpenWork(notice: 'notLeft' | 'screenKept' = 'notLeft'): Promise<boolean> {
    if (machine.state.phase !== 'open') return false;
    const isSaved = await allDone(guards);
    // Locked or removed meanwhile: what was typed was saved then as far as possible, and nothing stays open.
    if (machine.state.phase !== 'open') return false;
    if (!isSaved) {
      announcements.notify('error', notice);
      return false;
    }
    announcements.withdraw('notLeft');
    announcements.withdraw('screenKept');
    return true;
  }

  /** Runs work that must succeed; false where some of it failed, or isn't over in time. */
  async function allDone(work: ReadonlySet<() => Promise<unknown>>): Promise<boolean> {
    return doneWithin(Promise.all([...work].map((each) => each())), TIMEOUTS.saving);
  }

  /**
   * Saves open work and sends what the journal lacks; the record stays open. For a window that is about to go. False
   * where something couldn't be saved, or waits for its own button, which is shown.
   */
  async function keepOpenWork(): Promise<boolean> {
    // What its screens save on their way out has begun.
    if (machine.state.phase === 'closing') return doneWithin(settled(), TIMEOUTS.saving);
    if (machine.state.phase !== 'open') return true;
    const { session } = machine.state.record;
    if (!(await saveOpenWork())) return false;
    await settled();
    await doneWithin(session.sync.flush(), TIMEOUTS.journal);
    return mayLeaveScreen();
  }

  /** Saves open work as far as possible, for a record that can't stay open. */
  async function saveWhatCanBeSaved(): Promise<void> {
    await doneWithin(Promise.allSettled([...guards].map((guard) => guard())), TIMEOUTS.saving);
  }

  /**
   * Closes the record, open or locked; its screens go first. What isn't in the journal yet is sent, unless the record
   * is being removed. False where it ended in another way meanwhile, e.g. in another window: what is shown then stays.
   */
  async function closeSession(phase: 'closing' | 'removing' = 'closing'): Promise<boolean> {
    // Of a locked record nothing is to be saved or sent, and no store may come to know it.
    const record = machine.state.phase === 'locked' ? null : machine.record;
    const type = phase === 'closing' ? 'close' : 'remove';
    machine.send({ type, record });
    if (!record) return true;
    // The screens go in this turn: what they save on their way out is waited for.
    await doneWithin(settled(), TIMEOUTS.saving);
    if (phase === 'closing') await doneWithin(record.session.sync.flush(), TIMEOUTS.journal);
    if (machine.record?.session !== record.session) return false;
    machine.send({ type, record: null });
    return true;
  }

  /**
   * Has everything of the learner who left forgotten that lies outside the stores. Never rejects: the record is closed,
   * and whoever comes next must be let in.
   */
  async function forgetScreens(): Promise<void> {
    for (const follower of followers) await follower().catch(() => undefined);
  }

  /**
   * Saves open work and closes the record. False where the work couldn't be saved or what comes next isn't there, which
   * is shown; the record stays open then.
   */
  async function leave(): Promise<boolean> {
    if (!mayLeaveScreen() || !(await saveOpenWork())) return false;
    const isReady = await allDone(departures);
    // Locked or removed meanwhile.
    if (machine.state.phase !== 'open') return false;
    if (!isReady) {
      announcements.notify('error', 'partUnavailable');
      return false;
    }
    await closeSession();
    await forgetScreens();
    return true;
  }

  return {
    beforeClosing,
    beforeLeaving,
    afterLeaving,
    keepBackWhile,
    mayLeaveScreen,
    keepUnsaved,
    takeUnsaved,
    track,
    settled,
    saveOpenWork,
    keepOpenWork,
    saveWhatCanBeSaved,
    closeSession,
    forgetScreens,
    leave,
  };
});
