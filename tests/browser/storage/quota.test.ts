import { afterEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { NoteStore } from '../../../src/renderer/src/storage/note-store';
import { ProfileStore } from '../../../src/renderer/src/storage/profile-store';
import { StatementStore } from '../../../src/renderer/src/storage/statement-store';
import { identifier, note, read, statement, statements } from '../../support/statement-builders';
import { contents, newLearner, openDatabase } from './storage-scene';

/** Bytes that this origin may use; without a number, what the browser gives it of itself. */
async function setQuota(quotaSize?: number): Promise<void> {
  await cdp().send('Storage.overrideQuotaForOrigin', { origin: location.origin, ...(quotaSize === undefined ? {} : { quotaSize }) });
}

/** Text that fills the room that is left, so that what comes with it must fail. */
const LONG = 'a'.repeat(2_000_000);

afterEach(() => setQuota());

describe('where the browser has no room left', () => {
  it.each<[string, (stores: Stores) => Promise<unknown>]>([
    ['statements', ({ statements: store }) => store.append([statement(read('a/second'), 5), statement(read(LONG), 6)])],
    ['notes', ({ notes }) => notes.save([note({ id: identifier(50), text: 'short' }), note({ id: identifier(51), noteId: identifier(52), text: LONG })])],
    ['a profile', ({ profile, learner }) => profile.saveLearner({ ...learner, latinName: LONG }, identifier(60))],
    ['a position', ({ profile }) => profile.savePosition({ moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#end', sentence: LONG, at: '2026-11-20T02:00:00.000Z' }, identifier(61))],
  ])('saving %s fails as full, keeps nothing of it, and works once there is room', async (_, save) => {
    const stores = await openStores();
    const before = await contents(stores.learner.id);
    await setQuota((await navigator.storage.estimate()).usage ?? 0);

    await expect(save(stores)).rejects.toMatchObject({ name: 'StorageError', code: 'full' });

    expect(await contents(stores.learner.id)).toEqual(before);
    await setQuota();
    await save(stores);
    expect(await contents(stores.learner.id)).not.toEqual(before);
  });
});

interface Stores {
  readonly learner: ReturnType<typeof newLearner>;
  readonly statements: StatementStore;
  readonly notes: NoteStore;
  readonly profile: ProfileStore;
}

async function openStores(): Promise<Stores> {
  const learner = newLearner();
  const database = await openDatabase(learner.id);
  const stores = { learner, statements: new StatementStore(database), notes: new NoteStore(database), profile: new ProfileStore(database) };
  await stores.profile.saveLearner(learner, identifier(1));
  await stores.statements.append(statements(read('a/first')));
  await stores.notes.save([note()]);
  return stores;
}
