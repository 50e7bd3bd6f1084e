import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { LearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import { NoteStore } from '../../../../src/renderer/src/storage/record/note-store';
import { ProfileStore } from '../../../../src/renderer/src/storage/record/profile-store';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { identifier, note, read, statement, statements } from '../../../support/builders/statement-builders';
import { closeAfterTest, newLearner, saveNotes } from '../../support/storage-scene';

/**
 * Chromium remembers for half a minute how much room a store had, so a quota set later isn't noticed at once. A storage
 * bucket of its own has nothing to remember yet; TypeScript's library doesn't know buckets.
 */
interface StorageBuckets {
  readonly open: (name: string) => Promise<{ readonly indexedDB: IDBFactory }>;
  readonly delete: (name: string) => Promise<void>;
}

const buckets = (navigator as unknown as { readonly storageBuckets: StorageBuckets }).storageBuckets;
const BUCKET = 'quota-test';
const usualDatabases = Dexie.dependencies.indexedDB;

/** Bytes that this origin may use; without a number, what the browser gives it of itself. */
async function setQuota(quotaSize?: number): Promise<void> {
  await cdp().send('Storage.overrideQuotaForOrigin', {
    origin: location.origin,
    ...(quotaSize === undefined ? {} : { quotaSize }),
  });
}

beforeEach(async () => {
  const { usage } = await navigator.storage.estimate();
  await setQuota((usage ?? 0) + 1_000_000);
  Dexie.dependencies = { ...Dexie.dependencies, indexedDB: (await buckets.open(BUCKET)).indexedDB };
});

afterEach(async () => {
  Dexie.dependencies = { ...Dexie.dependencies, indexedDB: usualDatabases };
  await buckets.delete(BUCKET);
  await setQuota();
});

/** More than there is room for. */
const LONG = 'a'.repeat(3_000_000);

describe('where the browser has no room left', () => {
  it.each<[string, (stores: Stores) => Promise<unknown>]>([
    ['statements', ({ statements: store }) => store.append([statement(read('a/second'), 5), statement(read(LONG), 6)])],
    [
      'notes',
      ({ notes }) =>
        saveNotes(notes, [
          note({ id: identifier(50), text: 'short' }),
          note({ id: identifier(51), noteId: identifier(52), text: LONG }),
        ]),
    ],
    ['a profile', ({ profile, learner }) => profile.saveLearner({ ...learner, latinName: LONG }, identifier(60))],
    [
      'a position',
      ({ profile }) =>
        profile.savePosition(
          {
            moduleId: 'a',
            sectionId: 'a/first',
            blockId: 'a/first#end',
            sentence: LONG,
            at: '2026-11-20T02:00:00.000Z',
          },
          identifier(61),
        ),
    ],
  ])('saving %s fails as full, keeps nothing of it, and works once there is room', async (_, save) => {
    const stores = await openStores();
    const before = await rowsOf(stores.database);

    await expect(save(stores)).rejects.toMatchObject({ name: 'StorageError', code: 'full' });

    expect(await rowsOf(stores.database)).toEqual(before);
    await setQuota();
    await save(stores);
    const after = await rowsOf(stores.database);
    expect(after['outbox']?.length).toBeGreaterThan(before['outbox']?.length ?? 0);
  });
});

interface Stores {
  readonly learner: ReturnType<typeof newLearner>;
  readonly database: LearnerDatabase;
  readonly statements: StatementStore;
  readonly notes: NoteStore;
  readonly profile: ProfileStore;
}

async function openStores(): Promise<Stores> {
  const learner = newLearner();
  const database = new LearnerDatabase(`full-${learner.id}`);
  await database.open();
  closeAfterTest(() => {
    database.close({ disableAutoOpen: true });
  });
  const stores = {
    learner,
    database,
    statements: new StatementStore(database),
    notes: new NoteStore(database),
    profile: new ProfileStore(database),
  };
  await stores.profile.saveLearner(learner, identifier(1));
  await stores.statements.append(statements(read('a/first')));
  await saveNotes(stores.notes, [note()]);
  return stores;
}

async function rowsOf(database: LearnerDatabase): Promise<Readonly<Record<string, readonly unknown[]>>> {
  return Object.fromEntries(
    await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()] as const)),
  );
}
