import { defineStore } from 'pinia';
import { nextTick } from 'vue';
import { useAnnouncements } from '../host/announcements';
import { useSessionMachine } from './session-machine';

/**
 * Milliseconds that a learner who leaves waits at most: for open work to be saved, and for the journal. What the journal doesn't have by then waits in their
 * outbox and is sent without them; what isn't saved keeps the record open.
 */
const PATIENCE = { saving: 10_000, journal: 3_000 };

/** Closing the record at work: what is open is saved first, and what was begun is waited for. */
export const useClosing = defineStore('closing', () => {
  const machine = useSessionMachine();
  const announcements = useAnnouncements();
  const guards = new Set<() => Promise<unknown>>();
  const followers = new Set<() => Promise<unknown>>();
  const underWay = new Set<Promise<unknown>>();

  /** Has something done before a record is closed, while its screens are still there, e.g. an open note saved. Where it rejects, the record stays open. */
  function beforeClosing(guard: () => Promise<unknown>): void {
    guards.add(guard);
  }

  /** Has something done when a learner left, e.g. the addresses of their screens forgotten. */
  function afterLeaving(follower: () => Promise<unknown>): void {
    followers.add(follower);
  }

  /** Counts work as under way: its record isn't closed before it is over. */
  function track<Value>(work: Promise<Value>): Promise<Value> {
    underWay.add(work);
    void work.catch(() => undefined).finally(() => underWay.delete(work));
    return work;
  }

  /** Resolves when all that was begun is saved or was refused, what follows from it too. */
  async function settled(): Promise<void> {
    do {
      await Promise.allSettled(underWay);
      // An editor saves its last words when the save before is over: that begins within this turn.
      await new Promise((turn) => setTimeout(turn));
    } while (underWay.size > 0);
  }

  /** Saves what is open on the screens. False where that failed, and the learner is told, or where they aren't at work any more. */
  async function saveOpenWork(): Promise<boolean> {
    if (machine.state.phase !== 'open') return false;
    try {
      await Promise.race([
        Promise.all([...guards].map((guard) => guard())),
        after(PATIENCE.saving).then(() => Promise.reject(new Error('The open work is not saved yet.'))),
      ]);
    } catch {
      announcements.notify('error', 'notLeft');
      return false;
    }
    return machine.state.phase === 'open';
  }

  /** Saves what is open as far as that works, for a record that can't stay open. */
  async function saveWhatCanBeSaved(): Promise<void> {
    await Promise.race([Promise.allSettled([...guards].map((guard) => guard())), after(PATIENCE.saving)]);
  }

  /** Closes the record, open or locked; its screens go first. What isn't in the journal yet is sent, unless the record is being removed. */
  async function closeSession(phase: 'closing' | 'removing' = 'closing'): Promise<void> {
    const { record } = machine;
    machine.enter({ phase, record });
    // The screens are gone with this; what they save on their way out has begun.
    await nextTick();
    await Promise.race([settled(), after(PATIENCE.saving)]);
    if (phase === 'closing')
      await Promise.race([record?.session.mirror.flush().catch(() => undefined), after(PATIENCE.journal)]);
    // Nobody else was let in meanwhile, or their record would be closed here.
    if (machine.record === record) machine.enter({ phase, record: null });
  }

  /** Has everything of the learner who left forgotten that lies outside the stores. */
  async function forgetScreens(): Promise<void> {
    for (const follower of followers) await follower();
  }

  /** Closes the record for good. False where its open work couldn't be saved; it stays open then. */
  async function leave(): Promise<boolean> {
    if (!(await saveOpenWork())) return false;
    await closeSession();
    await forgetScreens();
    return true;
  }

  return {
    beforeClosing,
    afterLeaving,
    track,
    settled,
    saveOpenWork,
    saveWhatCanBeSaved,
    closeSession,
    forgetScreens,
    leave,
  };
});

function after(milliseconds: number): Promise<void> {
  return new Promise((passed) => setTimeout(passed, milliseconds));
}
