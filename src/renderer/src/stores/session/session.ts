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
import { codeOf } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';
import { useClosing } from './closing';
import { useLearnerDirectory } from './learner-directory';
import { useSaveState } from './save-state';
import { useSessionMachine } from './session-machine';

/** The session of this window, as all other stores and screens use it. */
export const useSession = defineStore('session', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const machine = useSessionMachine();
  const { isCurrent } = machine;
  const closing = useClosing();
  const directory = useLearnerDirectory();
  const saving = useSaveState();

  const state = computed(() => machine.state);
  const current = computed(() => machine.current);
  /** The learner of the held record, open or locked. */
  const learner = computed<Learner | null>(() => machine.record?.learner ?? null);
  /** Their name as screens and files show it; empty where nobody is at work, or nothing was typed. */
  const learnerName = computed(() => (learner.value ? displayName(learner.value) : ''));
  /** True where a PIN protects the current record. */
  const isProtected = computed(() => current.value !== null && machine.record?.isProtected === true);
  const preferences = computed<Preferences>(() => learner.value?.preferences ?? DEFAULT_PREFERENCES);
  /**
   * Language of the learner of the held record, or else of the one who opened theirs last; undefined while this browser
   * knows no learner.
   */
  const wantedLanguage = computed(() => (learner.value ?? directory.known[0]?.learner)?.language);
  /** Raised when something other than the stores changed the record: the journal, an import. */
  const recordChanged = computed(() => machine.changes);

  /**
   * Runs work on the current session. If another session, or none, is current when the work ends, its result or error
   * is dropped. Without a session nothing runs.
   *
   * @throws errors of the work while its session is current
   */
  function whileCurrent<Value>(work: (session: LearnerSession) => Promise<Value>): Promise<Value | undefined> {
    const mine = machine.current;
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
   * in another window, leaves that one as it is. Never rejects: a failure is shown.
   *
   * @returns false where nothing was saved
   */
  async function update(change: LearnerChange): Promise<boolean> {
    const at = machine.current;
    if (!at || !learner.value) return false;
    const answered = saving.begin();
    try {
      const saved = await closing.track(
        at.profile.changeLearner(change, learner.value, newId(context), nowIso(context)),
      );
      if (isCurrent(at)) acceptProfile(saved);
    } catch (error) {
      saving.storageFailed(at, error);
      return false;
    } finally {
      answered();
    }
    if (isCurrent(at) && machine.record) {
      if (learnerName.value !== '') announcements.withdraw('unnamed');
      await directory.enter(machine.record);
    }
    await saving.flush(at);
    return true;
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
  async function takeSnapshot(reason: 'before-import'): Promise<void> {
    const session = machine.record?.session;
    if (!session) return;
    try {
      await session.sync.flush();
      await createJournalPort(context).takeSnapshot(session.learnerId, reason);
    } catch (error) {
      announcements.notify('warning', 'snapshotFailed', { code: codeOf(error) });
    }
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
    learnerName,
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
    keepUnsaved: closing.keepUnsaved,
  };
});
