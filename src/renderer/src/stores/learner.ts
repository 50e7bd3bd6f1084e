import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { newId, nowIso, useAppContext } from '../app-context';
import { DEFAULT_PREFERENCES, newerProfile, normaliseName, type Learner, type Preferences } from '../../../domain/learner';
import { listLearnerDatabases } from '../storage/learner-database';
import { LearnerRegistry, type RegisteredLearner } from '../storage/learner-registry';
import { askForPersistence, openLearnerSession, type LearnerSession } from '../storage/learner-session';
import { StorageError, toStorageError } from '../storage/storage-error';
import { useAnnouncements } from './announcements';
import { HostError } from './host-error';
import { createJournalPort, listJournals, type ListedJournal } from './journal-client';

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
      registry.close();
      known.value = registered;
      const last = registered[0];
      if (!last) start.value = { phase: 'first-run' };
      else await open(last.learner);
    } catch (error) {
      fail(error);
    }
  }

  async function learnersFromElsewhere(registry: LearnerRegistry): Promise<RegisteredLearner[]> {
    const journals = await listJournals(context.host);
    const found = journals.map(learnerOf).filter((candidate) => candidate !== null);
    const unlisted = [...(await listLearnerDatabases()).keys()].filter((id) => !found.some((candidate) => candidate.id === id));
    for (const id of unlisted) {
      const opened = await openLearnerSession(id, port);
      const profile = await opened.profile.learner();
      opened.close();
      if (profile) found.push(profile);
    }
    for (const candidate of found) await registry.save({ id: candidate.id, learner: candidate, lastOpenedAt: candidate.updatedAt });
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
    await opened.profile.saveLearner(created, newId(context));
    adopt(opened, created);
    await remember(created);
    void askForPersistence();
    await opened.mirror.flush().catch(journalFailed);
  }

  /** Opens a learner's record. What the database lacks comes back from the journal first when it can't be trusted, else afterwards. */
  async function open(candidate: Learner): Promise<void> {
    const opened = await openLearnerSession(candidate.id, port, databaseEvents());
    const stored = await opened.profile.learner();
    if (stored) {
      adopt(opened, newerProfile(stored, candidate));
      void compareWithJournal(opened, candidate);
    } else {
      // No profile in it: emptied or new. Empty is never taken for new: the journal decides.
      await compareWithJournal(opened, candidate);
      adopt(opened, (await opened.profile.learner()) ?? candidate);
    }
    await remember(learner.value ?? candidate);
  }

  async function compareWithJournal(opened: LearnerSession, candidate: Learner): Promise<void> {
    try {
      const report = await opened.reconcile();
      if (report.outcome === 'restored') {
        announcements.notify('information', report.databaseWasEmpty || opened.begunAnew ? 'restored' : 'caughtUp', { statements: report.statements, notes: report.notes });
      } else if (report.outcome === 'journal-refilled') {
        announcements.notify('information', 'journalRefilled', { statements: report.statements, notes: report.notes });
      }
      if (report.damagedLines.length > 0) announcements.notify('warning', 'journalLinesDamaged', { count: report.damagedLines.length });
      if (!(await opened.profile.learner())) await opened.profile.saveLearner(candidate, newId(context));
      recordChanged.value += 1;
      await opened.mirror.flush();
    } catch (error) {
      journalFailed(error);
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
      updatedAt: nowIso(context),
    };
    await opened.profile.saveLearner(next, newId(context));
    learner.value = next;
    await remember(next);
    await opened.mirror.flush().catch(journalFailed);
  }

  function adopt(opened: LearnerSession, profile: Learner): void {
    session.value?.close();
    session.value = opened;
    learner.value = profile;
    start.value = { phase: 'ready' };
  }

  async function remember(profile: Learner): Promise<void> {
    const registry = new LearnerRegistry();
    await registry.save({ id: profile.id, learner: { ...profile, preferences: { ...profile.preferences } }, lastOpenedAt: nowIso(context) });
    known.value = await registry.list();
    registry.close();
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
    announcements.notify('warning', 'journalBehind', { code });
  }

  function fail(error: unknown): void {
    const known = error instanceof HostError ? error : toStorageError(error);
    start.value = { phase: 'failed', code: known.code, detail: known.message };
  }

  return { start, learner, known, session, preferences, writable, recordChanged, begin, create, open, update, journalFailed };
});

function learnerOf({ learner }: ListedJournal): Learner | null {
  if (learner === null) return null;
  try {
    const value = JSON.parse(learner) as Learner;
    return typeof value.id === 'string' && typeof value.updatedAt === 'string' ? value : null;
  } catch {
    return null;
  }
}
