import { defineStore } from 'pinia';
import { computed } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import { newLearner, type Learner } from '../../../../domain/learner/learner';
import { withFallbackBucket } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { useClosing } from './closing';
import { useHeldRecord } from './held-record';
import { useLearnerDirectory } from './learner-directory';
import { useOpeningAttempts, type Attempt } from './opening-attempts';
import { useSessionMachine } from './session-machine';
import type { SessionEvent } from './session-state';

/** Finds whose record is opened, and decides what the window shows where none can be. */
export const useOpening = defineStore('opening', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const heldRecord = useHeldRecord();
  const attempts = useOpeningAttempts();
  heldRecord.onGone(begin);

  /**
   * Finds the learners of this computer: a single one's record is opened, for several the picker is shown. "No learner
   * here" requires that both the browser and the host's journals have none.
   */
  async function begin(): Promise<void> {
    const wasHeld = machine.record !== null;
    machine.send({ type: 'begin' });
    if (wasHeld) await closing.forgetScreens();
    const asked = context.page?.asked() ?? null;
    if (asked?.phase === 'ended') {
      machine.send({ type: 'lost' });
      return;
    }
    if (asked?.phase === 'choosing' && asked.isRemovalDone) announcements.notify('information', 'removalDone');
    const failure = await attempts.attempt(async (mine) => {
      const next = await withFallbackBucket(async (isFallback): Promise<SessionEvent | null> => {
        await directory.list();
        if (asked?.phase === 'adding') return { type: 'add' };
        if (asked?.phase === 'elsewhere') {
          const taken = directory.known.find(({ id }) => id === asked.learnerId);
          if (taken) return heldRecord.showElsewhere(taken.learner).then(() => null);
        }
        if (directory.known.length === 0) {
          await findMissing(mine);
          // Also whom another window, which was opened at the same time, has added meanwhile.
          await directory.list();
        }
        const again = asked?.phase === 'record' ? directory.known.filter(({ id }) => id === asked.learnerId) : [];
        const [only, ...others] = again.length > 0 ? again : directory.known;
        if (!only) return directory.whereNobodyIs(isFallback);
        if (others.length > 0 || asked?.phase === 'choosing') return { type: 'several-found' };
        await heldRecord.open(only.learner, mine);
        return null;
      });
      mine.signal.throwIfAborted();
      if (next) machine.send(next);
      directory.scheduleMaintenance();
    });
    if (failure) await heldRecord.fail(failure.error);
  }

  function findMissing({ signal, report }: Attempt): Promise<number> {
    return directory.enterMissing({
      signal,
      onStep: (step) => report({ step }),
      onBlocked: directory.blocked.opening,
    });
  }

  /**
   * Opens the record of a listed learner; one who was removed meanwhile isn't created again. Never throws: the state
   * shows a failure.
   *
   * @param isTaken true where it is open in another window, and is wanted here
   */
  async function choose(learnerId: string, isTaken = false): Promise<void> {
    machine.send({ type: 'begin' });
    let isGone = false;
    const failure = await attempts.attempt(async (mine) => {
      await directory.list();
      const chosen = directory.known.find(({ id }) => id === learnerId);
      isGone = !chosen;
      if (!chosen) return;
      await heldRecord.open(chosen.learner, { isTaken, ...mine });
      directory.scheduleMaintenance();
    });
    if (failure) await heldRecord.fail(failure.error);
    if (isGone) await begin();
  }

  /**
   * Cancels the running opening, whatever it waits for: an upgrade is rolled back, the record is unchanged, and the
   * state shows it.
   */
  function stop(): void {
    if (machine.state.phase === 'opening' && attempts.cancel())
      machine.send({ type: 'fail', code: 'stopped', detail: attempts.opening.step });
  }

  /** Creates a learner and opens their record. @throws StorageError; nothing stays open then */
  async function create(given: Pick<Learner, 'latinName' | 'khmerName' | 'language'>): Promise<void> {
    await heldRecord.create(newLearner(newId(context), given, nowIso(context)));
  }

  return { progress: computed(() => attempts.opening), begin, choose, stop, create };
});
