import { defineStore } from 'pinia';
import { computed } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import {
  changedLearner,
  DEFAULT_PREFERENCES,
  displayName,
  newerProfile,
  type Learner,
  type LearnerChange,
  type Preferences,
} from '../../../../domain/learner/learner';
import { type LearnerSession } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { useClosing } from './closing';
import { useLearnerDirectory } from './learner-directory';
import { useOpening } from './opening';
import { useSessionMachine } from './session-machine';

/** Who is at work in this window, and their session: what every other store and screen sees of it. */
export const useSession = defineStore('session', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const opening = useOpening();

  const state = computed(() => machine.state);
  /** The record at work, also while it is being closed; null for one that is locked. */
  const current = computed(() => (machine.state.phase === 'locked' ? null : (machine.record?.session ?? null)));
  /** Whose record is held, open or locked. */
  const learner = computed<Learner | null>(() => machine.record?.learner ?? null);
  /** True where the record at work opens with a PIN. */
  const isProtected = computed(() => current.value !== null && machine.record?.isProtected === true);
  const preferences = computed<Preferences>(() => learner.value?.preferences ?? DEFAULT_PREFERENCES);
  /** Raised when the record changed elsewhere than by this window's own actions. */
  const recordChanged = computed(() => machine.changes);

  /** Whether a session, or nobody's (null), is still the one at work: what comes of anything that was waited for is shown only then. */
  function isCurrent(mine: LearnerSession | null): boolean {
    return current.value === mine;
  }

  /**
   * Runs work on the session at hand. What comes late comes to nothing: where another session is current by the time the work ends, or none, its result and its failure
   * are dropped alike. Where nobody is at work nothing runs.
   *
   * @throws what the work throws while its session is current
   */
  function whileCurrent<Value>(work: (session: LearnerSession) => Promise<Value>): Promise<Value | undefined> {
    const mine = current.value;
    if (!mine) return Promise.resolve(undefined);
    return work(mine).then(
      (value) => (isCurrent(mine) ? value : undefined),
      (error: unknown) => {
        if (isCurrent(mine)) throw error;
        return undefined;
      },
    );
  }

  let saving: { readonly session: LearnerSession; readonly learner: Learner } | null = null;

  /**
   * Saves a change of the profile. One that comes while another is being saved builds on that one: two settings changed within a moment must both last. The database
   * keeps them in the order of the calls. @throws StorageError; nothing was saved then
   */
  async function update(change: LearnerChange): Promise<void> {
    const at = current.value;
    if (!at || !learner.value) return;
    const base = saving?.session === at ? newerProfile(saving.learner, learner.value) : learner.value;
    const mine = { session: at, learner: changedLearner(base, change, nowIso(context)) };
    saving = mine;
    try {
      await at.profile.saveLearner(mine.learner, newId(context));
    } finally {
      if (saving === mine) saving = null;
    }
    await showSaved(at, mine.learner);
  }

  async function showSaved(at: LearnerSession, saved: Learner): Promise<void> {
    if (current.value === at) {
      acceptProfile(saved);
      if (learner.value && displayName(learner.value) !== '') announcements.withdraw('unnamed');
      if (machine.record) await directory.enter(machine.record);
    }
    await opening.sendWaiting(at);
  }

  /** Shows a profile that is in the database by now, where it is newer than the one shown. */
  function acceptProfile(profile: Learner): void {
    const { record } = machine;
    if (record) machine.change(record, { learner: newerProfile(record.learner, profile) });
  }

  /** Says that the record at work opens with a PIN from now on, or without one. The list of learners shows it too. */
  async function setProtected(protects: boolean): Promise<void> {
    const { record } = machine;
    if (!record) return;
    machine.change(record, { isProtected: protects });
    await directory.enter({ ...record, isProtected: protects });
  }

  return {
    state,
    current,
    learner,
    isProtected,
    preferences,
    recordChanged,
    isCurrent,
    whileCurrent,
    update,
    acceptProfile,
    setProtected,
    markChanged: machine.recordChanged,
    track: closing.track,
    journalFailed: opening.journalFailed,
  };
});
