import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { newId, useAppContext } from '../../app-context';
import { displayName, type Learner } from '../../../../domain/learner/learner';
import {
  askForPersistence,
  countUnsent,
  deleteLearnerDatabases,
  doneWithin,
  LearnerRegistry,
  openLearnerSession,
  type LearnerSession,
  withFallbackBucket,
  isDamage,
  StorageError,
  type SyncReport,
  toStorageError,
  type RecordCipher,
} from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { HostError } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';
import { useClosing } from './closing';
import { useLearnerDirectory } from './learner-directory';
import { emptyMemory } from './empty-memory';
import { useOpeningAttempts, type Attempt } from './opening-attempts';
import { recordEvents, tellJournalFailure, tellSync } from './record-notices';
import { createRecord, openRecord, type RecordOpening } from './record-opening';
import { useSessionMachine } from './session-machine';
import { whenIdle } from './when-idle';

/** Milliseconds that an unlocked record waits for what the journal has; a silent host must keep nobody out. */
const SYNC_TIMEOUT = 3_000;

/** How a record is opened. */
export interface OpenOptions extends Partial<Attempt> {
  /** The generation of the database, or a later one. */
  readonly atLeast?: number;
  /** True where a person takes it from another window. */
  readonly isTaken?: boolean;
}

/** The record that this window holds: opened, locked and unlocked, compared with its journal, and closed. */
export const useHeldRecord = defineStore('held-record', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const port = createJournalPort(context);
  const attempts = useOpeningAttempts();
  const { uncancellable } = attempts;
  /** The session whose journal couldn't be written last; null where it has everything. Another object each time. */
  const behind = shallowRef<{ readonly session: LearnerSession } | null>(null);
  let startAgain: () => Promise<void> = () => Promise.resolve();

  const isOpen = (session: LearnerSession): boolean =>
    machine.state.phase === 'open' && machine.record?.session === session;
  /** The locked record, or null. */
  const locked = computed(() => (machine.state.phase === 'locked' ? machine.state.record.session : null));

  /** Registers how the window starts again where nothing of the learner is left here. */
  function onGone(start: () => Promise<void>): void {
    startAgain = start;
  }

  /** Opens the first session of a new learner. @throws StorageError; nothing stays open then */
  async function create(learner: Learner): Promise<void> {
    const session = await createRecord(learner, newId(context), waysOf(learner.id));
    activateSession(session, learner);
    await enterCurrent(session);
    void askForPersistence();
    await sendWaiting(session);
  }

  /**
   * Opens a learner's record. Where the journal has moved on, the database follows it first.
   *
   * @throws StorageError, `elsewhere` where another window has it; HostError where the database is empty and the
   * journal can't be read; the signal's reason
   */
  async function open(
    candidate: Learner,
    { atLeast = 1, isTaken = false, signal = uncancellable.signal, report = uncancellable.report }: OpenOptions = {},
  ): Promise<void> {
    report({ learner: candidate });
    const { session, learner, isLocked, synced } = await openRecord(candidate, {
      ...waysOf(candidate.id),
      isTaken,
      atLeast,
      signal,
      report,
      newId: () => newId(context),
    });
    // Its connection is closed with the signal.
    signal.throwIfAborted();
    if (isLocked) lockSession(session, learner);
    else activateSession(session, learner);
    // One that fails is tried again by the comparison.
    void synced?.then((report) => show(session, report)).catch(() => undefined);
    // The comparison can wait for the first screen: it confirms what is shown, or repairs it within a second.
    if (!isLocked) void whenIdle().then(() => compareWithJournal(session));
    await enterCurrent(session);
    if (isOpen(session) && machine.record && displayName(machine.record.learner) === '')
      announcements.notify('information', 'unnamed');
  }

  function activateSession(session: LearnerSession, learner: Learner): void {
    announcements.withdraw('removalDone');
    machine.send({ type: 'opened', record: { session, learner, isProtected: session.cipher()?.seals ?? false } });
  }

  function lockSession(session: LearnerSession, learner: Learner): void {
    machine.send({ type: 'locked', record: { session, learner, isProtected: true } });
  }

  /** Opens the locked record, after it has followed its journal; with `null` sealed content stays sealed. */
  async function unlockSession(cipher: RecordCipher | null): Promise<void> {
    const session = locked.value;
    if (!session) return;
    session.useCipher(cipher);
    await doneWithin(follow(session), SYNC_TIMEOUT);
    if (locked.value !== session || !machine.record) return;
    if (await mustBeLocked(session)) return reopen(machine.record.learner);
    activateSession(session, (await session.profile.learner()) ?? machine.record.learner);
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
    await reopen(learner);
    return true;
  }

  /** Closes the record and opens it again, in a page of its own. */
  async function reopen(learner: Learner): Promise<void> {
    if (!(await closing.closeSession())) return;
    if (await emptyMemory(context, { phase: 'record', learnerId: learner.id })) return;
    try {
      await open(learner);
    } catch (error) {
      await fail(error);
    }
    if (machine.state.phase !== 'locked' && machine.state.phase !== 'open') await closing.forgetScreens();
  }

  /** True where the journal brought a PIN, or took one away: what the session opens and seals with isn't right then. */
  async function mustBeLocked({ protection, cipher: present }: LearnerSession): Promise<boolean> {
    const key = await protection.lockedBy();
    const cipher = present();
    if (key?.status === 'active') return !cipher?.sealsWith(key.keyId);
    return cipher?.seals === true || (key !== null && !cipher?.opens(key.keyId));
  }

  /**
   * Makes the open or locked record and its journal hold the same, and shows what that changed.
   *
   * @param isResetHere true where the learner restored an earlier state here: they are told by what they work with
   */
  async function follow(session: LearnerSession, isResetHere = false): Promise<void> {
    await show(session, await session.sync.synchronise(), isResetHere);
  }

  /** Shows what following the journal changed, unless another session is current by then. */
  async function show(session: LearnerSession, report: SyncReport, isResetHere = false): Promise<void> {
    if (machine.record?.session !== session) return;
    tellSync(announcements, report, isResetHere);
    if (machine.state.phase === 'open' && (await mustBeLocked(session))) {
      await lock();
      return;
    }
    const { outcome, conflictCopies, rebuilt } = report;
    if (outcome !== 'restored' && outcome !== 'reset' && conflictCopies === 0 && !rebuilt) return;
    const learner = await session.profile.learner();
    if (machine.record?.session !== session) return;
    if (learner) machine.change({ session }, { learner });
    if (outcome === 'reset') machine.renew();
    else machine.markChanged();
  }

  /** Compares a record with its journal and reads every row, to find damage. A failure is shown. */
  async function compareWithJournal(session: LearnerSession): Promise<void> {
    try {
      await follow(session);
      const { record } = machine;
      // A reset gives the session another identity.
      if (record?.session.learnerId !== session.learnerId) return;
      await session.readThrough();
    } catch (error) {
      if (machine.state.phase !== 'open' || !machine.holds(session.learnerId)) return;
      if (isDamage(error)) await openNextGeneration(session);
      else journalFailed(session, error);
      return;
    }
    await sendWaiting(session);
  }

  /**
   * The browser can't read all of the current record: its database stays untouched, and the next generation is filled
   * from the journal.
   */
  async function openNextGeneration(session: LearnerSession): Promise<void> {
    const { record } = machine;
    if (record?.session !== session || !(await closing.closeSession())) return;
    machine.send({ type: 'begin' });
    const failure = await attempts.attempt((mine) =>
      withFallbackBucket(async (isFallback) => {
        // The page that comes begins in the usual bucket.
        if (!isFallback && record.isProtected && (await beginsAnew(session, mine))) return;
        await open(record.learner, { atLeast: session.generation + 1, ...mine });
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

  /** The database of the held record is gone: nothing can be saved any more. Never rejects. */
  async function end(): Promise<void> {
    const isProtected = machine.record?.isProtected ?? false;
    if (isProtected) machine.send({ type: 'close', record: null });
    else machine.send({ type: 'lost' });
    const before = machine.state;
    // The addresses of the screens must be cleared, as when a record is closed.
    await closing.forgetScreens();
    if (!isProtected || machine.state !== before) return;
    if (!(await emptyMemory(context, { phase: 'ended' }))) machine.send({ type: 'lost' });
  }

  /** Sends the outbox to the journal; a failure is shown. Never rejects. */
  async function sendWaiting(session: LearnerSession): Promise<void> {
    try {
      await session.sync.flush();
      behind.value = null;
    } catch (error) {
      journalFailed(session, error);
    }
  }

  async function enterCurrent(session: LearnerSession): Promise<void> {
    if (isOpen(session) && machine.record) await directory.enter(machine.record);
  }

  /** The record's ways to the journal, and what happens on them. */
  function waysOf(learnerId: string): Pick<RecordOpening, 'port' | 'events' | 'lockEvents'> {
    const whileHeld = (work: () => Promise<void>) => () => {
      if (machine.holds(learnerId)) void work();
    };
    return {
      port,
      events: recordEvents({
        learnerId,
        host: context.host,
        announcements,
        isOpen: () => machine.state.phase === 'open' && machine.holds(learnerId),
        onRemoved: whileHeld(end),
        onElsewhere: whileHeld(giveUp),
        onRemovedElsewhere: whileHeld(giveUp),
        onFollowed: (report) => {
          const session = machine.record?.session;
          if (session?.learnerId === learnerId) void show(session, report);
        },
      }),
      lockEvents: { onAsked: whileHeld(giveUp), onTaken: whileHeld(giveUp) },
    };
  }

  let isGivingUp = false;

  /** Another window or browser took the record, or removed its learner: what is open is saved as far as possible. */
  async function giveUp(): Promise<void> {
    const { record } = machine;
    if (!record || isGivingUp) return;
    isGivingUp = true;
    try {
      if (machine.state.phase === 'open') await closing.saveWhatCanBeSaved();
      if (machine.record !== record || !(await closing.closeSession())) return;
      await closing.forgetScreens();
      const { id: learnerId } = record.learner;
      const unsaved = closing.takeUnsaved();
      const isEmptied = unsaved.length === 0 && record.isProtected;
      if (isEmptied && (await emptyMemory(context, { phase: 'elsewhere', learnerId }))) return;
      await showElsewhere(record.learner, unsaved);
    } finally {
      isGivingUp = false;
    }
  }

  /**
   * Shows that another window has the record, or that its learner was removed.
   *
   * @param unsaved what was typed here and couldn't be saved any more
   */
  async function showElsewhere(learner: Learner, unsaved: readonly string[] = []): Promise<void> {
    const removals = await context.host.invoke('learner-removal.find', { learnerIds: [learner.id] });
    if (removals.ok && removals.value.removed.length > 0) await showRemoval(learner);
    else machine.send({ type: 'taken', learner, unsaved });
  }

  /**
   * A learner who was removed in another browser: a database that holds nothing that the journal never had is deleted;
   * else its learner decides.
   */
  async function showRemoval(learner: Learner): Promise<void> {
    const unsent = await countUnsent(learner.id);
    if (unsent !== 0) {
      uncancellable.report({ learner });
      machine.send({ type: 'removed-elsewhere', learner });
      return;
    }
    await deleteLearnerDatabases(learner.id, directory.blocked.removal);
    await new LearnerRegistry().endRemoval(learner.id);
    announcements.notify('information', 'removalFollowed', { count: 1 });
    await startAgain();
  }

  /** The journal couldn't be written. Everything is in the database and is sent later. */
  function journalFailed(session: LearnerSession, error: unknown): void {
    if (machine.state.phase !== 'open' || !machine.holds(session.learnerId)) return;
    if (error instanceof StorageError && (error.code === 'removed' || error.code === 'elsewhere')) return;
    tellJournalFailure(announcements, error);
    behind.value = { session };
  }

  /** Shows why a record can't be opened, or not anew. */
  async function fail(error: unknown): Promise<void> {
    const known = error instanceof HostError ? error : toStorageError(error);
    const held = machine.record;
    if (held && !(await closing.closeSession())) return;
    if (held?.isProtected && (await emptyMemory(context, { phase: 'record', learnerId: held.learner.id }))) return;
    const candidate = held?.learner ?? attempts.opening.learner;
    if (candidate && known.code === 'elsewhere') {
      machine.send({ type: 'taken', learner: candidate, unsaved: [] });
      return;
    }
    if (candidate && known.code === 'removed') return showRemoval(candidate);
    uncancellable.report({ learner: candidate });
    machine.send({ type: 'fail', code: known.code, detail: known.message });
    if (held) await closing.forgetScreens();
  }

  return {
    locked,
    behind,
    onGone,
    create,
    open,
    follow,
    unlockSession,
    lock,
    showElsewhere,
    compareWithJournal,
    sendWaiting,
    journalFailed,
    fail,
  };
});
