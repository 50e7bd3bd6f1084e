import { defineStore } from 'pinia';
import { useAppContext, type NextStart } from '../../app-context';
import { toStorageError } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { useClosing } from './closing';
import { emptyMemory } from './empty-memory';
import { useLearnerDirectory } from './learner-directory';
import { removeLearner } from './learner-removal';
import { useOpening } from './opening';
import { useSessionMachine } from './session-machine';

/** Switches between learners: choose, add, remove. */
export const useLearnerSwitch = defineStore('learner-switch', () => {
  const context = useAppContext();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const opening = useOpening();
  const announcements = useAnnouncements();

  /**
   * Closes the record, open or locked; of one with a PIN nothing stays in the page's memory. True where this page is to
   * go on with what comes next: not where the open work couldn't be saved, nor where the page is loaded again.
   */
  async function closeCurrent(next: NextStart): Promise<boolean> {
    if (machine.state.phase === 'locked') {
      await closing.closeSession();
      await closing.forgetScreens();
      return true;
    }
    const isProtected = machine.record?.isProtected ?? false;
    return (await closing.leave()) && !(isProtected && (await emptyMemory(context, next)));
  }

  /** Closes the record and shows the learners of this computer. */
  async function switchLearner(): Promise<void> {
    if (await closeCurrent({ phase: 'choosing' })) await showPicker();
  }

  /** Closes the record, where one is open, and asks a further learner for their name. */
  async function addLearner(): Promise<void> {
    if (machine.state.phase === 'choosing' || (await closeCurrent({ phase: 'adding' }))) machine.send({ type: 'add' });
  }

  /** Closes the record and opens another learner's. */
  async function switchTo(learnerId: string): Promise<void> {
    if (await closeCurrent({ phase: 'record', learnerId })) await opening.choose(learnerId);
  }

  /** Starts a first run in place of the offered snapshots. */
  function startFirstRun(): void {
    machine.send({ type: 'nobody-found' });
  }

  /** Shows the learners of this computer; no record is open. */
  async function showPicker(): Promise<void> {
    try {
      await directory.list();
      machine.send({ type: directory.known.length > 0 ? 'several-found' : 'nobody-found' });
      directory.scheduleMaintenance();
    } catch (error) {
      const { code, message } = toStorageError(error);
      machine.send({ type: 'fail', code, detail: message });
    }
  }

  /**
   * Removes the learner whose record is open or locked, or who was removed in another browser, with everything that
   * this computer has of them, and shows the remaining learners. Where nothing could be removed, that is shown; the
   * record is closed and unchanged then.
   */
  async function removeCurrent(): Promise<void> {
    const { state, record } = machine;
    const learnerId = record?.session.learnerId ?? (state.phase === 'removed' ? state.learner.id : undefined);
    if (learnerId === undefined) return;
    await closing.closeSession('removing');
    await closing.forgetScreens();
    try {
      const unfinished = await removeLearner(context, learnerId, directory.blocked.removal);
      announcements.clear();
      const isRemovalDone = unfinished === null;
      // What is unfinished is told by the next start too, which goes on with it.
      if (record?.isProtected && (await emptyMemory(context, { phase: 'choosing', isRemovalDone }))) return;
      if (isRemovalDone) announcements.notify('information', 'removalDone');
      else announcements.notify('warning', 'removalUnfinished', { code: unfinished });
      await showPicker();
    } catch (error) {
      announcements.notify('error', `storage.${toStorageError(error).code}`);
      await opening.begin();
    }
  }

  return { switchLearner, addLearner, switchTo, startFirstRun, removeCurrent, showPicker };
});
