import { describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { waitForFirstScreen } from '../../../../src/renderer/src/stores/session/when-idle';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { createOlderDatabase, olderRows } from '../../../support/builders/older-database';
import { identifier, learner, read } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import {
  contents,
  deleteDatabases,
  deleteLearnerDatabase,
  lookInto,
  newLearner,
  openDatabase,
  openSession,
  settled,
  nothingUnderWay,
  until,
} from '../../support/storage-scene';

const REGISTRY = 'child-justice-series-registry';

/** A learner who has read two sections and written a note, and whose window is closed. */
async function studied(host: InMemoryHost, name = 'Sok Dara'): Promise<string> {
  const window = openWindow(host);
  const id = await window.create(name);
  await window.record.append([read('a/first'), read('a/second')]);
  await window.notes.add({ moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' }, 'Ask about diversion.');
  await window.sent();
  window.close();
  return id;
}

/** Starts the app anew and waits until the comparison with the journal is over. */
async function startAgain(host: InMemoryHost) {
  const window = openWindow(host);
  await window.begin();
  if (window.session.state.phase === 'open') await nothingUnderWay();
  return window;
}

describe('the start of the app', () => {
  it('is a first run where registry, databases and journals are all empty', async () => {
    const window = await startAgain(new InMemoryHost());
    expect(window.session.state).toEqual({ phase: 'first-run' });
    expect(window.session.current).toBeNull();
  });

  it('opens the only learner, with nothing to tell', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    const window = await startAgain(host);
    expect(window.session.state.phase).toBe('open');
    expect(window.session.learner).toMatchObject({ id, latinName: 'Sok Dara' });
    expect(window.record.record.statementCount).toBe(2);
    await window.directory.maintained();
    expect(window.notices()).toEqual([]);
  });

  it('asks who it is where several have studied, the last one first, and opens nothing before', async () => {
    const host = new InMemoryHost();
    await studied(host, 'First');
    const last = await studied(host, 'Second');
    const window = await startAgain(host);
    expect(window.session.state).toEqual({ phase: 'choosing' });
    expect(window.session.current).toBeNull();
    expect(window.directory.known.map(({ learner: { latinName } }) => latinName)).toEqual(['Second', 'First']);

    await window.opening.choose(last);
    await until(() => window.record.loaded);
    expect(window.session.learner).toMatchObject({ id: last, latinName: 'Second' });
    expect(window.record.record.statementCount).toBe(2);
    await window.directory.maintained();
    expect(window.notices()).toEqual([]);
  });

  const losses: [string, (id: string) => Promise<unknown>][] = [
    ['the database', (id) => deleteLearnerDatabase(id)],
    ['the registry', () => settled(indexedDB.deleteDatabase(REGISTRY))],
    ['the registry and the database', () => deleteDatabases()],
  ];

  it.each(losses)('brings everything back where %s was deleted', async (what, lose) => {
    const host = new InMemoryHost();
    const id = await studied(host);
    await lose(id);

    const window = await startAgain(host);

    expect(window.session.state.phase).toBe('open');
    expect(window.session.learner).toMatchObject({ id, latinName: 'Sok Dara' });
    expect(window.record.record.statementCount).toBe(2);
    await window.notes.loadAll();
    expect(window.notes.all.map(({ text }) => text)).toEqual(['Ask about diversion.']);
    expect(window.notices()).toEqual(what === 'the registry' ? [] : ['restored']);
    if (what !== 'the registry') expect(window.announcements.notices[0]?.values).toEqual({ statements: 2, notes: 1 });
    expect((await new LearnerRegistry().list()).map((entry) => entry.id)).toEqual([id]);
  });

  it('brings it back in one of two windows that are opened at the same time: none takes anyone for new', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    await deleteDatabases();

    const windows = await Promise.all([startAgain(host), startAgain(host)]);
    expect(windows.map(({ session }) => session.state.phase).sort()).toEqual(['elsewhere', 'open']);
    expect(windows.find(({ session }) => session.state.phase === 'open')?.session.learner?.id).toBe(id);
  });

  it.each(losses.filter(([what]) => what !== 'the registry'))(
    'fails rather than take anyone for new where %s was deleted and the host does not answer',
    async (_, lose) => {
      const host = new InMemoryHost();
      const id = await studied(host);
      await lose(id);
      host.fail('unreachable');

      const window = await startAgain(host);

      expect(window.session.state).toMatchObject({ phase: 'failed', code: 'unreachable' });
      expect(window.session.current).toBeNull();
      host.recover();
      await window.opening.begin();
      expect(window.session.state.phase).toBe('open');
      await until(() => window.record.record.statementCount === 2);
    },
  );

  it('fails rather than take anyone for new where nobody is known and the host does not answer', async () => {
    const host = new InMemoryHost();
    host.fail('unreachable');
    expect((await startAgain(host)).session.state).toMatchObject({ phase: 'failed', code: 'unreachable' });
  });

  it('opens the database alone, and fills the journal, where registry and journal are gone', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    await settled(indexedDB.deleteDatabase(REGISTRY));
    host.deleteJournal(id);
    const before = host.entriesOf(id).length;

    const window = await startAgain(host);
    await until(() => host.entriesOf(id).length === 4);

    expect(before).toBe(0);
    expect(window.session.learner).toMatchObject({ id, latinName: 'Sok Dara' });
    expect(window.notices()).toEqual(['journalRefilled']);
  });

  it('brings back what a part of the database lost, and says so', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    await lookInto(id, (database) => database.table('statements').clear());

    const window = await startAgain(host);
    await until(() => window.notices().length > 0 && window.record.record.statementCount === 2);

    expect(window.notices()).toEqual(['changesMerged']);
  });

  it('opens a record whose profile nobody knows any more as one without a name', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    await deleteDatabases();
    host.damageLine(id, 0);

    const window = await startAgain(host);

    expect(window.session.state.phase).toBe('open');
    expect(window.session.learner).toMatchObject({ id, latinName: '' });
    expect(window.record.record.statementCount).toBe(2);
    expect(window.notices()).toEqual(['restored', 'journalLinesDamaged', 'unnamed']);
    await window.session.update({ latinName: 'Sok Dara' });
    expect(window.notices()).not.toContain('unnamed');
    window.close();
    expect((await startAgain(host)).session.learner?.latinName).toBe('Sok Dara');
  });

  it('opens a database that lost its profile, its registry entry and its journal', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    await settled(indexedDB.deleteDatabase(REGISTRY));
    await lookInto(id, (database) => database.table('meta').clear());
    host.deleteJournal(id);

    const window = await startAgain(host);

    expect(window.session.state.phase).toBe('open');
    expect(window.record.record.statementCount).toBe(2);
  });

  it('passes over an empty database that a failed first run left behind', async () => {
    (await openSession(newLearner().id, new InMemoryHost())).close();
    expect((await startAgain(new InMemoryHost())).session.state).toEqual({ phase: 'first-run' });
  });

  it('goes on with a warning where the journal can not be read, and loses nothing', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    host.fail('journal-unreadable');

    const window = await startAgain(host);
    await until(() => window.notices().length > 0);

    expect(window.session.state.phase).toBe('open');
    expect(window.notices()).toEqual(['journalBehind.failed']);
    expect(window.announcements.notices[0]?.values).toEqual({ code: 'journal-unreadable' });
    await window.record.append([read('b/first')]);
    expect(window.save.state).toBe('local');
    host.recover();
    await window.record.append([read('b/second')]);
    expect(window.save.state).toBe('saved');
    expect(host.entriesOf(id).filter(({ change }) => change.kind === 'statement')).toHaveLength(4);
  });
});

describe('a start that can not read the browser’s databases', () => {
  it.each(['SecurityError', 'UnknownError'])('fails where opening throws a %s, and is no first run', async (name) => {
    const opening = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('No.', name);
    });
    try {
      const window = await startAgain(new InMemoryHost());
      expect(window.session.state).toMatchObject({
        phase: 'failed',
        code: name === 'SecurityError' ? 'unavailable' : 'damaged',
      });
    } finally {
      opening.mockRestore();
    }
  });

  it('fails where the list of databases can not be read', async () => {
    const listing = vi.spyOn(indexedDB, 'databases').mockRejectedValue(new DOMException('No.', 'UnknownError'));
    try {
      expect((await startAgain(new InMemoryHost())).session.state).toMatchObject({ phase: 'failed', code: 'damaged' });
    } finally {
      listing.mockRestore();
    }
  });

  it.each(['registry', 'record'])(
    'fails as newer where a newer version made the %s, and writes nothing',
    async (which) => {
      const host = new InMemoryHost();
      const id = await studied(host);
      const name = which === 'registry' ? REGISTRY : learnerDatabaseName(id, 1);
      (await settled(indexedDB.open(name, 30))).close();
      const before = await contents(id);

      const window = await startAgain(host);

      expect(window.session.state).toMatchObject({ phase: 'failed', code: 'newer' });
      expect(await contents(id)).toEqual(before);
      const registry = await settled(indexedDB.open(REGISTRY));
      expect(registry.version).toBe(which === 'registry' ? 30 : 10);
      registry.close();
    },
  );

  it('fails as failed where the record’s upgrade has a fault', async () => {
    const host = new InMemoryHost();
    const id = await studied(host);
    const opening = vi.spyOn(indexedDB, 'open');
    const open = opening.getMockImplementation() ?? IDBFactory.prototype.open;
    opening.mockImplementation((name, version) => {
      if (name === learnerDatabaseName(id, 1)) throw new TypeError('The upgrade has a fault.');
      return open.call(indexedDB, name, version);
    });
    try {
      expect((await startAgain(host)).session.state).toMatchObject({ phase: 'failed', code: 'failed' });
    } finally {
      opening.mockRestore();
    }
    expect((await startAgain(host)).record.record.statementCount).toBe(2);
  });
});

it('a record that can’t be read for the first screen goes on from the journal', async () => {
  const host = new InMemoryHost();
  const id = await studied(host);
  const { get } = IDBObjectStore.prototype;
  const reading = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    if (this.name === 'projections' && this.transaction.db.name === learnerDatabaseName(id, 1))
      throw new DOMException('Internal error.', 'UnknownError');
    return get.call(this, key);
  });
  const window = openWindow(host);
  // As `main.ts` has it: what looks for damage waits for the first screen.
  waitForFirstScreen(window.record.settled());
  try {
    await window.opening.begin();
    await until(() => window.session.current?.generation === 2 && window.record.loaded);
    expect(window.record.record.statementCount).toBe(2);
  } finally {
    reading.mockRestore();
    waitForFirstScreen(Promise.resolve());
  }
});

describe('a window of an older version', () => {
  it('says that it is outdated, writes nothing more, and tells what it could not keep', async () => {
    const window = openWindow();
    const id = await window.create();
    (await settled(indexedDB.open(learnerDatabaseName(id, 1), 30))).close();
    const before = await contents(id);

    await expect(window.record.append([read('a/first')])).rejects.toMatchObject({ code: 'outdated' });

    expect(window.save.state).toBe('failed');
    expect(window.notices()).toEqual(['outdated', 'storage.outdated']);
    expect(await contents(id)).toEqual(before);
  });

  it('is asked to close where it stands in the way of the new one, which then goes on by itself', async () => {
    const owner = learner({ id: identifier(4_000_000) });
    await new LearnerRegistry().save({ id: owner.id, learner: owner, lastOpenedAt: owner.updatedAt });
    await createOlderDatabase(learnerDatabaseName(owner.id, 1), olderRows(owner.id, 0, 0));
    const stubborn = await settled(indexedDB.open(learnerDatabaseName(owner.id, 1)));
    const window = openWindow();
    const starting = window.opening.begin();
    await until(() => window.notices().includes('blocked'));
    expect(window.session.state).toEqual({ phase: 'opening' });

    stubborn.close();
    await starting;
    expect(window.session.state.phase).toBe('open');
    expect(await (await openDatabase(owner.id)).latestNotes.count()).toBe(0);
  });
});
