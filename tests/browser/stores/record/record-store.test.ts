import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../../../src/domain/learner/learner';
import type { Statement } from '../../../../src/domain/record/statement';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { read, scored, type Deed } from '../../../support/builders/statement-builders';
import { openWindow, PLACE } from '../../support/app-scene';
import { contents, deleteDatabases, deleteLearnerDatabase, until } from '../../support/storage-scene';
import { replay } from '../../../support/builders/replays';

const journalled = (host: InMemoryHost, id: string): Statement[] =>
  host
    .entriesOf(id)
    .filter(({ change }) => change.kind === 'statement')
    .map(({ change }) => JSON.parse(change.body) as Statement);

const modulesOf = (...ids: string[]): Deed[] =>
  ids.flatMap((id) => [read(`${id}/first`), read(`${id}/second`), scored(id, 0.9)]);

describe('the record', () => {
  it('begins empty for a new learner, whose profile is in the journal', async () => {
    const window = openWindow();
    const id = await window.create('Sok Dara', 'សុខ ដារ៉ា');
    expect(window.session.state.phase).toBe('open');
    expect(window.record.record.statementCount).toBe(0);
    expect(window.save.state).toBe('idle');
    expect(window.host.entriesOf(id).map(({ change }) => JSON.parse(change.body) as unknown)).toEqual([
      window.session.learner,
    ]);
  });

  it('dates a deed by one moment, at midnight too', async () => {
    let time = Date.UTC(2026, 10, 25, 12);
    let step = 0;
    const window = openWindow(undefined, { now: () => (time += step) });
    const id = await window.create();
    [time, step] = [Date.UTC(2026, 10, 26) - 25, 10];
    await window.record.append([read('a/first')]);
    const [statement] = journalled(window.host, id);
    expect(statement?.timestamp.slice(0, 10)).toBe(statement?.day);
  });

  it('calls a module begun while there are notes, a running attempt or the last place of reading in it', async () => {
    const window = openWindow();
    await window.create();
    expect([...window.record.begun]).toEqual([]);

    const note = await window.notes.add(PLACE, 'Ask about diversion.');
    await window.focalPoint.write({ moduleId: 'c', sectionId: 'c/first' }, 'Chan Sophea');
    await window.record.readNoted();
    expect([...window.record.begun]).toEqual(['a']);

    await window.record.append([
      { verb: 'initialized', attemptId: 'attempt', moduleId: 'b', mode: 'attempt', seed: 1, questionIds: [] },
    ]);
    await window.notes.remove(note);
    await window.record.readNoted();
    expect([...window.record.begun]).toEqual(['b']);
  });

  it('knows which modules have notes in them as the record opens', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    await window.create();
    await window.notes.add(PLACE, 'Ask about diversion.');
    await window.sent();
    window.close();

    const next = openWindow(host);
    await next.begin();
    expect([...next.record.begun]).toEqual(['a']);
  });

  it('adds the completions that follow in the same transaction as the deed that brought them about', async () => {
    const window = openWindow();
    const id = await window.create();
    await window.record.append([read('b/first'), read('b/second')]);
    await window.record.append(modulesOf('c', 'd'));
    const adding = vi.spyOn(IDBObjectStore.prototype, 'add');

    const ids = await window.record.append([scored('b', 0.8)]);

    const stores = (adding.mock.contexts as IDBObjectStore[]).filter(
      ({ name }) => name === 'statements' || name === 'outbox',
    );
    adding.mockRestore();
    expect(stores).toHaveLength(ids.length * 2);
    expect(new Set(stores.map(({ transaction }) => transaction)).size).toBe(1);
    expect(Object.keys(window.record.record.completions).sort()).toEqual([
      'module:b',
      'module:c',
      'module:d',
      'sequence:rights',
    ]);
    const added = journalled(window.host, id).filter((statement) => ids.includes(statement.id));
    expect(
      added.map((statement) =>
        statement.verb === 'completed' ? `${statement.kind} ${statement.objectId}` : statement.verb,
      ),
    ).toEqual(['passed', 'module b', 'sequence rights']);
    expect(window.record.record).toEqual(replay(journalled(window.host, id)));

    await window.record.append(modulesOf('a'));
    expect(window.record.record.completions).toHaveProperty('series:series');
    expect(journalled(window.host, id).filter(({ verb }) => verb === 'completed')).toHaveLength(6);
  });

  it('says that work is saved only when the journal has acknowledged it', async () => {
    const window = openWindow();
    const id = await window.create();
    const release = window.host.hold();
    const asked = window.host.asked.length;
    const appending = window.record.append([read('a/first')]);
    expect(window.save.state).toBe('saving');
    await until(() => window.host.asked.length > asked);
    expect(window.record.record.statementCount).toBe(1);
    expect(window.save.state).toBe('saving');

    release();
    await appending;
    expect(window.save.state).toBe('saved');
    expect(journalled(window.host, id)).toHaveLength(1);
  });

  it('does not say that work is saved while a later deed is still on its way', async () => {
    const window = openWindow();
    await window.create();
    const store = window.session.current?.statements;
    if (!store) throw new Error('A learner is at work.');
    const append = store.append.bind(store);
    const { promise: turn, resolve: release } = Promise.withResolvers<null>();
    vi.spyOn(store, 'append').mockImplementationOnce(async (...given) => {
      await turn;
      return append(...given);
    });

    const later = window.record.append([read('a/first')]);
    await window.record.append([read('a/second')]);
    expect(window.save.state).toBe('saving');

    release(null);
    await later;
    expect(window.save.state).toBe('saved');
    expect(window.notices()).toEqual([]);
    expect(window.record.record.statementCount).toBe(2);
  });

  it('is not set back by a reading that was begun before the deed', async () => {
    const window = openWindow();
    await window.create();
    const store = window.session.current?.statements;
    if (!store) throw new Error('A learner is at work.');
    const { promise: turn, resolve: release } = Promise.withResolvers<null>();
    const load = store.load.bind(store);
    const loading = vi.spyOn(store, 'load').mockImplementationOnce(async () => {
      const before = await load();
      await turn;
      return before;
    });
    window.session.markChanged();
    await until(() => loading.mock.calls.length === 1);

    await window.record.append([read('a/first')]);
    release(null);
    await until(() => loading.mock.calls.length === 2);
    await loading.mock.results[1]?.value;

    expect(window.record.record.statementCount).toBe(1);
  });

  it('is saved in one place only while the journal fails, says so, and is saved in both after the next deed', async () => {
    const window = openWindow();
    const id = await window.create();
    window.host.fail('disk-full', 'journal.append');

    await window.record.append([read('a/first')]);
    expect(window.save.state).toBe('local');
    expect(window.notices()).toEqual(['journalBehind.full']);
    expect(window.announcements.notices[0]).toMatchObject({ tone: 'warning', values: { code: 'disk-full' } });
    expect(window.record.record.statementCount).toBe(1);

    window.host.recover();
    await window.record.append([read('a/second')]);
    expect(window.save.state).toBe('saved');
    // "Saved" beside a warning that says otherwise would leave it open which of them holds.
    expect(window.notices()).toEqual([]);
    expect(journalled(window.host, id)).toHaveLength(2);
  });

  it('tells a restarted host by what to do', async () => {
    const window = openWindow();
    await window.create();
    window.host.fail('forbidden');
    await window.record.append([read('a/first')]);
    expect(window.notices()).toEqual(['hostRestarted']);
  });

  it('keeps nothing and says so where the database fails, and takes the deed when it is done again', async () => {
    const window = openWindow();
    const id = await window.create();
    await window.record.append([read('a/first')]);
    const before = await contents(id);
    const put = IDBObjectStore.prototype.put;
    const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given: [unknown]
    ) {
      if (this.name === 'projections') throw new DOMException('No room.', 'QuotaExceededError');
      return put.apply(this, given);
    });
    try {
      await expect(window.record.append([read('a/second')])).rejects.toMatchObject({
        name: 'StorageError',
        code: 'full',
      });
    } finally {
      failing.mockRestore();
    }
    expect(window.save.state).toBe('failed');
    expect(window.notices()).toEqual(['storage.full']);
    expect(window.record.record.statementCount).toBe(1);
    expect(await contents(id)).toEqual(before);

    await window.record.append([read('a/second')]);
    expect(window.save.state).toBe('saved');
    expect(window.record.record.statementCount).toBe(2);
  });

  it('refuses a deed where no learner is at work', async () => {
    await expect(openWindow().record.append([read('a/first')])).rejects.toThrow('No learner is at work.');
  });

  it('keeps the reading position here, and in the journal when the section is left', async () => {
    const window = openWindow();
    const id = await window.create();
    const position = {
      moduleId: 'a',
      sectionId: 'a/first',
      blockId: 'a/first#opening',
      sentence: 'Every child is heard.',
      at: '2026-11-20T02:00:00.000Z',
    };
    await window.record.savePosition(position, false);
    expect(window.host.entriesOf(id).some(({ change }) => change.kind === 'position')).toBe(false);
    const left = { ...position, at: '2026-11-20T02:01:00.000Z' };
    await window.record.savePosition(left, true);
    expect(
      window.host
        .entriesOf(id)
        .filter(({ change }) => change.kind === 'position')
        .map(({ change }) => JSON.parse(change.body) as unknown),
    ).toEqual([left]);
    window.close();

    const again = openWindow(window.host);
    await again.begin();
    expect(again.record.position).toEqual(left);
  });
});

describe('two windows of one learner', () => {
  it('complete a module between them, one after the other', async () => {
    const host = new InMemoryHost();
    const [one, other] = [openWindow(host), openWindow(host)];
    const id = await one.create();
    await one.record.append([read('a/first'), read('a/second')]);
    one.close();

    await other.begin();
    await other.record.append([scored('a', 0.9)]);

    expect(other.record.record.completions).toHaveProperty('module:a');
    expect(journalled(host, id).filter(({ verb }) => verb === 'completed')).toHaveLength(1);
  });

  it('of different browsers complete a module when their records come together', async () => {
    const host = new InMemoryHost();
    const here = openWindow(host);
    const id = await here.create();
    await here.record.append([read('a/first'), read('a/second')]);
    here.close();
    // The other browser's deed stands in the journal only.
    const passed = {
      ...scored('a', 0.9),
      id: '01a1f677-aa80-7000-8000-0000000fffff',
      timestamp: '2026-11-20T03:00:00.000Z',
      day: '2026-11-20',
    };
    await host.append(id, [{ id: passed.id, kind: 'statement', body: JSON.stringify(passed) }]);

    const again = openWindow(host);
    await again.begin();
    await until(() => again.record.record.completions['module:a'] !== undefined);

    expect(again.notices()).toEqual(['changesMerged']);
    await until(() => journalled(host, id).some(({ verb }) => verb === 'completed'));
  });
});

describe('the profile', () => {
  it('is changed here, in the registry and in the journal, and is the newest though the clock was set back', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host, { now: () => Date.UTC(2026, 10, 20) });
    const id = await window.create('Sok Dara');
    await window.session.update({ latinName: '  Sok   Dara Vann ', preferences: { theme: 'dark', textSize: 125 } });
    window.close();

    const again = openWindow(host, { now: () => Date.UTC(2019, 0, 1) });
    await again.begin();
    expect(again.session.learner).toMatchObject({
      latinName: 'Sok Dara Vann',
      preferences: { theme: 'dark', textSize: 125 },
    });
    await again.session.update({ khmerName: 'សុខ' });
    again.close();
    // The journal alone decides then, and goes by the time of each change.
    await deleteLearnerDatabase(id);

    const last = openWindow(host);
    await last.begin();
    expect(last.session.learner).toMatchObject({ latinName: 'Sok Dara Vann', khmerName: 'សុខ' });
    expect(last.directory.known[0]?.learner).toEqual({ ...last.session.learner, preferences: DEFAULT_PREFERENCES });
    expect(host.entriesOf(id).filter(({ change }) => change.kind === 'learner')).toHaveLength(3);
  });

  it('keeps every one of several changes made within a moment, here and in the journal', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    const id = await window.create('Sok Dara');
    await Promise.all([
      window.session.update({ preferences: { theme: 'dark' } }),
      window.session.update({ preferences: { textSize: 175 } }),
      window.session.update({ khmerName: 'សុខ' }),
    ]);
    const changed = { latinName: 'Sok Dara', khmerName: 'សុខ', preferences: { theme: 'dark', textSize: 175 } };
    expect(window.session.learner).toMatchObject(changed);
    window.close();
    await deleteLearnerDatabase(id);
    const again = openWindow(host);
    await again.begin();
    expect(again.session.learner).toMatchObject(changed);
  });

  it('stays as it was where it can not be saved', async () => {
    const window = openWindow();
    await window.create('Sok Dara');
    window.close();
    expect(await window.session.update({ latinName: 'Other' })).toBe(false);
    expect(window.session.learner?.latinName).toBe('Sok Dara');
  });

  it('leaves no learner behind where first run can not save it', async () => {
    const window = openWindow();
    const put = IDBObjectStore.prototype.put;
    const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given: [unknown]
    ) {
      if (this.name === 'meta') throw new DOMException('No room.', 'QuotaExceededError');
      return put.apply(this, given);
    });
    try {
      await expect(
        window.opening.create({ latinName: 'Sok Dara', khmerName: '', language: 'en' }),
      ).rejects.toMatchObject({
        code: 'full',
      });
    } finally {
      failing.mockRestore();
    }
    expect(window.session.current).toBeNull();
    await window.opening.begin();
    expect(window.session.state).toEqual({ phase: 'first-run' });
    // Nor a connection, which would take the deletion of its database for a newer window.
    await deleteDatabases();
    expect(window.notices()).toEqual([]);
  });
});
