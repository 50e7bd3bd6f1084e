import { defineStore } from 'pinia';
import { computed } from 'vue';
import { newId, useAppContext } from '../../app-context';
import { displayName, type Learner } from '../../../../domain/learner/learner';
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
import { useClosing } from './closing';
import { useLearnerDirectory } from './learner-directory';
import { emptyMemory } from './empty-memory';
import { followProfile, reconcileWithJournal } from './journal-comparison';
import { createLockChannel } from './lock-channel';
import { useOpeningAttempts, type Attempt } from './opening-attempts';
import { recordEvents, tellJournalFailure } from './record-notices';
import { createRecord, openRecord } from './record-opening';
import { useRemovedLearner } from './removed-learner';
import { useSessionMachine } from './session-machine';
import { whenIdle } from './when-idle';

/**
 * The record that this window holds: opened, locked and unlocked, compared with its journal, opened anew where that
 * changed it, and closed where it can't stay open.
 */
export const useHeldRecord = defineStore('held-record', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const port = createJournalPort(context.host);
  const removed = useRemovedLearner();
  const attempts = useOpeningAttempts();
  const { uncancellable } = attempts;

  const isOpen = (session: LearnerSession): boolean =>
    machine.state.phase === 'open' && machine.record?.session === session;
  const openId = computed(() => (machine.state.phase === 'open' ? (machine.record?.session.learnerId ?? null) : null));
  /** The locked record, or null. */
  const locked = computed(() => (machine.state.phase === 'locked' ? machine.state.record.session : null));
  const lockOthers = createLockChannel(
    () => openId.value,
    () => void lock(),
  );

  /** Opens the first session of a new learner. @throws StorageError; nothing stays open then */
  async function create(learner: Learner): Promise<void> {
    const session = await createRecord(learner, newId(context), port, eventsOf(learner.id));
    activateSession(session, learner);
    await enterCurrent(session);
    void askForPersistence();
    await sendWaiting(session);
  }

  /**
   * Opens a learner's record. Where the database can't be trusted, or the journal is ahead of it, the two are compared
   * first, else afterwards.
   *
   * @param attempt once its `signal` is aborted, the record isn't shown
   * @throws StorageError; HostError where the database is empty and the journal can't be read; the signal's reason
   */
  async function open(
    candidate: Learner,
    atLeast = 1,
    { signal = uncancellable.signal, report = uncancellable.report }: Partial<Attempt> = {},
  ): Promise<void> {
    report({ learner: candidate });
    const { session, learner, isLocked, wasEmptied } = await openRecord(candidate, {
      context,
      port,
      machine,
      announcements,
      events: eventsOf(candidate.id),
      atLeast,
      signal,
      report,
    });
    // Its connection is closed with the signal.
    signal.throwIfAborted();
    if (isLocked) lockSession(session, learner);
    else activateSession(session, learner);
    if (wasEmptied) void sendWaiting(session);
    // The comparison can wait for the first screen: it confirms what is shown, or repairs it within a second.
    else if (!isLocked) void whenIdle().then(() => compareWithJournal(session));
    await enterCurrent(session);
    if (isOpen(session) && machine.record && displayName(machine.record.learner) === '')
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

  /**
   * Compares a record, open or locked, with its journal: what another browser changed is followed. A failure is shown.
   *
   * @param whole reads every row too, to find damage
   */
  async function compareWithJournal(session: LearnerSession, whole = true): Promise<void> {
    try {
      if (await reconcileWithJournal(session, machine, announcements)) {
        if (isOpen(session)) await showReset();
        // Its screens come with the PIN, and then show less than the learner remembers.
        else if (locked.value === session) announcements.notify('information', 'recordReset');
      }
      await followProfile(session, machine);
      if (whole) await session.readThrough();
    } catch (error) {
      if (!isOpen(session)) return;
      if (isDamage(error)) await openNextGeneration(session);
      else journalFailed(session, error);
      return;
    }
    // A locked record may hold words that are still to be sealed.
    if (locked.value !== session) await sendWaiting(session);
  }

  /**
   * The browser can't read all of the current record: its database stays untouched, and the next generation is filled
   * from the journal.
   */
  async function openNextGeneration(session: LearnerSession): Promise<void> {
    const { record } = machine;
    if (record?.session !== session || !(await closing.closeSession())) return;
    machine.enter({ phase: 'opening' });
    const failure = await attempts.attempt((mine) =>
      withFallbackBucket(async (isFallback) => {
        // The page that comes begins in the usual bucket.
        if (!isFallback && record.isProtected && (await beginsAnew(session, mine))) return;
        await open(record.learner, session.generation + 1, mine);
      }),
    );
    if (failure) await fail(failure.error);
    if (machine.state.phase === 'failed') await closing.forgetScreens();
  }

  /** True where the page is loaded again, to wait for the PIN: it opens the generation that was started here. */
  async function beginsAnew({ learnerId, generation }: LearnerSession, { signal }: Attempt): Promise<boolean> {
    const next = await openLearnerSession(learnerId, port, {}, { atLeast: generation + 1, signal }).catch(() => null);
    next?.close();
    return next !== null && emptyMemory(context, { phase: 'record', learnerId });
  }

  async function showReset(): Promise<void> {
    await reopen();
    announcements.notify('information', 'recordReset');
  }

  /**
   * Reopens the current record after it was reset to an earlier state: every screen and store starts again.
   *
   * @throws StorageError; the old session stays open then
   */
  async function reopen(): Promise<void> {
    const before = machine.record;
    if (!before || !isOpen(before.session)) return;
    const { learnerId } = before.session;
    const learner = (await before.session.profile.learner()) ?? before.learner;
    const session = await openLearnerSession(learnerId, port, eventsOf(learnerId));
    if (!isOpen(before.session)) {
      session.close();
      return;
    }
    session.useCipher(before.session.cipher());
    activateSession(session, learner);
    await enterCurrent(session);
    await followProfile(session, machine);
    await sendWaiting(session);
  }

  /** The database of the held record is gone: nothing can be saved any more. Never rejects. */
  async function end(): Promise<void> {
    const isProtected = machine.record?.isProtected ?? false;
    if (isProtected) machine.enter({ phase: 'closing', record: null });
    else machine.enter({ phase: 'ended' });
    const before = machine.state;
    // The addresses of the screens must be cleared, as when a record is closed.
    await closing.forgetScreens();
    if (!isProtected || machine.state !== before) return;
    if (!(await emptyMemory(context, { phase: 'ended' }))) machine.enter({ phase: 'ended' });
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
    if (isOpen(session) && machine.record) await directory.enter(machine.record);
  }

  function eventsOf(learnerId: string): ReturnType<typeof recordEvents> {
    return recordEvents({
      learnerId,
      host: context.host,
      announcements,
      isOpen: () => openId.value === learnerId,
      onRemoved: () => {
        if (machine.holds(learnerId)) void end();
      },
      onRemoteRemoval: () => {
        if (machine.holds(learnerId)) void removed.close();
      },
      onReset: () => {
        if (openId.value === learnerId) void showReset().catch(fail);
      },
      onChanged: () => {
        const session = machine.record?.session;
        machine.markChanged();
        if (session) void followProfile(session, machine).catch((error: unknown) => journalFailed(session, error));
      },
    });
  }

  /**
   * The journal couldn't be written. Everything is in the database and is sent later; a learner who was removed in
   * another browser decides what to do.
   */
  function journalFailed(session: LearnerSession, error: unknown): void {
    if (!isOpen(session)) return;
    if (error instanceof StorageError && error.code === 'removed') void removed.close();
    else tellJournalFailure(announcements, error);
  }

  /** Shows why a record can't be opened, or not anew; whoever was removed elsewhere is turned away. */
  async function fail(error: unknown): Promise<void> {
    const known = error instanceof HostError ? error : toStorageError(error);
    const held = machine.record;
    if (held && !(await closing.closeSession())) return;
    if (held?.isProtected && (await emptyMemory(context, { phase: 'record', learnerId: held.learner.id }))) return;
    const candidate = held?.learner ?? attempts.opening.learner;
    if (known.code === 'removed' && candidate) return removed.showRemoval(candidate);
    uncancellable.report({ learner: candidate });
    machine.enter({ phase: 'failed', code: known.code, detail: known.message });
    if (held) await closing.forgetScreens();
  }

  return {
    locked,
    create,
    open,
    reopen,
    unlockSession,
    lock,
    lockOthers,
    lockEverywhere,
    compareWithJournal,
    sendWaiting,
    journalFailed,
    fail,
  };
});
