import { defineStore } from 'pinia';
import { nextTick, watch } from 'vue';
import { useAppContext } from '../../app-context';
import type { ErrorCode } from '../../../../contract/result';
import { toStorageError } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { useLearner } from './learner';
import { removeLearner } from './learner-removal';

/**
 * Milliseconds that a learner who leaves waits at most: for what is open to be kept, and for the journal. What the journal doesn't have by then waits in their
 * outbox and is sent without them; what isn't kept keeps the record open.
 */
const PATIENCE = { keeping: 10_000, journal: 3_000 };

/** From one learner to another: put away, chosen, added, removed. */
export const useLearnerSwitch = defineStore('learner-switch', () => {
  const context = useAppContext();
  const learnerStore = useLearner();
  const announcements = useAnnouncements();
  const guards = new Set<() => Promise<unknown>>();
  const followers = new Set<() => Promise<unknown>>();

  /** Has something done before a record is put away, while its screens still stand, e.g. an open note saved. Where it rejects, the record stays open. */
  function beforeLeaving(guard: () => Promise<unknown>): void {
    guards.add(guard);
  }

  /** Has something done when a record was put away, e.g. the addresses of its screens forgotten. */
  function afterLeaving(follower: () => Promise<unknown>): void {
    followers.add(follower);
  }

  /** Puts the record away: what is open is kept first. False where that failed; the record stays open then, and the learner is told. */
  async function leave(): Promise<boolean> {
    if (!(await keepOpenWork())) return false;
    await putAway('leaving');
    await forgetScreens();
    return true;
  }

  /** Puts the record away and asks for its PIN again; what was open on the screen stands there afterwards. Without a PIN it is opened anew. False as for `leave`. */
  async function lock(): Promise<boolean> {
    const { learner } = learnerStore;
    if (!learner || !(await keepOpenWork())) return false;
    await putAway('leaving');
    try {
      await learnerStore.open(learner);
    } catch (error) {
      await learnerStore.fail(error);
    }
    return true;
  }

  async function forgetScreens(): Promise<void> {
    for (const follower of followers) await follower();
  }

  async function keepOpenWork(): Promise<boolean> {
    if (learnerStore.start.phase !== 'ready') return false;
    try {
      await Promise.race([
        Promise.all([...guards].map((guard) => guard())),
        after(PATIENCE.keeping).then(() => Promise.reject(new Error('The open work is not kept yet.'))),
      ]);
    } catch {
      announcements.notify('error', 'notLeft');
      return false;
    }
    return learnerStore.start.phase === 'ready';
  }

  async function putAway(phase: 'leaving' | 'removing'): Promise<void> {
    learnerStore.start = { phase };
    // The screens are gone with this; what they keep on their way out is begun.
    await nextTick();
    await Promise.race([learnerStore.settled(), after(PATIENCE.keeping)]);
    if (phase === 'leaving')
      await Promise.race([learnerStore.session?.mirror.flush().catch(() => undefined), after(PATIENCE.journal)]);
    learnerStore.letGo();
  }

  /** Puts a record away that was removed in another browser: what is being written is kept here, nothing is sent, and its learner is asked what is to come of it. */
  async function endRemoved(): Promise<void> {
    const { learner, start } = learnerStore;
    if (isEnding || !learner || (start.phase !== 'ready' && start.phase !== 'locked')) return;
    isEnding = true;
    try {
      await Promise.race([Promise.allSettled([...guards].map((guard) => guard())), after(PATIENCE.keeping)]);
      if (learnerStore.learner?.id !== learner.id) return;
      await putAway('leaving');
      await forgetScreens();
      await learnerStore.turnAway(learner, true);
    } finally {
      isEnding = false;
    }
  }

  let isEnding = false;
  watch(
    () => learnerStore.removalNoticed,
    () => void endRemoved(),
  );
  // A record that ended under the screens leaves their addresses behind as one that was put away does.
  watch(
    () => learnerStore.start.phase,
    (phase) => {
      if (phase === 'ended') void forgetScreens();
    },
  );
  watch(
    () => learnerStore.abandoned,
    () => void forgetScreens(),
  );

  /** Keeps a record that was removed in another browser: it comes back for all of them, and its journal is written anew. Answers the code of what was in the way, or null. */
  async function keepRemoved(): Promise<ErrorCode | null> {
    const { start } = learnerStore;
    if (start.phase !== 'removed') return null;
    const result = await context.host.invoke('learner-removal.lift', { learnerId: start.learner.id });
    if (!result.ok) return result.error.code;
    // Somebody else may have been chosen meanwhile.
    if (learnerStore.start === start) await learnerStore.choose(start.learner.id);
    return null;
  }

  /** Puts the record away and shows the learners of this computer. */
  async function switchLearner(): Promise<void> {
    if (await stepAside()) await showPicker();
  }

  /** Away from the record, whether it is open or waits for its PIN. */
  async function stepAside(): Promise<boolean> {
    if (learnerStore.start.phase !== 'locked') return leave();
    learnerStore.letGo();
    await forgetScreens();
    return true;
  }

  /** Puts the record away, where one is open, and asks a further learner for their name. */
  async function addLearner(): Promise<void> {
    if (learnerStore.start.phase === 'choose' || (await stepAside())) learnerStore.start = { phase: 'add' };
  }

  /** Back from adding: to the only learner's record, or to all of them. */
  async function cancelAdding(): Promise<void> {
    await learnerStore.begin();
  }

  /** Puts the record away and opens another learner's. */
  async function switchTo(learnerId: string): Promise<void> {
    if (await stepAside()) await learnerStore.choose(learnerId);
  }

  /** Shows the learners of this computer; no record is open. */
  async function showPicker(): Promise<void> {
    try {
      await learnerStore.listKnown();
      await learnerStore.followOthers();
      learnerStore.start = { phase: learnerStore.known.length > 0 ? 'choose' : 'first-run' };
      learnerStore.tidyLater();
    } catch (error) {
      const { code, message } = toStorageError(error);
      learnerStore.start = { phase: 'failed', code, detail: message };
    }
  }

  /**
   * Removes the learner who is at work, whose PIN is waited for, or who was removed in another browser, with everything that is kept of them here, and shows who is left.
   *
   * @throws StorageError where nothing could be removed; the record is closed then, and unchanged
   */
  async function removePresent(): Promise<void> {
    const { start, session, locked } = learnerStore;
    const learnerId = (session ?? locked)?.learnerId ?? (start.phase === 'removed' ? start.learner.id : undefined);
    if (learnerId === undefined) return;
    await putAway('removing');
    await forgetScreens();
    try {
      const kept = await removeLearner(context.host, learnerId, () => {
        announcements.notify('warning', 'removalBlocked');
      });
      announcements.clear();
      if (kept !== null) announcements.notify('warning', 'removalUnfinished', { code: kept });
      await showPicker();
    } catch (error) {
      announcements.notify('error', `storage.${toStorageError(error).code}`);
      await learnerStore.begin();
    }
  }

  return {
    beforeLeaving,
    afterLeaving,
    leave,
    lock,
    switchLearner,
    addLearner,
    cancelAdding,
    switchTo,
    removePresent,
    keepRemoved,
    showPicker,
  };
});

function after(milliseconds: number): Promise<void> {
  return new Promise((passed) => setTimeout(passed, milliseconds));
}
