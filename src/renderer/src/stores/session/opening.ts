import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import { displayName, newLearner, type Learner } from '../../../../domain/learner/learner';
import {
  askForPersistence,
  openLearnerSession,
  type LearnerSession,
  withFallbackBucket,
  isDamage,
  StorageError,
  toStorageError,
  type RecordCipher,
} from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { HostError } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';
import { findRemovedSoon } from '../host/removal-client';
import { useClosing } from './closing';
import { useLearnerDirectory } from './learner-directory';
import { emptyMemory } from './empty-memory';
import { enterMissingLearners, stateOfNobody } from './learner-maintenance';
import { followProfileAndKeys } from './followed-changes';
import { createLockChannel } from './lock-channel';
import { createOpeningAttempts, type Attempt } from './opening-attempts';
import { recordEvents, takeRecordSnapshot, tellComparison, tellJournalFailure } from './record-notices';
import { useSessionMachine } from './session-machine';
import type { SessionState } from './session-state';
import { whenIdle } from './when-idle';

/**
 * Milliseconds that an opening waits for the host's removals from other browsers; later the journal refuses a removed
 * learner.
 */
const REMOVAL_PATIENCE = 500;

/** Opens, locks and unlocks a learner's record, and decides what the window shows where none can be opened. */
export const useOpening = defineStore('opening', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const port = createJournalPort(context.host);
  const { opening: progress, attempt, giveUp, steady } = createOpeningAttempts(fail);

  const isCurrent = (session: LearnerSession): boolean =>
    machine.state.phase === 'open' && machine.record?.session === session;
  const openId = computed(() => (machine.state.phase === 'open' ? (machine.record?.session.learnerId ?? null) : null));
  /** The locked record, or null. */
  const locked = computed(() => (machine.state.phase === 'locked' ? machine.state.record.session : null));
  const lockOthers = createLockChannel(
    () => openId.value,
    () => void lock(),
  );
  // Whoever comes next must not find the name of the last one, nor be offered their record.
  watch(
    () => machine.record === null,
    (isClosed) => {
      if (isClosed) steady.tell({ learner: null });
    },
    { flush: 'sync' },
  );
  watch(
    () => directory.remoteRemovals,
    (removed) => {
      if (machine.record && removed.has(machine.record.session.learnerId)) void endRemoved();
    },
  );

  /**
   * Finds the learners of this computer: a single one's record is opened, for several the picker is shown. "No learner
   * here" requires that both the browser and the host's journals have none.
   */
  async function begin(): Promise<void> {
    if (enterOpening()) await closing.forgetScreens();
    const asked = context.page?.asked() ?? null;
    await attempt(async (mine) => {
      const next = await withFallbackBucket(async (isFallback): Promise<SessionState | null> => {
        await directory.list();
        if (asked?.phase === 'adding') return { phase: 'adding' };
        const again = asked?.phase === 'record' ? directory.known.filter(({ id }) => id === asked.learnerId) : [];
        if (directory.known.length > 1) await directory.followOthers();
        if (directory.known.length === 0 && (await findMissing(mine)) > 0) await directory.list();
        const [only, ...others] = again.length > 0 ? again : directory.known;
        if (!only) return stateOfNobody(context.host, isFallback);
        if (others.length > 0 || asked?.phase === 'choosing') return { phase: 'choosing' };
        await open(only.learner, 1, mine);
        return null;
      });
      mine.signal.throwIfAborted();
      if (next) machine.enter(next);
      directory.scheduleMaintenance();
    });
  }

  /** True where a record was held: it is closed, and the addresses of its screens must be cleared. */
  function enterOpening(): boolean {
    const wasHeld = machine.record !== null;
    machine.enter({ phase: 'opening' });
    return wasHeld;
  }

  function findMissing({ signal, tell }: Attempt): Promise<number> {
    return enterMissingLearners(context.host, {
      signal,
      onStep: (step, share) => tell({ step, share }),
      onBlocked: directory.blocked.opening,
    });
  }

  /**
   * Opens the record of a listed learner; one who was removed meanwhile isn't created again. Never throws: the state
   * shows a failure.
   */
  async function choose(learnerId: string): Promise<void> {
    if (enterOpening()) await closing.forgetScreens();
    let isGone = false;
    await attempt(async (mine) => {
      await directory.list();
      const chosen = directory.known.find(({ id }) => id === learnerId);
      isGone = !chosen && !mine.signal.aborted;
      if (!chosen) return;
      await open(chosen.learner, 1, mine);
      directory.scheduleMaintenance();
    });
    if (isGone) await begin();
  }

  /**
   * Cancels the running opening, whatever it waits for: an upgrade is rolled back, the record is unchanged, and the
   * state shows it.
   */
  function stop(): void {
    if (machine.state.phase === 'opening' && giveUp())
      machine.enter({ phase: 'failed', code: 'stopped', detail: progress.value.step });
  }

  /** Creates a learner and opens their record. @throws StorageError; nothing stays open then */
  async function create(names: { readonly latinName: string; readonly khmerName: string }): Promise<void> {
    const learner = newLearner(newId(context), names, nowIso(context));
    const session = await openLearnerSession(learner.id, port, eventsOf(learner.id));
    try {
      await session.profile.saveLearner(learner, newId(context));
    } catch (error) {
      session.close();
      throw error;
    }
    activateSession(session, learner);
    await enterCurrent(session);
    void askForPersistence();
    await sendWaiting(session);
  }

  /**
   * Opens a learner's record. Where the database can't be trusted it is compared with the journal first, else
   * afterwards.
   *
   * @param attempt once its `signal` is aborted, the record isn't shown
   * @throws StorageError; HostError where the database is empty and the journal can't be read; the signal's reason
   */
  async function open(
    candidate: Learner,
    atLeast = 1,
    { signal = steady.signal, tell = steady.tell }: Partial<Attempt> = {},
  ): Promise<void> {
    tell({ learner: candidate });
    // In parallel, so that it doesn't delay the start.
    const removals = findRemovedSoon(context.host, [candidate.id], REMOVAL_PATIENCE);
    const session = await openLearnerSession(candidate.id, port, eventsOf(candidate.id), {
      atLeast,
      signal,
      onStep: (step, share) => tell({ step, share }),
    });
    try {
      const [stored, storedLock, removed] = await Promise.all([
        session.profile.learner(),
        session.protection.lockedBy(),
        removals,
      ]);
      signal.throwIfAborted();
      if (removed.has(candidate.id)) throw new StorageError('removed', 'The learner was removed in another browser.');
      let [profile, lockedBy] = [stored, storedLock];
      // Every record has a profile: without one the database was emptied. Empty never means new: the journal decides,
      // or nothing is opened.
      const isEmptied = !profile;
      if (isEmptied) {
        tell({ step: 'comparing' });
        await reconcileWithJournal(session);
        if (!(await session.profile.learner())) await session.profile.saveLearner(candidate, newId(context));
        profile = await session.profile.learner();
        lockedBy = await session.protection.lockedBy();
        signal.throwIfAborted();
      }
      const isLocked = lockedBy.length > 0;
      if (isLocked) lockSession(session, profile ?? candidate);
      else activateSession(session, profile ?? candidate);
      if (isEmptied) void sendWaiting(session);
      // The comparison can wait for the first screen: it confirms what is shown, or repairs it within a second.
      else if (!isLocked) void whenIdle().then(() => compareWithJournal(session));
    } catch (error) {
      if (machine.record?.session !== session) session.close();
      throw error;
    }
    await enterCurrent(session);
    if (isCurrent(session) && machine.record && displayName(machine.record.learner) === '')
      announcements.notify('information', 'unnamed');
  }

  function activateSession(session: LearnerSession, learner: Learner): void {
    machine.enter({ phase: 'open', record: { session, learner, isProtected: session.cipher()?.seals ?? false } });
  }

  function lockSession(session: LearnerSession, learner: Learner): void {
    machine.enter({ phase: 'locked', record: { session, learner, isProtected: true } });
  }

  /** Opens the locked record; with `null` sealed words stay sealed. */
  async function unlockSession(cipher: RecordCipher | null): Promise<void> {
    const { state } = machine;
    if (state.phase !== 'locked') return;
    const { session, learner } = state.record;
    session.useCipher(cipher);
    activateSession(session, learner);
    void whenIdle().then(() => compareWithJournal(session));
    await enterCurrent(session);
  }

  /**
   * Closes the record and asks for its PIN, in a page of its own; the same screen is shown after unlocking. Without a
   * PIN the record is reopened. False where open work couldn't be saved.
   */
  async function lock(): Promise<boolean> {
    const learner = machine.record?.learner;
    if (!learner || !(await closing.saveOpenWork())) return false;
    if (!(await closing.closeSession())) return true;
    if (await emptyMemory(context, { phase: 'record', learnerId: learner.id })) return true;
    try {
      await open(learner);
    } catch (error) {
      await fail(error);
    }
    if (machine.state.phase === 'failed') await closing.forgetScreens();
    return true;
  }

  /** Locks this window and every other one of this learner. False as for `lock`. */
  async function lockEverywhere(): Promise<boolean> {
    lockOthers();
    return lock();
  }

  async function compareWithJournal(session: LearnerSession): Promise<void> {
    try {
      await reconcileWithJournal(session);
      if (await followOthers(session)) return;
      await session.readThrough();
    } catch (error) {
      if (!isCurrent(session)) return;
      if (isDamage(error)) await startNextGeneration(session);
      else journalFailed(session, error);
      return;
    }
    await sendWaiting(session);
  }

  /** Resolves with true where the record was locked, because another browser changed its PIN. @throws StorageError */
  async function followOthers(session: LearnerSession): Promise<boolean> {
    return !(await followProfileAndKeys(session, machine)) && isCurrent(session) && (await lockEverywhere());
  }

  /**
   * The browser can't read all of the current record: its database stays untouched, and the next generation is filled
   * from the journal.
   */
  async function startNextGeneration(session: LearnerSession): Promise<void> {
    const { record } = machine;
    if (record?.session !== session || !(await closing.closeSession())) return;
    machine.enter({ phase: 'opening' });
    await attempt((mine) => withFallbackBucket(() => open(record.learner, session.generation + 1, mine)));
    if (machine.state.phase === 'failed') await closing.forgetScreens();
  }

  /**
   * Compares database and journal until both hold the same, and shows what that changed, unless another session is
   * current by then.
   */
  async function reconcileWithJournal(session: LearnerSession): Promise<void> {
    const before = machine.record?.session;
    const report = await session.reconcile();
    if (machine.record?.session !== before) return;
    tellComparison(announcements, report);
    if (report.outcome === 'restored' || report.mended) machine.recordChanged();
    if (report.outcome === 'reset' && isCurrent(session)) await showReset();
  }

  async function showReset(): Promise<void> {
    await reopen();
    announcements.notify('information', 'setBack');
  }

  /**
   * Reopens the current record after it was reset to an earlier state: every screen and store starts again.
   *
   * @throws StorageError; the old session stays open then
   */
  async function reopen(): Promise<void> {
    const before = machine.record;
    if (!before || !isCurrent(before.session)) return;
    const { learnerId } = before.session;
    const session = await openLearnerSession(learnerId, port, eventsOf(learnerId));
    const learner = (await session.profile.learner()) ?? before.learner;
    if (!isCurrent(before.session)) {
      session.close();
      return;
    }
    session.useCipher(before.session.cipher());
    activateSession(session, learner);
    await enterCurrent(session);
    await sendWaiting(session);
  }

  /**
   * Makes the host take a snapshot of the current record before a large change. A failure is shown, and the change
   * continues.
   */
  async function takeSnapshot(reason: 'before-import' | 'before-pin'): Promise<void> {
    const session = machine.record?.session;
    if (session) await takeRecordSnapshot(session, port, announcements, reason);
  }

  /** Sends the outbox to the journal; a failure is shown. Never rejects. */
  async function sendWaiting(session: LearnerSession): Promise<void> {
    try {
      await session.mirror.flush();
    } catch (error) {
      journalFailed(session, error);
    }
  }

  async function enterCurrent(session: LearnerSession): Promise<void> {
    if (isCurrent(session) && machine.record) await directory.enter(machine.record);
  }

  function eventsOf(learnerId: string): ReturnType<typeof recordEvents> {
    return recordEvents({
      learnerId,
      host: context.host,
      announcements,
      isOpen: () => openId.value === learnerId,
      onRemoved: () => {
        if (!machine.holds(learnerId)) return;
        machine.enter({ phase: 'ended' });
        // The addresses of the screens must be cleared, as when a record is closed.
        void closing.forgetScreens();
      },
      onRemoteRemoval: () => {
        if (machine.holds(learnerId)) void endRemoved();
      },
      onReset: () => {
        if (openId.value === learnerId) void showReset().catch(fail);
      },
      onMerged: () => {
        const session = machine.record?.session;
        machine.recordChanged();
        if (session) void followOthers(session).catch((error: unknown) => journalFailed(session, error));
      },
    });
  }

  /**
   * The journal couldn't be written. Everything is in the database and is sent later; a learner who was removed in
   * another browser decides what to do.
   */
  function journalFailed(session: LearnerSession, error: unknown): void {
    if (!isCurrent(session)) return;
    if (error instanceof StorageError && error.code === 'removed') void endRemoved();
    else tellJournalFailure(announcements, error);
  }

  /** The session that is being closed because its learner was removed: its last saves are refused again. */
  let ending: LearnerSession | null = null;

  /** Closes a record that was removed in another browser: open work is saved here, and its learner decides. */
  async function endRemoved(): Promise<void> {
    const { record, state } = machine;
    if (!record || record.session === ending || (state.phase !== 'open' && state.phase !== 'locked')) return;
    ending = record.session;
    await closing.saveWhatCanBeSaved();
    // Closed meanwhile.
    if (machine.record?.session !== record.session || !(await closing.closeSession())) return;
    await turnAway(record.learner, true);
  }

  /**
   * Asks a learner whom another browser removed, or removes here what holds nothing new, and shows what comes next,
   * unless somebody else was chosen meanwhile.
   */
  async function turnAway(candidate: Learner, isAsked = false): Promise<void> {
    const before = machine.state;
    await closing.forgetScreens();
    const next = await stateOfRemoved(candidate, isAsked);
    if (machine.state !== before) return;
    if (!next) return begin();
    if (next.phase === 'removed') steady.tell({ learner: candidate });
    machine.enter(next);
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

  /** Shows why a record can't be opened, or not anew; whoever was removed elsewhere is turned away. */
  async function fail(error: unknown): Promise<void> {
    const known = error instanceof HostError ? error : toStorageError(error);
    const held = machine.record?.learner;
    if (held && !(await closing.closeSession())) return;
    const candidate = held ?? progress.value.learner;
    if (known.code === 'removed' && candidate) return turnAway(candidate);
    steady.tell({ learner: candidate });
    machine.enter({ phase: 'failed', code: known.code, detail: known.message });
    if (held) await closing.forgetScreens();
  }

  return {
    progress,
    locked,
    begin,
    choose,
    stop,
    create,
    open,
    reopen,
    unlockSession,
    lock,
    lockOthers,
    lockEverywhere,
    takeSnapshot,
    sendWaiting,
    journalFailed,
    fail,
  };
});
