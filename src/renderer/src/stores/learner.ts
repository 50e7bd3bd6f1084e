import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { newId, nowIso, useAppContext } from '../app-context';
import { laterThan } from '../../../domain/instant';
import { DEFAULT_PREFERENCES, newerProfile, normaliseName, type Learner, type Preferences } from '../../../domain/learner';
import { LearnerRegistry, type RegisteredLearner } from '../storage/learner-registry';
import { askForPersistence, openLearnerSession, type LearnerSession } from '../storage/learner-session';
import { StorageError, toStorageError } from '../storage/storage-error';
import { useAnnouncements } from './announcements';
import { HostError } from './host-error';
import { createJournalPort } from './journal-client';
import { discoverLearners } from './learner-discovery';

/** Where the start of the app stands. `code` is a storage or host error code with a text under `startFailures.<code>`. */
export type StartState =
  | { readonly phase: 'opening' }
  | { readonly phase: 'first-run' }
  | { readonly phase: 'choose' }
  | { readonly phase: 'ready' }
  | { readonly phase: 'failed'; readonly code: string; readonly detail: string };

/** Who is at work, and the opening of their record. */
export const useLearner = defineStore('learner', () => {
  const context = useAppContext();
  const announcements = useAnnouncements();
  const port = createJournalPort(context.host);

  const start = ref<StartState>({ phase: 'opening' });
  const learner = shallowRef<Learner | null>(null);
  const known = shallowRef<readonly RegisteredLearner[]>([]);
  const session = shallowRef<LearnerSession | null>(null);
  const preferences = computed<Preferences>(() => learner.value?.preferences ?? DEFAULT_PREFERENCES);
  /** False while this window must not write: a newer window upgraded the database. */
  const writable = ref(true);

  /** Finds the learners of this computer and opens the last one. "No learner here" is believed only when the browser and the host's journals both say so. */
  async function begin(): Promise<void> {
    start.value = { phase: 'opening' };
    try {
      const registry = new LearnerRegistry();
      let registered = await registry.list();
      if (registered.length === 0) registered = await learnersFromElsewhere(registry);
      known.value = registered;
      const last = registered[0];
      if (!last) start.value = { phase: 'first-run' };
      else await open(last.learner);
    } catch (error) {
      fail(error);
    }
  }

  async function learnersFromElsewhere(registry: LearnerRegistry): Promise<RegisteredLearner[]> {
    for (const found of await discoverLearners(context.host)) {
      await registry.save({ id: found.id, learner: found, lastOpenedAt: found.updatedAt });
    }
    return registry.list();
  }

  /** Makes a new learner and opens their record. @throws StorageError, HostError */
  async function create(names: { readonly latinName: string; readonly khmerName: string }): Promise<void> {
    const at = nowIso(context);
    const created: Learner = {
      id: newId(context),
      latinName: normaliseName(names.latinName),
      khmerName: normaliseName(names.khmerName),
      language: 'en',
      preferences: preferences.value,
      createdAt: at,
      updatedAt: at,
    };
    const opened = await openLearnerSession(created.id, port, databaseEvents());
    try {
      await opened.profile.saveLearner(created, newId(context));
    } catch (error) {
      opened.close();
      throw error;
    }
    adopt(opened, created);
    await remember(created);
    void askForPersistence();
    await sendWaiting(opened);
  }

  /**
   * Opens a learner's record. What the database lacks comes back from the journal first when it can't be trusted, else afterwards.
   *
   * @throws StorageError; HostError where the database is empty and the journal can't be read
   */
  async function open(candidate: Learner): Promise<void> {
    const opened = await openLearnerSession(candidate.id, port, databaseEvents());
    try {
      const stored = await opened.profile.learner();
      if (stored) {
        adopt(opened, newerProfile(stored, candidate));
        // The comparison can wait until the first screen stands: it confirms what is shown, or mends it within the second.
        void whenIdle().then(() => compareWithJournal(opened));
      } else {
        // No profile in it: it was emptied, since every record begins with one. Empty is never taken for new: the journal decides, or nothing is opened.
        await takeBack(opened);
        if (!(await opened.profile.learner())) await opened.profile.saveLearner(candidate, newId(context));
        adopt(opened, (await opened.profile.learner()) ?? candidate);
        void sendWaiting(opened);
      }
    } catch (error) {
      if (session.value !== opened) opened.close();
      throw error;
    }
    await remember(learner.value ?? candidate);
  }

  async function compareWithJournal(opened: LearnerSession): Promise<void> {
    try {
      await takeBack(opened);
      const profile = await opened.profile.learner();
      if (profile && session.value === opened && learner.value) learner.value = newerProfile(profile, learner.value);
    } catch (error) {
      if (session.value === opened) journalFailed(error);
      return;
    }
    await sendWaiting(opened);
  }

  /** Brings the database and the journal up to each other and tells what that changed, unless another learner is at work by then. */
  async function takeBack(opened: LearnerSession): Promise<void> {
    const before = session.value;
    const report = await opened.reconcile();
    if (session.value !== before) return;
    if (report.outcome === 'restored') {
      announcements.notify('information', report.databaseWasEmpty || opened.begunAnew ? 'restored' : 'caughtUp', { statements: report.statements, notes: report.notes });
    } else if (report.outcome === 'journal-refilled') {
      announcements.notify('information', 'journalRefilled', { statements: report.statements, notes: report.notes });
    }
    if (report.damagedLines.length > 0) announcements.notify('warning', 'journalLinesDamaged', { count: report.damagedLines.length });
    if (report.outcome === 'restored' || report.mended) recordChanged.value += 1;
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
  async function update(change: Partial<Pick<Learner, 'latinName' | 'khmerName' | 'preferences'>>): Promise<void> {
    const current = learner.value;
    const opened = session.value;
    if (!current || !opened) return;
    const next: Learner = {
      ...current,
      ...change,
      latinName: normaliseName(change.latinName ?? current.latinName),
      khmerName: normaliseName(change.khmerName ?? current.khmerName),
      preferences: { ...(change.preferences ?? current.preferences) },
      updatedAt: laterThan(current.updatedAt, nowIso(context)),
    };
    await opened.profile.saveLearner(next, newId(context));
    if (session.value === opened) learner.value = next;
    await remember(next);
    await sendWaiting(opened);
  }

  function adopt(opened: LearnerSession, profile: Learner): void {
    session.value?.close();
    session.value = opened;
    learner.value = profile;
    start.value = { phase: 'ready' };
  }

  /** Enters the learner into the registry. It is a directory only: where it can't be written the record is open all the same, and the failure is told. */
  async function remember(profile: Learner): Promise<void> {
    const registry = new LearnerRegistry();
    try {
      await registry.save({ id: profile.id, learner: profile, lastOpenedAt: nowIso(context) });
      known.value = await registry.list();
    } catch (error) {
      announcements.notify('error', `storage.${toStorageError(error).code}`);
    }
  }

  function databaseEvents(): { onBlocked: () => void; onOutdated: () => void } {
    return {
      onBlocked: () => {
        announcements.notify('warning', 'blocked');
      },
      onOutdated: () => {
        writable.value = false;
        announcements.notify('warning', 'outdated');
      },
    };
  }

  /** The journal can't be written: everything is kept in the browser's database and sent later. */
  function journalFailed(error: unknown): void {
    const code = error instanceof HostError ? error.code : error instanceof StorageError ? error.code : 'internal';
    // Every start of the browser host has a token of its own, which a window gets when it is loaded.
    if (code === 'forbidden') announcements.notify('warning', 'hostRestarted');
    else announcements.notify('warning', 'journalBehind', { code });
  }

  function fail(error: unknown): void {
    const known = error instanceof HostError ? error : toStorageError(error);
    start.value = { phase: 'failed', code: known.code, detail: known.message };
  }

  return { start, learner, known, session, preferences, writable, recordChanged, begin, create, open, update, journalFailed };
});

/** Resolves when the window has nothing more urgent to do, half a second from now at the latest. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => {
      resolve();
    }, { timeout: 500 });
  });
}
