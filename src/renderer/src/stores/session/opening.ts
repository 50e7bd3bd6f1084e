import { defineStore } from 'pinia';
import { computed } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import { displayName, newerProfile, newLearner, type Learner } from '../../../../domain/learner/learner';
import {
  askForPersistence,
  openLearnerSession,
  type LearnerSession,
  withFallbackBucket,
  LearnerRegistry,
  isDamage,
  StorageError,
  toStorageError,
  type RecordCipher,
} from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { HostError } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';
import { findRemovedSoon } from '../host/removal-client';
import { listSnapshots } from '../host/snapshot-client';
import { useClosing } from './closing';
import { useLearnerDirectory } from './learner-directory';
import { enterMissingLearners } from './learner-maintenance';
import { createLockChannel } from './lock-channel';
import { createOpeningAttempts, type Attempt } from './opening-attempts';
import { recordEvents, takeRecordSnapshot, tellComparison, tellJournalFailure } from './record-notices';
import { useSessionMachine } from './session-machine';
import type { SessionState } from './session-state';
import { whenIdle } from './when-idle';

/** Milliseconds that an opening waits for the host to say whether the learner was removed elsewhere; later the journal refuses them. */
const REMOVAL_PATIENCE = 500;

/** Opening a learner's record, locking and unlocking it, and what the window shows where none can be opened. */
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
  /** The record that waits for its PIN. */
  const locked = computed(() => (machine.state.phase === 'locked' ? machine.state.record.session : null));
  const lockOthers = createLockChannel(
    () => openId.value,
    () => void lock(),
  );

  /**
   * Finds the learners of this computer: the only one's record is opened, several are asked who it is. "No learner here" is believed only when the browser and
   * the host's journals both say so.
   */
  async function begin(): Promise<void> {
    if (enterOpening()) await closing.forgetScreens();
    await attempt(async (mine) => {
      const next = await withFallbackBucket(async (isFallback): Promise<SessionState | null> => {
        await directory.list();
        if (directory.known.length > 1) await directory.followOthers();
        if (directory.known.length === 0 && (await findMissing(mine)) > 0) await directory.list();
        const [only, ...others] = directory.known;
        if (!only) return stateOfNobody(isFallback);
        if (others.length > 0) return { phase: 'choosing' };
        await open(only.learner, 1, mine);
        return null;
      });
      mine.signal.throwIfAborted();
      if (next) machine.enter(next);
      directory.scheduleMaintenance();
    });
  }

  /** True where a record was still held: it is closed, and nobody else may find the addresses of its screens. */
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
   * First run, unless earlier states of somebody's record are on this computer: then the rest was lost, and they are offered. Where the browser can't open its usual
   * place of databases nobody is taken for new: somebody's record may be in it, and the folder with the journals elsewhere.
   */
  async function stateOfNobody(isFallback: boolean): Promise<SessionState> {
    const { snapshots } = await listSnapshots(context.host);
    const { removing } = await new LearnerRegistry().read();
    const left = snapshots.filter(({ learnerId }) => !removing.includes(learnerId));
    if (left.length > 0) return { phase: 'failed', code: 'only-snapshots', detail: `${left.length}` };
    if (isFallback)
      throw new StorageError('damaged', 'The place of the databases can not be opened, and there is no journal.');
    return { phase: 'first-run' };
  }

  /** Opens the record of a learner whom the list knows; one who was removed since is not made anew. Never throws: where it can't be opened, the state says so. */
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

  /** Gives up the opening under way, whatever it waits for: an upgrade is rolled back, the record is as it was, and the state says so. */
  function stop(): void {
    if (machine.state.phase === 'opening' && giveUp())
      machine.enter({ phase: 'failed', code: 'stopped', detail: progress.value.step });
  }

  /** Makes a new learner and opens their record. @throws StorageError; nothing stays open then */
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
   * Opens a learner's record. What the database lacks comes back from the journal first when it can't be trusted, else afterwards.
   *
   * @param attempt its `signal`, once aborted, keeps the record from being shown
   * @throws StorageError; HostError where the database is empty and the journal can't be read; the signal's reason
   */
  async function open(
    candidate: Learner,
    atLeast = 1,
    { signal = steady.signal, tell = steady.tell }: Partial<Attempt> = {},
  ): Promise<void> {
    tell({ learner: candidate });
    // At the same time, so that it costs the start nothing.
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
      // Every record begins with a profile: without one it was emptied. Empty is never taken for new: the journal decides, or nothing is opened.
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
      // The comparison can wait until the first screen is there: it confirms what is shown, or mends it within the second.
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

  /** Lets the learner in whose record is locked; `null` where what is sealed stays sealed. */
  async function unlockSession(cipher: RecordCipher | null): Promise<void> {
    const { state } = machine;
    if (state.phase !== 'locked') return;
    const { session, learner } = state.record;
    session.useCipher(cipher);
    activateSession(session, learner);
    void whenIdle().then(() => compareWithJournal(session));
    await enterCurrent(session);
  }

  /** Closes the record and asks for its PIN again; what was open on the screen is there afterwards. Without a PIN it is opened anew. False where open work couldn't be saved. */
  async function lock(): Promise<boolean> {
    const learner = machine.record?.learner;
    if (!learner || !(await closing.saveOpenWork())) return false;
    await closing.closeSession();
    try {
      await open(learner);
    } catch (error) {
      await fail(error);
    }
    return true;
  }

  /** Locks this window and every other one of this learner. */
  async function lockEverywhere(): Promise<void> {
    lockOthers();
    await lock();
  }

  async function compareWithJournal(session: LearnerSession): Promise<void> {
    try {
      await reconcileWithJournal(session);
      const profile = await session.profile.learner();
      if (profile && isCurrent(session) && machine.record)
        machine.change({ session }, { learner: newerProfile(profile, machine.record.learner) });
      // Another browser may have set a PIN, or removed the one with which the record was opened.
      if (!(await session.protection.isOpenedWith(session.cipher())) && isCurrent(session))
        return await lockEverywhere();
      await session.readThrough();
    } catch (error) {
      if (!isCurrent(session)) return;
      if (isDamage(error)) await startNextGeneration(session);
      else journalFailed(error);
      return;
    }
    await sendWaiting(session);
  }

  /** The browser can't read all of the record at work: its database is left as it is, and the next generation is filled from the journal. */
  async function startNextGeneration(session: LearnerSession): Promise<void> {
    const { record } = machine;
    if (record?.session !== session) return;
    await closing.closeSession();
    machine.enter({ phase: 'opening' });
    await attempt((mine) => withFallbackBucket(() => open(record.learner, session.generation + 1, mine)));
    if (machine.state.phase === 'failed') await closing.forgetScreens();
  }

  /** Brings the database and the journal up to each other and shows what that changed, unless another learner is at work by then. */
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

  /** Shows the record at work anew after it was reset to an earlier state: every screen and store begins again. @throws StorageError; what was shown stays open then */
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

  /** Has the host keep the record at work as it is, before something that changes much of it. Where that fails the learner is told, and what they asked for goes on. */
  async function takeSnapshot(reason: 'before-import' | 'before-pin'): Promise<void> {
    const session = machine.record?.session;
    if (session) await takeRecordSnapshot(session, port, announcements, reason);
  }

  /** Sends what waits to the journal; a failure is shown. Never rejects. */
  async function sendWaiting(session: LearnerSession): Promise<void> {
    try {
      await session.mirror.flush();
    } catch (error) {
      if (isCurrent(session)) journalFailed(error);
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
        // A record that ended under the screens leaves their addresses behind as one that was closed does.
        void closing.forgetScreens();
      },
      onRemoteRemoval: () => {
        if (machine.holds(learnerId)) void endRemoved();
      },
      onReset: () => {
        if (openId.value === learnerId) void showReset().catch(fail);
      },
    });
  }

  /** The journal couldn't be written. Everything is in the database and is sent later; a learner who was removed in another browser decides what comes of it. */
  function journalFailed(error: unknown): void {
    if (error instanceof StorageError && error.code === 'removed') void endRemoved();
    else tellJournalFailure(announcements, error);
  }

  /** The session that is being closed since its learner was removed: whatever is saved on the way is refused again. */
  let ending: LearnerSession | null = null;

  /** Closes a record that was removed in another browser: what is being written is saved here, and its learner decides. */
  async function endRemoved(): Promise<void> {
    const { record, state } = machine;
    if (!record || record.session === ending || (state.phase !== 'open' && state.phase !== 'locked')) return;
    ending = record.session;
    await closing.saveWhatCanBeSaved();
    // Closed meanwhile.
    if (machine.record?.session !== record.session) return;
    await closing.closeSession();
    await closing.forgetScreens();
    await turnAway(record.learner, true);
  }

  /** Asks a learner whom another browser removed, or removes here what holds nothing new, and shows what comes next. */
  async function turnAway(candidate: Learner, isAsked = false): Promise<void> {
    const next = await stateOfRemoved(candidate, isAsked);
    if (next) machine.enter(next);
    else await begin();
  }

  /** @returns null where nothing of theirs is in the way any more */
  async function stateOfRemoved(candidate: Learner, isAsked: boolean): Promise<SessionState | null> {
    try {
      const { followRemoval } = await import('./remote-removal');
      const found = await followRemoval(context.host, candidate.id, directory.blocked.removal, isAsked);
      if (typeof found !== 'string') {
        steady.tell({ learner: candidate });
        return { phase: 'removed', learner: candidate, ...found };
      }
      if (found === 'followed') announcements.notify('information', 'removalFollowed', { count: 1 });
      return null;
    } catch (error) {
      // The part can't be loaded: the host is away.
      return { phase: 'failed', code: 'failed', detail: toStorageError(error).message };
    }
  }

  /** Shows why a record can't be opened; whoever was removed elsewhere is turned away. */
  async function fail(error: unknown): Promise<void> {
    const known = error instanceof HostError ? error : toStorageError(error);
    const candidate = progress.value.learner;
    if (known.code === 'removed' && candidate) return turnAway(candidate);
    const wasHeld = machine.record !== null;
    machine.enter({ phase: 'failed', code: known.code, detail: known.message });
    if (wasHeld) await closing.forgetScreens();
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
