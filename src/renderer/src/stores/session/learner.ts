import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import {
  DEFAULT_PREFERENCES,
  displayName,
  newerProfile,
  type Learner,
  type Preferences,
} from '../../../../domain/learner/learner';
import {
  askForPersistence,
  openLearnerSession,
  type LearnerSession,
  type SessionEvents,
  withFallbackBucket,
  type RecordCipher,
  isDamage,
  StorageError,
  toStorageError,
} from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { HostError } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';
import { createLearnerDirectory } from './learner-directory';
import { createTidying, enterMissingLearners } from './learner-tidying';
import { beginRecord } from './new-record';
import { createOpenWork } from './open-work';
import { createOpeningAttempts, type Attempt } from './opening-attempts';
import { createProfileChanges } from './profile-changes';
import { isOpenedAsProtected } from './record-access';
import { keepRecordState, recordEvents, tellComparison, tellJournalFailure } from './record-notices';
import { createRemovalFollowing } from './removal-following';
import { startOfNobody, type StartState } from './start-state';
import { whenIdle } from './when-idle';

/** Who is at work, and the opening of their record. */
export const useLearner = defineStore('learner', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const port = createJournalPort(context.host);

  const start = ref<StartState>({ phase: 'opening' });
  const learner = shallowRef<Learner | null>(null);
  const { known, listKnown, enter } = createLearnerDirectory(announcements);
  const session = shallowRef<LearnerSession | null>(null);
  /** The record that waits for its PIN. No screen and no other store knows it. */
  const locked = shallowRef<LearnerSession | null>(null);
  /** True where the record at work opens with a PIN. */
  const isProtected = ref(false);
  /** Raised when the record at work turns out to be protected by a PIN that was set elsewhere; it has to be put away then. */
  const lockDemanded = ref(0);
  const preferences = computed<Preferences>(() => learner.value?.preferences ?? DEFAULT_PREFERENCES);
  const { whileKeeping, settled } = createOpenWork();
  const onBlocked = (): void => void announcements.notify('warning', 'blocked');
  const presentId = (): string | undefined => (session.value ?? locked.value)?.learnerId;
  const isAtWork = (learnerId: string): boolean => presentId() === learnerId;
  const { opening, attempt, giveUp, steady } = createOpeningAttempts(fail);
  const { removalNoticed, removedElsewhere, noticeRemoval, wasRemoved, followOthers, tellFollowed, follow } =
    createRemovalFollowing({
      host: context.host,
      announcements,
      presentId,
      onBlocked: () => void announcements.notify('warning', 'removalBlocked'),
      onFollowed: listKnown,
    });
  const { tidyLater, tidied } = createTidying({
    host: context.host,
    announcements,
    onBlocked,
    isAtWork,
    onFollowed: tellFollowed,
    onFound: async (count) => {
      await listKnown();
      if (start.value.phase === 'ready') announcements.notify('information', 'learnersFound', { count });
    },
  });

  /**
   * Finds the learners of this computer: the only one's record is opened, several are asked who it is. "No learner here" is believed only when the browser and
   * the host's journals both say so.
   */
  async function begin(): Promise<void> {
    putAbandonedAway();
    start.value = { phase: 'opening' };
    await attempt(async (mine) => {
      const next = await withFallbackBucket(async (isFallback): Promise<StartState | null> => {
        await listKnown();
        if (known.value.length > 1) await followOthers();
        if (
          known.value.length === 0 &&
          (await enterMissingLearners(context.host, {
            signal: mine.signal,
            onStep: (step, share) => mine.tell({ step, share }),
            onBlocked,
          })) > 0
        )
          await listKnown();
        const [only, ...others] = known.value;
        if (!only) return startOfNobody(context.host, isFallback);
        if (others.length > 0) return { phase: 'choose' };
        await open(only.learner, 1, mine);
        return null;
      });
      mine.signal.throwIfAborted();
      if (next) start.value = next;
      tidyLater();
    });
  }

  /** Opens the record of a learner whom the list knows; one who was removed since is not made anew. Never throws: where it can't be opened, `start` says so. */
  async function choose(learnerId: string): Promise<void> {
    putAbandonedAway();
    start.value = { phase: 'opening' };
    let isGone = false;
    await attempt(async (mine) => {
      await listKnown();
      const chosen = known.value.find(({ id }) => id === learnerId);
      isGone = !chosen && !mine.signal.aborted;
      if (!chosen) return;
      await open(chosen.learner, 1, mine);
      tidyLater();
    });
    if (isGone) await begin();
  }

  /** Asks about a learner whom another browser removed, or removes here what holds nothing new, and shows what comes next. */
  async function turnAway(candidate: Learner, isAsked = false): Promise<void> {
    const next = await follow(candidate, isAsked);
    if (!next) return begin();
    if (next.phase === 'removed') steady.tell({ learner: candidate });
    start.value = next;
  }

  /** Gives up the opening under way, whatever it waits for: an upgrade is rolled back, the record stands as it was, and `start` says so. */
  function stopOpening(): void {
    if (start.value.phase === 'opening' && giveUp())
      start.value = { phase: 'failed', code: 'stopped', detail: opening.value.step };
  }

  /** Lets go of the record: nothing of its learner is left in this window. */
  function letGo(): void {
    for (const held of [session.value, locked.value]) held?.close();
    session.value = null;
    locked.value = null;
    isProtected.value = false;
    // Whatever was to be locked is put away.
    lockDemanded.value = 0;
    learner.value = null;
    steady.tell({ learner: null });
    announcements.clear();
  }

  /** Raised where a record that an error or the learner left open was put away by a start: the addresses of its screens have to be forgotten. */
  const abandoned = ref(0);

  /** A start that begins anew over a record: one that couldn't be shown anew, or was given up, is still held. Nobody else may find it there. */
  function putAbandonedAway(): void {
    if (!presentId()) return;
    letGo();
    abandoned.value += 1;
  }

  /** Makes a new learner and opens their record. @throws StorageError, HostError */
  async function create(names: { readonly latinName: string; readonly khmerName: string }): Promise<void> {
    const { opened, profile } = await beginRecord(context, port, databaseEvents, names);
    adopt(opened, profile);
    await remember(profile);
    void askForPersistence();
    await sendWaiting(opened);
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
    const removal = wasRemoved(candidate.id);
    const opened = await openLearnerSession(candidate.id, port, databaseEvents(candidate.id), {
      atLeast,
      signal,
      onStep: (step, share) => tell({ step, share }),
    });
    try {
      const [stored, lockedBy, isRemoved] = await Promise.all([
        opened.profile.learner(),
        opened.protection.lockedBy(),
        removal,
      ]);
      signal.throwIfAborted();
      if (isRemoved) throw new StorageError('removed', 'The learner was removed in another browser.');
      if (stored && lockedBy.length > 0) hold(opened, stored);
      else if (stored) {
        adopt(opened, stored);
        // The comparison can wait until the first screen stands: it confirms what is shown, or mends it within the second.
        void whenIdle().then(() => compareWithJournal(opened));
      } else {
        // No profile in it: it was emptied, since every record begins with one. Empty is never taken for new: the journal decides, or nothing is opened.
        tell({ step: 'comparing' });
        await takeBack(opened);
        if (!(await opened.profile.learner())) await opened.profile.saveLearner(candidate, newId(context));
        const profile = (await opened.profile.learner()) ?? candidate;
        const isLocked = (await opened.protection.lockedBy()).length > 0;
        signal.throwIfAborted();
        if (isLocked) hold(opened, profile);
        else adopt(opened, profile);
        void sendWaiting(opened);
      }
    } catch (error) {
      if (session.value !== opened && locked.value !== opened) opened.close();
      throw error;
    }
    if (session.value === opened) await remember(learner.value ?? candidate);
    if (session.value === opened && displayName(learner.value ?? candidate) === '')
      announcements.notify('information', 'unnamed');
  }

  async function compareWithJournal(opened: LearnerSession): Promise<void> {
    try {
      await takeBack(opened);
      const profile = await opened.profile.learner();
      if (profile && session.value === opened && learner.value) learner.value = newerProfile(profile, learner.value);
      if (!(await isOpenedAsProtected(opened)) && session.value === opened) lockDemanded.value += 1;
      await opened.readThrough();
    } catch (error) {
      if (session.value !== opened) return;
      if (isDamage(error)) await leaveAside(opened);
      else journalFailed(error);
      return;
    }
    await sendWaiting(opened);
  }

  /** The browser can't read all of the record at work: its database is left as it is, and the next generation is filled from the journal. */
  async function leaveAside(opened: LearnerSession): Promise<void> {
    const candidate = learner.value;
    if (!candidate) return;
    start.value = { phase: 'opening' };
    await attempt(async (mine) => {
      await opened.mirror.flush().catch(() => undefined);
      mine.signal.throwIfAborted();
      letGo();
      await withFallbackBucket(() => open(candidate, opened.generation + 1, mine));
    });
  }

  /** Keeps a record that was opened back until its PIN is given. */
  function hold(opened: LearnerSession, profile: Learner): void {
    if (session.value) letGo();
    locked.value?.close();
    locked.value = opened;
    learner.value = profile;
    start.value = { phase: 'locked' };
  }

  /** Lets the learner in whose record waited; `null` where what is sealed stays sealed. */
  async function admit(cipher: RecordCipher | null): Promise<void> {
    const opened = locked.value;
    const profile = learner.value;
    if (!opened || !profile) return;
    locked.value = null;
    opened.useCipher(cipher);
    adopt(opened, profile);
    void whenIdle().then(() => compareWithJournal(opened));
    await remember(profile);
  }

  /** Brings the database and the journal up to each other and tells what that changed, unless another learner is at work by then. */
  async function takeBack(opened: LearnerSession): Promise<void> {
    const before = session.value;
    const report = await opened.reconcile();
    if (session.value !== before) return;
    tellComparison(announcements, report);
    if (report.outcome === 'restored' || report.mended) recordChanged.value += 1;
    if (report.outcome === 'reset' && session.value === opened) await showSetBack();
  }

  async function showSetBack(): Promise<void> {
    await reopen();
    announcements.notify('information', 'setBack');
  }

  /** Shows the record at work anew after it was set back to an earlier state: every screen and store begins again. @throws StorageError; what was shown stands then */
  async function reopen(): Promise<void> {
    const before = session.value;
    if (!before) return;
    const opened = await openLearnerSession(before.learnerId, port, databaseEvents(before.learnerId));
    const profile = (await opened.profile.learner()) ?? learner.value;
    if (session.value !== before || !profile) {
      opened.close();
      return;
    }
    opened.useCipher(before.cipher());
    adopt(opened, profile);
    await remember(profile);
    await sendWaiting(opened);
  }

  /** Has the host keep the record at work as it is, before something that changes much of it. */
  async function keepState(reason: 'before-import'): Promise<void> {
    if (session.value) await keepRecordState(session.value, port, announcements, reason);
  }

  async function sendWaiting(opened: LearnerSession): Promise<void> {
    try {
      await opened.mirror.flush();
    } catch (error) {
      if (session.value === opened) journalFailed(error);
    }
  }

  /** Raised when statements came from elsewhere than this window's own actions; the record store reads again. */
  const recordChanged = ref(0);

  /** Changes the profile. @throws StorageError; the old one stays then */
  const update = createProfileChanges(context, {
    atWork: () => (session.value && learner.value ? { opened: session.value, profile: learner.value } : null),
    kept: async (opened, saved) => {
      if (session.value === opened) {
        const next = (learner.value = newerProfile(learner.value ?? saved, saved));
        if (displayName(next) !== '') announcements.withdraw('unnamed');
        await remember(next);
      }
      await sendWaiting(opened);
    },
  });

  function adopt(opened: LearnerSession, profile: Learner): void {
    session.value?.close();
    locked.value?.close();
    locked.value = null;
    session.value = opened;
    isProtected.value = opened.cipher()?.seals ?? false;
    learner.value = profile;
    start.value = { phase: 'ready' };
  }

  const remember = (profile: Learner): Promise<void> => enter(profile, nowIso(context), isProtected.value);

  function databaseEvents(learnerId: string): Required<SessionEvents> {
    const isOpen = (): boolean => session.value?.learnerId === learnerId;
    return recordEvents({
      learnerId,
      host: context.host,
      announcements,
      isOpen,
      onRemoved: () => {
        if (!isAtWork(learnerId)) return;
        letGo();
        start.value = { phase: 'ended' };
      },
      onRemoteRemoval: () => {
        if (isAtWork(learnerId)) noticeRemoval();
      },
      onReset: () => {
        if (isOpen()) void showSetBack().catch(fail);
      },
    });
  }

  function journalFailed(error: unknown): void {
    if (error instanceof StorageError && error.code === 'removed') noticeRemoval();
    else tellJournalFailure(announcements, error);
  }

  /** Tells why a record can't be opened; whoever was removed elsewhere is seen to. */
  async function fail(error: unknown): Promise<void> {
    const known = error instanceof HostError ? error : toStorageError(error);
    const candidate = opening.value.learner;
    if (known.code === 'removed' && candidate) return turnAway(candidate);
    start.value = { phase: 'failed', code: known.code, detail: known.message };
  }

  return {
    start,
    opening,
    stopOpening,
    learner,
    known,
    session,
    locked,
    isProtected,
    lockDemanded,
    abandoned,
    removalNoticed,
    removedElsewhere,
    preferences,
    recordChanged,
    begin,
    choose,
    listKnown,
    tidied,
    tidyLater,
    followOthers,
    turnAway,
    whileKeeping,
    settled,
    letGo,
    create,
    open,
    reopen,
    keepState,
    admit,
    fail,
    update,
    journalFailed,
  };
});
