import { describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName, learnerDatabaseNames } from '../../../../src/renderer/src/storage/database/generations';
import { countUnsent } from '../../../../src/renderer/src/storage/sync/unsent-changes';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { read } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { begun, expectNothingLeftOf, place, studiedUnsent, studying } from '../../support/removal-scene';
import { contents, deleteLearnerDatabase, lookInto, settled, until } from '../../support/storage-scene';

describe('a learner whom another browser removed, and of whom nothing more is here', () => {
  it('is removed here when the record is opened, which is told without their name', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await host.removeElsewhere(id);

    const next = await begun(host);

    expect(next.session.state).toEqual({ phase: 'first-run' });
    expect(next.notices()).toEqual(['removalFollowed']);
    expect(JSON.stringify(next.announcements.notices)).not.toContain('Sok Dara');
    await expectNothingLeftOf(id, host);
    expect((await begun(host)).notices()).toEqual([]);
  });

  it('whose database the browser had lost is not filled anew', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await deleteLearnerDatabase(id);
    await host.removeElsewhere(id);
    const next = await begun(host);
    expect(next.session.state).toEqual({ phase: 'first-run' });
    await expectNothingLeftOf(id, host);
  });

  it('is opened as ever where the host does not answer, and nothing is removed', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    host.fail('unreachable');
    const next = openWindow(host);
    await next.begin();
    expect(next.session.learner?.id).toBe(id);
    await next.directory.maintained();
    expect(next.session.state.phase).toBe('open');
  });
});

describe('a learner whom another browser removed, and of whom something is here that it did not have', () => {
  it('is asked about; nothing is written, changed or removed meanwhile, and the question stands at the next start', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    const before = await contents(id);

    const next = await begun(host);

    expect(next.session.state).toMatchObject({ phase: 'removed', learner: { latinName: 'Sok Dara' } });
    expect([next.session.current, next.session.learner]).toEqual([null, null]);
    const { meta: _before, ...rows } = before;
    const { meta: _after, ...present } = await contents(id);
    expect(present).toEqual(rows);
    expect(host.journalIds()).not.toContain(id);
    expect((await begun(host)).session.state).toMatchObject({ phase: 'removed' });
  });

  it('is removed here too once that is confirmed', async () => {
    const host = new InMemoryHost();
    const id = await studiedUnsent(host);
    await host.removeElsewhere(id);
    const next = await begun(host);
    await next.learnerSwitch.removeCurrent();
    expect(next.session.state).toEqual({ phase: 'first-run' });
    expect(JSON.stringify(next.session.$state)).not.toContain('Sok Dara');
    await expectNothingLeftOf(id, host);
  });

  it('is asked about where a database can not be read, since then nobody can tell', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    window.close();
    await host.removeElsewhere(id);
    const { getAll } = IDBObjectStore.prototype;
    const reading = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      if (this.name === 'outbox' && this.transaction.db.name.includes(id))
        throw new DOMException('Internal error.', 'NotReadableError');
      return getAll.apply(this, given);
    });
    try {
      expect(await countUnsent(id)).toBeNull();
      // One that gets no answer isn't waited for.
      reading.mockReturnValue({} as ReturnType<IDBObjectStore['getAll']>);
      expect(await countUnsent(id, 50)).toBeNull();
    } finally {
      reading.mockRestore();
    }
    // One that was left aside counts as well.
    (await settled(indexedDB.open(learnerDatabaseName(id, 2), 20))).close();
    expect(await countUnsent(id)).toBeNull();
    expect(await learnerDatabaseNames(id)).toHaveLength(2);
  });

  it('is not counted for a place of reading or a key, nor for what the journal had once and lost', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    host.cutOff(id, 1);
    host.fail('disk-full', 'journal.append');
    await window.record.savePosition(
      { moduleId: 'a', sectionId: 'a/first', blockId: 'a/first#opening', sentence: '', at: '2026-11-20T02:00:00.000Z' },
      true,
    );
    await window.session.current?.sync.synchronise();
    expect(await window.session.current?.sync.waiting()).toBeGreaterThan(1);
    window.close();
    await lookInto(id, async (database) => database.table('outbox').add({ id: 'key-1', kind: 'key', body: '{}' }));
    expect(await countUnsent(id)).toBe(0);
  });
});

describe('a learner at work whom another browser removes', () => {
  it('is closed at the next change: what was being written is kept here, nothing reaches the journal, and they are asked', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    await window.directory.maintained();
    let draft: Promise<unknown> = Promise.resolve();
    window.closing.beforeClosing(() => (draft = window.notes.add(place, 'Typed to the last moment.')));
    const forgotten = vi.fn(() => Promise.resolve());
    window.closing.afterLeaving(forgotten);
    await host.removeElsewhere(id);

    await window.record.append([read('a/second')]);
    await until(() => window.session.state.phase === 'removed');
    await draft;

    expect([
      window.session.current,
      window.session.learner,
      window.notes.all.length,
      window.record.record.statementCount,
    ]).toEqual([null, null, 0, 0]);
    expect(forgotten).toHaveBeenCalled();
    expect(window.notices()).toEqual([]);
    expect(host.journalIds()).not.toContain(id);
    expect(JSON.stringify(await contents(id))).toContain('Typed to the last moment.');
  });
});
