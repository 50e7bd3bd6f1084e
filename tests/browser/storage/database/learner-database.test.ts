import { describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName, listLearnerDatabases } from '../../../../src/renderer/src/storage/database/generations';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { OLDER_NATIVE_VERSION } from '../../../support/builders/older-database';
import { read, statement, statements } from '../../../support/builders/statement-builders';
import {
  beginLearner,
  closeAfterTest,
  contents,
  deleteLearnerDatabase,
  newLearner,
  openDatabase,
  openSession,
  settled,
} from '../../support/storage-scene';

/**
 * Opens a database by plain IndexedDB, as another version of the app would; `prepare` makes what that version's upgrade
 * makes.
 */
async function openNatively(
  learnerId: string,
  version: number,
  prepare: (database: IDBDatabase) => void = () => undefined,
): Promise<IDBDatabase> {
  const request = indexedDB.open(learnerDatabaseName(learnerId, 1), version);
  request.onupgradeneeded = () => {
    prepare(request.result);
  };
  const database = await settled(request);
  closeAfterTest(() => {
    database.close();
  });
  return database;
}

describe('what the app writes', () => {
  it('is flushed to the disk before it is called saved, in the record and in the registry', async () => {
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const learner = newLearner();
    const session = await beginLearner(learner, new InMemoryHost());
    await session.statements.append(statements(read('a/first')));
    await session.sync.flush();
    const registry = new LearnerRegistry();
    await registry.addMissing([learner]);
    const writes = transactions.mock.calls.filter(([, mode]) => mode === 'readwrite');
    const owners = new Set(transactions.mock.contexts.map((database) => (database as IDBDatabase).name));
    transactions.mockRestore();

    expect(owners).toEqual(new Set(['child-justice-series-registry', learnerDatabaseName(learner.id, 1)]));
    expect(writes.length).toBeGreaterThanOrEqual(4);
    expect(new Set(writes.map(([, , options]) => options?.durability))).toEqual(new Set(['strict']));
  });
});

describe('a database of a newer version', () => {
  it('is refused as newer without a write', async () => {
    const learner = newLearner();
    const native = await openNatively(learner.id, 30, (database) => {
      database.createObjectStore('statements', { keyPath: 'id' }).add({ id: 'x', verb: 'something new' });
      database
        .createObjectStore('meta', { keyPath: 'key' })
        .add({ key: 'learner', value: { id: learner.id, shape: 'unknown' } });
    });
    native.close();
    const before = await contents(learner.id);

    await expect(openSession(learner.id, new InMemoryHost())).rejects.toMatchObject({
      name: 'StorageError',
      code: 'newer',
    });

    expect(await contents(learner.id)).toEqual(before);
    expect(before).toMatchObject({ version: 30, statements: [{ id: 'x', verb: 'something new' }] });
    expect((await indexedDB.databases()).filter(({ name }) => name?.includes(learner.id))).toHaveLength(1);
  });

  it('is refused as newer when it became so between the look and the opening', async () => {
    const learner = newLearner();
    const native = await openNatively(learner.id, 30);
    native.close();
    const databases = vi.spyOn(indexedDB, 'databases').mockResolvedValue([]);
    try {
      await expect(openDatabase(learner.id)).rejects.toMatchObject({ name: 'StorageError', code: 'newer' });
    } finally {
      databases.mockRestore();
    }
  });
});

describe('two windows of different versions', () => {
  it('close the older one, whose writes are refused as outdated and leave nothing', async () => {
    const learner = newLearner();
    const onOutdated = vi.fn();
    const old = await openDatabase(learner.id, { onOutdated });
    const store = new StatementStore(old);
    await store.append(statements(read('a/first')));

    const newer = await openNatively(learner.id, 30);

    expect(onOutdated).toHaveBeenCalledOnce();
    await expect(store.append([statement(read('a/second'), 7)])).rejects.toMatchObject({
      name: 'StorageError',
      code: 'outdated',
    });
    await expect(store.load()).rejects.toMatchObject({ code: 'outdated' });
    expect(newer.version).toBe(30);
    expect(await settled(newer.transaction('statements').objectStore('statements').count())).toBe(1);
  });

  it('let a running save end before the older one closes', async () => {
    const learner = newLearner();
    const store = new StatementStore(await openDatabase(learner.id));
    const saving = store.append(statements(read('a/first')));
    const newer = openNatively(learner.id, 30);
    const outcome = await saving.then(
      () => 1,
      () => 0,
    );
    expect(await settled((await newer).transaction('statements').objectStore('statements').count())).toBe(outcome);
  });

  it('tell that an old window which does not let go must be closed', async () => {
    const learner = newLearner();
    const stubborn = await openNatively(learner.id, OLDER_NATIVE_VERSION, (database) => {
      for (const name of ['statements', 'noteRevisions', 'attempts'])
        database.createObjectStore(name, { keyPath: 'id' });
      for (const name of ['projections', 'meta']) database.createObjectStore(name, { keyPath: 'key' });
      database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
    });
    let onBlocked = (): void => undefined;
    const blocked = new Promise<void>((resolve) => {
      onBlocked = resolve;
    });

    const opening = openDatabase(learner.id, { onBlocked });
    await blocked;
    stubborn.close();
    expect((await opening).isOpen()).toBe(true);
  });

  it('close a window whose database is deleted', async () => {
    const learner = newLearner();
    const onRemoved = vi.fn();
    const store = new StatementStore(await openDatabase(learner.id, { onRemoved }));
    await deleteLearnerDatabase(learner.id);
    expect(onRemoved).toHaveBeenCalledOnce();
    await expect(store.append(statements(read('a/first')))).rejects.toMatchObject({ code: 'outdated' });
    expect((await indexedDB.databases()).some(({ name }) => name?.includes(learner.id))).toBe(false);
  });
});

describe('a database that can not be opened', () => {
  it.each([
    ['unavailable', 'SecurityError', 'Access is denied for this document.'],
    [
      'unavailable',
      'InvalidStateError',
      'A mutation operation was attempted on a database that did not allow mutations.',
    ],
  ])('is %s where opening throws a %s', async (code, name, message) => {
    const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException(message, name);
    });
    try {
      await expect(openSession(newLearner().id, new InMemoryHost())).rejects.toMatchObject({
        name: 'StorageError',
        code,
      });
    } finally {
      opening.mockRestore();
    }
  });

  it('is damaged where the list of databases can not be read', async () => {
    const listing = vi
      .spyOn(indexedDB, 'databases')
      .mockRejectedValue(new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError'));
    try {
      await expect(openSession(newLearner().id, new InMemoryHost())).rejects.toMatchObject({
        name: 'StorageError',
        code: 'damaged',
      });
    } finally {
      listing.mockRestore();
    }
  });
});

describe('a damaged database', () => {
  const damages: [string, (name: string) => { mockRestore: () => void }][] = [
    [
      'can not be opened',
      (damaged) => {
        const open = indexedDB.open.bind(indexedDB);
        return vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
          if (name === damaged)
            throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
          return open(name, version);
        });
      },
    ],
    [
      'breaks off the first read of a table',
      (damaged) => {
        const getAll = IDBObjectStore.prototype.getAll;
        return vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
          this: IDBObjectStore,
          ...given: Parameters<typeof getAll>
        ) {
          if (this.transaction.db.name === damaged && this.name === 'noteRevisions') this.transaction.abort();
          return getAll.apply(this, given);
        });
      },
    ],
  ];

  it.each(damages)(
    'that %s is kept, and the next generation is begun beside it and filled from the journal',
    async (_, damage) => {
      const learner = newLearner();
      const host = new InMemoryHost();
      const first = await beginLearner(learner, host);
      const done = statements(read('a/first'), read('a/second'));
      await first.statements.append(done);
      await first.sync.flush();
      first.close();
      const before = await contents(learner.id);

      const damaged = damage(learnerDatabaseName(learner.id, 1));
      try {
        const second = await openSession(learner.id, host);
        expect(second.generation).toBe(2);
        expect(await second.sync.synchronise()).toMatchObject({
          outcome: 'restored',
          databaseWasEmpty: true,
          statements: 2,
        });
        expect(await second.profile.learner()).toEqual(learner);
        expect((await second.statements.load()).statementCount).toBe(2);
        second.close();
      } finally {
        damaged.mockRestore();
      }

      expect(await contents(learner.id)).toEqual(before);
      expect((await listLearnerDatabases()).get(learner.id)).toBe(2);
      const third = await openSession(learner.id, host);
      expect(third.generation).toBe(2);
      expect(await third.sync.synchronise()).toMatchObject({ outcome: 'agree' });
      expect(await third.statements.load()).toMatchObject({ statementCount: 2 });
    },
  );
});

describe('the list of learners with a database', () => {
  it('names each with the newest generation and passes over other databases', async () => {
    const [one, other] = [newLearner(), newLearner()];
    (await openDatabase(one.id)).close();
    await settled(indexedDB.open(learnerDatabaseName(other.id, 1))).then((database) => {
      database.close();
    });
    await settled(indexedDB.open(learnerDatabaseName(other.id, 12))).then((database) => {
      database.close();
    });
    await settled(indexedDB.open('child-justice-series-learner-nobody')).then((database) => {
      database.close();
    });
    const found = await listLearnerDatabases();
    expect([...found].sort()).toEqual(
      [
        [one.id, 1],
        [other.id, 12],
      ].sort(),
    );
  });
});
