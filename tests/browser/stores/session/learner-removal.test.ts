import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../../src/domain/learner/learner';
import { learnerDatabaseName, learnerDatabaseNames } from '../../../../src/renderer/src/storage/database/generations';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { expectNothingLeftOf, registry, studying } from '../../support/removal-scene';
import { deleteLearnerDatabase, newLearner, openDatabase, settled, until } from '../../support/storage-scene';

describe('the list of learners', () => {
  it('tells who they are, and nothing of how they want the app to look', async () => {
    const learner = newLearner({ preferences: { theme: 'dark', textSize: 175 } });
    await registry.save({ id: learner.id, learner, lastOpenedAt: learner.updatedAt });
    expect((await registry.list())[0]?.learner).toEqual({ ...learner, preferences: DEFAULT_PREFERENCES });
  });

  it('keeps the sign of a protected record when the rest of the entry is brought up to date', async () => {
    const learner = newLearner();
    await registry.save({ id: learner.id, learner, lastOpenedAt: '2026-01-01T00:00:00.000Z', isProtected: true });
    await registry.save({ id: learner.id, learner, lastOpenedAt: '2026-01-02T00:00:00.000Z' });
    expect(await registry.list()).toMatchObject([{ isProtected: true, lastOpenedAt: '2026-01-02T00:00:00.000Z' }]);
  });

  it('shows nobody whose removal has begun, holds no name of theirs, and takes them in no more', async () => {
    const learner = newLearner({ latinName: 'Canary Name' });
    await registry.save({ id: learner.id, learner, lastOpenedAt: learner.updatedAt });
    await registry.beginRemoval(learner.id);

    expect(await registry.save({ id: learner.id, learner, lastOpenedAt: learner.updatedAt })).toBe(false);
    expect(await registry.addMissing([learner])).toBe(0);

    expect(await registry.read()).toEqual({ learners: [], removing: [learner.id] });
    const database = await settled(indexedDB.open('child-justice-series-registry'));
    const rows = await settled(database.transaction('learners').objectStore('learners').getAll());
    database.close();
    expect(JSON.stringify(rows)).not.toContain('Canary Name');
  });

  it('gets back a learner whom it lost while another one is known, and says so', async () => {
    const host = new InMemoryHost();
    const { window: first, id } = await studying(host, 'Lost');
    first.close();
    const { window: second } = await studying(host, 'Known');
    second.close();
    await registry.endRemoval(id);

    const window = openWindow(host);
    await window.begin();
    expect(window.session.learner?.latinName).toBe('Known');
    await window.directory.maintained();

    expect(window.directory.known.map(({ learner }) => learner.latinName)).toEqual(['Known', 'Lost']);
    expect(window.notices()).toEqual(['learnersFound']);
  });

  it('gets back a learner whose journal is gone too, from the database alone', async () => {
    const host = new InMemoryHost();
    const { window: first, id } = await studying(host, 'Lost');
    first.close();
    const { window: second } = await studying(host, 'Known');
    second.close();
    await registry.endRemoval(id);
    host.deleteJournal(id);

    const window = openWindow(host);
    await window.begin();
    await window.directory.maintained();

    expect(window.directory.known.map(({ learner }) => learner.latinName)).toEqual(['Known', 'Lost']);
    // What waited for the journal, or was lost with it, is theirs alone and comes with their own start.
    expect(window.record.record.statementCount).toBe(1);
  });

  it('never leaves another learner’s database aside, whatever is wrong with it', async () => {
    const host = new InMemoryHost();
    const { window: first, id } = await studying(host, 'Damaged');
    first.close();
    const { window: second } = await studying(host, 'Known');
    const { getAll } = IDBObjectStore.prototype;
    const reading = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      if (this.transaction.db.name.includes(id)) throw new DOMException('Internal error.', 'UnknownError');
      return getAll.apply(this, given);
    });
    try {
      second.directory.scheduleMaintenance();
      await second.directory.maintained();
    } finally {
      reading.mockRestore();
    }
    expect(await learnerDatabaseNames(id)).toEqual([learnerDatabaseName(id, 1)]);
  });

  it('is left as it is where the host does not answer', async () => {
    const host = new InMemoryHost();
    const { window: first } = await studying(host);
    first.close();
    const window = openWindow(host);
    host.fail('unreachable');
    await window.begin();
    await window.directory.maintained();
    expect(window.session.state.phase).toBe('open');
    expect(window.directory.known).toHaveLength(1);
  });
});

describe('the removal of a learner', () => {
  it('removes databases, journal and entry, and leads to a first run where nobody is left', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    (await openDatabase(newLearner().id)).close();

    await window.learnerSwitch.removeCurrent();

    await expectNothingLeftOf(id, host);
    expect(window.session.state).toEqual({ phase: 'first-run' });
    expect(window.session.current).toBeNull();
    expect(window.session.learner).toBeNull();
    expect(window.record.record.statementCount).toBe(0);
    expect(window.notes.all).toEqual([]);
    expect(window.notices()).toEqual(['removalDone']);
  });

  it('removes generations that were left aside as damaged', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    (await settled(indexedDB.open(learnerDatabaseName(id, 2), 20))).close();
    await window.learnerSwitch.removeCurrent();
    await expectNothingLeftOf(id, host);
  });

  it('leaves the others as they are and shows them', async () => {
    const host = new InMemoryHost();
    const { window: other, id: stays } = await studying(host, 'Stays');
    other.close();
    const { window, id } = await studying(host, 'Goes');

    await window.learnerSwitch.removeCurrent();

    await expectNothingLeftOf(id, host);
    expect(window.session.state).toEqual({ phase: 'choosing' });
    expect(window.directory.known.map((entry) => entry.id)).toEqual([stays]);
    await window.opening.choose(stays);
    await until(() => window.record.record.statementCount === 1);
  });

  it.each(['read-only', 'disk-full', 'unreachable'] as const)(
    'that the host refuses (%s) is told, hides the learner, and is ended by the next start',
    async (code) => {
      const host = new InMemoryHost();
      const { window, id } = await studying(host);
      host.fail(code, 'learner.remove');

      await window.learnerSwitch.removeCurrent();

      expect(window.notices()).toEqual(['removalUnfinished']);
      expect(window.announcements.notices[0]?.values).toEqual({ code });
      expect(window.session.state).toEqual({ phase: 'first-run' });
      expect(await learnerDatabaseNames(id)).toEqual([]);
      await window.directory.maintained();

      const again = openWindow(host);
      await again.begin();
      expect(again.session.state).toEqual({ phase: 'first-run' });
      await again.directory.maintained();
      expect(again.notices()).toEqual(['removalUnfinished']);
      expect(host.journalIds()).toContain(id);

      host.recover();
      const last = openWindow(host);
      await last.begin();
      expect(last.session.state).toEqual({ phase: 'first-run' });
      await last.directory.maintained();
      await expectNothingLeftOf(id, host);
    },
  );

  it('that was cut off at any step is gone on with, and nobody comes back from the journal meanwhile', async () => {
    for (const done of ['marked', 'database deleted', 'journal deleted'] as const) {
      const host = new InMemoryHost();
      const { window, id } = await studying(host);
      window.close();
      await registry.beginRemoval(id);
      if (done !== 'marked') await deleteLearnerDatabase(id);
      if (done === 'journal deleted') host.deleteJournal(id);

      const again = openWindow(host);
      await again.begin();
      expect(again.session.state).toEqual({ phase: 'first-run' });
      await again.directory.maintained();

      await expectNothingLeftOf(id, host);
    }
  });

  it('changes nothing where it can not even be begun', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: unknown, ...rest) {
      if (value !== null && typeof value === 'object' && 'removing' in value)
        throw new DOMException('No room.', 'QuotaExceededError');
      return put.call(this, value, ...rest);
    };
    try {
      await window.learnerSwitch.removeCurrent();
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(window.notices()).toEqual(['storage.full']);
    expect(window.session.state.phase).toBe('open');
    await until(() => window.record.record.statementCount === 1);
    expect(window.session.learner?.id).toBe(id);
  });

  it('is known to another window that waits for the record', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    const other = openWindow(host);
    await other.begin();
    expect(other.session.state).toMatchObject({ phase: 'elsewhere', learner: { id } });
    await window.learnerSwitch.removeCurrent();
    await other.opening.choose(id, true);
    expect(other.session.state).toEqual({ phase: 'first-run' });
    await expectNothingLeftOf(id, host);
  });

  it('is not undone by a window that still lists the learner', async () => {
    const host = new InMemoryHost();
    const { window: first, id: stays } = await studying(host, 'Stays');
    first.close();
    const { window, id } = await studying(host, 'Goes');
    const other = openWindow(host);
    await other.begin();
    expect(other.directory.known).toHaveLength(2);
    await other.directory.maintained();
    await window.learnerSwitch.removeCurrent();

    await other.opening.choose(id);

    expect(other.session.learner?.id).toBe(stays);
    await expectNothingLeftOf(id, host);
  });

  it('tells where a window that does not let go holds it up, and goes on when that is closed', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    const stubborn = await settled(indexedDB.open(learnerDatabaseName(id, 1)));

    const removing = window.learnerSwitch.removeCurrent();
    await until(() => window.notices().includes('removalBlocked'));
    stubborn.close();
    await removing;

    expect(window.notices()).toEqual(['removalDone']);
    await expectNothingLeftOf(id, host);
  });
});
