import { defineStore } from 'pinia';
import { computed } from 'vue';
import { newId, nowIso, useAppContext } from '../../app-context';
import {
  DEFAULT_PREFERENCES,
  displayName,
  type Learner,
  type LearnerChange,
  type Preferences,
} from '../../../../domain/learner/learner';
import { mergeProfiles } from '../../../../domain/learner/profile-edits';
import { type LearnerSession } from '../../storage';
import { useAnnouncements } from '../host/announcements';
import { createJournalPort } from '../host/journal-client';
import { useClosing } from './closing';
import { useLearnerDirectory } from './learner-directory';
import { useHeldRecord } from './held-record';
import { takeRecordSnapshot } from './record-notices';
import { useSessionMachine } from './session-machine';

/** The session of this window, as all other stores and screens use it. */
export const useSession = defineStore('session', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const heldRecord = useHeldRecord();

  const state = computed(() => machine.state);
  /** The current session, also while it is being closed; null for a locked record. */
  const current = computed(() => (machine.state.phase === 'locked' ? null : (machine.record?.session ?? null)));
  /** The learner of the held record, open or locked. */
  const learner = computed<Learner | null>(() => machine.record?.learner ?? null);
  /** True where a PIN protects the current record. */
  const isProtected = computed(() => current.value !== null && machine.record?.isProtected === true);
  const preferences = computed<Preferences>(() => learner.value?.preferences ?? DEFAULT_PREFERENCES);
  /**
   * Language of the learner of the held record, or else of the one who opened theirs last; undefined while this browser
   * knows no learner.
   */
  const wantedLanguage = computed(() => (learner.value ?? directory.known[0]?.learner)?.language);
  /** Raised when something other than the stores changed the record: another window, the journal, an import. */
  const recordChanged = computed(() => machine.changes);

  /**
   * Whether a session, or none (null), is still the current one. Check it after every wait, before showing a result.
   */
  function isCurrent(mine: LearnerSession | null): boolean {
    return current.value === mine;
  }

  /**
   * Runs work on the current session. If another session, or none, is current when the work ends, its result or error
   * is dropped. Without a session nothing runs.
   *
   * @throws errors of the work while its session is current
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

  /**
   * Saves a change of the profile, based on the stored one: a change that comes while another is being saved, here or
   * in another window, leaves that one as it is. @throws StorageError; nothing is saved then
   */
  async function update(change: LearnerChange): Promise<void> {
    const at = current.value;
    if (!at || !learner.value) return;
    await showSaved(at, await at.profile.changeLearner(change, learner.value, newId(context), nowIso(context)));
  }

  async function showSaved(at: LearnerSession, saved: Learner): Promise<void> {
    if (current.value === at) {
      acceptProfile(saved);
      if (learner.value && displayName(learner.value) !== '') announcements.withdraw('unnamed');
      if (machine.record) await directory.enter(machine.record);
    }
    await heldRecord.sendWaiting(at);
  }

  /** Shows a saved profile, where it is newer than the one shown. */
  function acceptProfile(profile: Learner): void {
    const { record } = machine;
    if (record?.learner.id === profile.id) machine.change(record, { learner: mergeProfiles(record.learner, profile) });
  }

  /**
   * Makes the host take a snapshot of the current record before a large change. A failure is shown, and the change
   * continues.
   */
  async function takeSnapshot(reason: 'before-import' | 'before-pin'): Promise<void> {
    const session = machine.record?.session;
    if (session) await takeRecordSnapshot(session, createJournalPort(context.host), announcements, reason);
  }

  /** Shows, also in the list of learners, that a PIN protects the current record from now on, or none. */
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
    wantedLanguage,
    recordChanged,
    isCurrent,
    whileCurrent,
    update,
    acceptProfile,
    setProtected,
    takeSnapshot,
    markChanged: machine.markChanged,
    track: closing.track,
    journalFailed: heldRecord.journalFailed,
  };
});
