import { defineStore } from 'pinia';
import { watch } from 'vue';
import { useAppContext } from '../../app-context';
import type { Learner } from '../../../../domain/learner/learner';
import { LearnerRegistry, toStorageError, type LearnerSession } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { useClosing } from './closing';
import { emptyMemory } from './empty-memory';
import { useLearnerDirectory } from './learner-directory';
import { useOpeningAttempts } from './opening-attempts';
import { useSessionMachine } from './session-machine';
import type { SessionState } from './session-state';

/** What this window does with a learner whom another browser of the computer removed. */
export const useRemovedLearner = defineStore('removed-learner', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const { uncancellable } = useOpeningAttempts();

  /** The session that is being closed because its learner was removed: its last saves are refused again. */
  let ending: LearnerSession | null = null;

  let startAgain: () => Promise<void> = () => Promise.resolve();

  /** Registers how the window starts again where nothing of the removed learner is left, or they aren't removed. */
  function onGone(start: () => Promise<void>): void {
    startAgain = start;
  }

  /** Closes a record that was removed in another browser: open work is saved here, and its learner decides. */
  async function close(): Promise<void> {
    const { record, state } = machine;
    if (!record || record.session === ending || (state.phase !== 'open' && state.phase !== 'locked')) return;
    ending = record.session;
    await closing.saveWhatCanBeSaved();
    await keepUntilDecided(record.learner);
    // Closed meanwhile.
    if (machine.record?.session !== record.session || !(await closing.closeSession())) return;
    const { id: learnerId } = record.learner;
    if (record.isProtected) {
      await closing.forgetScreens();
      if (await emptyMemory(context, { phase: 'removed', learnerId })) return;
    }
    await showRemoval(record.learner, true);
  }

  /**
   * Asks a learner whom another browser removed, or removes here what holds nothing new, and shows what comes next,
   * unless somebody else was chosen meanwhile.
   *
   * @param isAsked true where the learner decides whatever is here
   */
  async function showRemoval(candidate: Learner, isAsked = false): Promise<void> {
    const before = machine.state;
    await closing.forgetScreens();
    const next = await stateOfRemoved(candidate, isAsked);
    if (next?.phase === 'removed') await keepUntilDecided(candidate);
    if (machine.state !== before) return;
    if (!next) return startAgain();
    if (next.phase === 'removed') uncancellable.report({ learner: candidate });
    machine.enter(next);
  }

  /** Whoever is asked stays until they decide, whichever window starts meanwhile. */
  async function keepUntilDecided({ id }: Learner): Promise<void> {
    // Where the list can't be written nobody can be removed from it.
    await new LearnerRegistry().markAsked(id).catch(() => undefined);
  }

  /** @returns null where the start can go on */
  async function stateOfRemoved(candidate: Learner, isAsked: boolean): Promise<SessionState | null> {
    try {
      const { followRemoval } = await import('./remote-removal');
      const found = await followRemoval(context.host, candidate.id, directory.blocked.removal, isAsked);
      if (typeof found !== 'string') return { phase: 'removed', learner: candidate, ...found };
      if (found === 'followed') announcements.notify('information', 'removalFollowed', { count: 1 });
      return null;
    } catch (error) {
      // The code can't be loaded: the host is unreachable.
      return { phase: 'failed', code: 'failed', detail: toStorageError(error).message };
    }
  }

  watch(
    () => directory.remoteRemovals,
    (removals) => {
      if (machine.record && removals.has(machine.record.session.learnerId)) void close();
    },
  );

  return { onGone, close, showRemoval };
});
