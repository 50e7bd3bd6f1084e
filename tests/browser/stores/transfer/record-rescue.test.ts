import { afterEach, describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { mergeIntoRecord } from '../../../../src/renderer/src/storage/transfer/learner-file-import';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { gatherRawRecord } from '../../../../src/renderer/src/storage/transfer/raw-record';
import { journalPort } from '../../support/journal-port';
import type { GatheredRecord } from '../../../../src/domain/learner-file/gathered-record';
import type { Learner } from '../../../../src/domain/learner/learner';
import { createOlderDatabase, OLDER_NATIVE_VERSION, olderRows } from '../../../support/builders/older-database';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { note, read, statement } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { openRescue, studied } from '../../support/rescue-scene';
import { contents, deleteLearnerDatabase, newLearner, settled, until } from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

const facts = ({ statements, noteRevisions }: Readonly<Record<string, unknown>>): unknown => ({
  statements,
  noteRevisions,
});

const gather = (host: InMemoryHost, owner: Learner, timeout?: number): Promise<GatheredRecord> =>
  gatherRawRecord(owner, journalPort(host, crypto.randomUUID()), timeout);

/** How many rows the file of a record has. */
function rowsOf(record: GatheredRecord): { readonly statements: number; readonly notes: number } {
  const { statements, notes } = readInPieces([...record.pieces(new Date().toISOString())].join(''));
  return { statements: statements.length, notes: notes.length };
}

describe('a record that is saved without being opened', () => {
  it('is a learner file that brings every fact into a fresh database, from journal and database', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const before = await contents(owner.id);
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({ phase: 'saved', isProtected: false });
    const file = readInPieces(files.file());
    expect(file.learner).toEqual(owner);
    await deleteLearnerDatabase(owner.id);
    await mergeIntoRecord(owner.id, file);
    expect(facts(await contents(owner.id))).toEqual(facts(before));
  });

  it('comes from the database alone where there is no journal, of an old version and without an upgrade', async () => {
    const owner = newLearner();
    const rows = olderRows(owner.id, 1_200, 20);
    await createOlderDatabase(learnerDatabaseName(owner.id, 1), rows);
    const before = await contents(owner.id);
    const { rescue, files } = openRescue(new InMemoryHost());
    await rescue.save(owner);
    expect(rescue.work.phase).toBe('saved');
    const file = readInPieces(files.file());
    expect(file.statements).toEqual(rows.statements);
    expect(file.notes).toHaveLength(60);
    expect(await contents(owner.id)).toEqual(before);
    expect(before['version']).toBe(OLDER_NATIVE_VERSION);
  });

  it('comes from the journal alone where the database is held by an upgrade that never ends, and nothing of it stays open', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const connection = await settled(indexedDB.open(learnerDatabaseName(owner.id, 1)));
    const upgrade = indexedDB.open(learnerDatabaseName(owner.id, 1), 990);
    expect(rowsOf(await gather(host, owner, 50))).toEqual({ statements: 2, notes: 1 });
    connection.close();
    const closing = vi.spyOn(IDBDatabase.prototype, 'close');
    (await settled(upgrade)).close();
    // The request that is answered too late closes what it gets.
    await until(() => closing.mock.calls.length === 2);
  });

  const getAll = IDBObjectStore.prototype.getAll;
  const breakTable = (broken: string): void => {
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === broken) throw new DOMException('Broken.', 'DataError');
      return getAll.apply(this, given);
    });
  };

  it.each([
    [
      'gives no list of databases',
      () => vi.spyOn(indexedDB, 'databases').mockReturnValue(new Promise(() => undefined)),
    ],
    ['opens none', () => vi.spyOn(indexedDB, 'open').mockReturnValue(new EventTarget() as IDBOpenDBRequest)],
    ['refuses them', () => vi.spyOn(indexedDB, 'databases').mockRejectedValue(new DOMException('No.', 'UnknownError'))],
    ['can not read a table', () => breakTable('meta')],
  ] as const)('comes from the journal where the browser %s', async (_, break_) => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    break_();
    const record = await gather(host, owner, 50);
    expect(record.learner).toEqual(owner);
    expect(rowsOf(record)).toEqual({ statements: 2, notes: 1 });
  });

  it.each([
    ['no journal', (host: InMemoryHost, id: string) => host.deleteJournal(id)],
    ['a journal that can not be read', (host: InMemoryHost) => host.fail('journal-unreadable', 'journal.read')],
  ])('has the tables that can be read where one can not, with %s', async (_, break_) => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    break_(host, owner.id);
    breakTable('statements');
    expect(rowsOf(await gather(host, owner))).toEqual({ statements: 0, notes: 1 });
  });

  it('holds no note where it can not be told whether a PIN protects it', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.deleteJournal(owner.id);
    breakTable('meta');
    expect((await gather(host, owner)).isEmpty).toBe(true);
  });

  it('has what the journal lost from the database, and what can be read of it without one', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.damageLine(owner.id, 1);
    host.damageLine(owner.id, -1);
    expect(rowsOf(await gather(host, owner))).toEqual({ statements: 2, notes: 1 });
    await deleteLearnerDatabase(owner.id);
    expect(rowsOf(await gather(host, owner))).toEqual({ statements: 1, notes: 0 });
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(learnerDatabaseName(owner.id, 1));
  });

  it('has what waits in the outbox alone, and the drafts', async () => {
    const owner = newLearner();
    const raw = indexedDB.open(learnerDatabaseName(owner.id, 1), 990);
    raw.onupgradeneeded = () => {
      raw.result.createObjectStore('outbox', { keyPath: 'id' });
      raw.result.createObjectStore('drafts', { keyPath: 'noteId' });
    };
    const database = await settled(raw);
    const transaction = database.transaction(['outbox', 'drafts'], 'readwrite');
    const waiting = statement(read('a/unsent'), 3);
    transaction.objectStore('outbox').put({ id: waiting.id, kind: 'statement', body: JSON.stringify(waiting) });
    await settled(transaction.objectStore('drafts').put(note({ text: 'Half a sent' })));
    database.close();
    const { rescue, files } = openRescue(new InMemoryHost());
    await rescue.save(owner);
    expect(readInPieces(files.file())).toMatchObject({
      statements: [{ sectionId: 'a/unsent' }],
      notes: [{ text: 'Half a sent' }],
    });
  });

  it('can be of a database that a newer version made, which stays as it is', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.deleteJournal(owner.id);
    (await settled(indexedDB.open(learnerDatabaseName(owner.id, 1), 990))).close();
    expect(rowsOf(await gather(host, owner))).toEqual({ statements: 2, notes: 1 });
    expect(await contents(owner.id)).toMatchObject({ version: 990 });
  });

  it('gives way to whoever wants the database', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    let upgraded: Promise<IDBDatabase> | null = null;
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...given) {
      upgraded ??= settled(indexedDB.open(learnerDatabaseName(owner.id, 1), 990));
      return getAll.apply(this, given);
    });
    expect(rowsOf(await gather(host, owner)).statements).toBe(2);
    (await (upgraded as Promise<IDBDatabase> | null))?.close();
  });
});

/** A host that goes away before the file is made. */
function invokeWithoutExports(host: InMemoryHost): HostClient['invoke'] {
  return (async (name: Parameters<HostClient['invoke']>[0], input: never) =>
    name === 'export.begin'
      ? { ok: false, error: { code: 'unreachable', message: 'Gone.' } }
      : host.invoke(name, input)) as HostClient['invoke'];
}

describe('a record that can not be saved', () => {
  it('is told where the host is gone', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.fail('unreachable', 'journal.read');
    const { rescue } = openWindow(host, { host: { invoke: invokeWithoutExports(host) } });
    await rescue.save(owner);
    expect(rescue.work).toEqual({ phase: 'failed', code: 'unreachable', fileName: '' });
  });

  it('is told where nothing is left of it, and no file is made', async () => {
    const { rescue, files } = openRescue(new InMemoryHost());
    await rescue.save(newLearner());
    expect(rescue.work).toEqual({ phase: 'failed', code: 'nothing', fileName: '' });
    expect(files.file()).toBe('');
  });
});

describe('whose record is saved', () => {
  it('is the one that was to be opened, where that is known', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    await new LearnerRegistry().save({ id: owner.id, learner: owner, lastOpenedAt: owner.updatedAt });
    await studied(host, newLearner({ latinName: 'Somebody else' }));
    const { window, rescue, files } = openRescue(host);
    const open = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (name === learnerDatabaseName(owner.id, 1)) throw new TypeError('The upgrade has a fault.');
      return open(name, version);
    });
    await window.opening.begin();
    expect(window.session.state).toMatchObject({ phase: 'failed' });
    await rescue.save();
    expect(readInPieces(files.file()).learner).toEqual(owner);
  });

  it('is that of the only learner here, where it is not known', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const { rescue, files } = openRescue(host);
    await rescue.save();
    expect(readInPieces(files.file()).learner).toEqual(owner);
  });

  it('is chosen of everybody with a journal, in the list, or with a database, by name; nobody who is being removed', async () => {
    const host = new InMemoryHost();
    const withJournal = await studied(host);
    const listed = newLearner({ latinName: 'Listed' });
    await new LearnerRegistry().save({ id: listed.id, learner: listed, lastOpenedAt: '' });
    const stored = newLearner();
    await createOlderDatabase(learnerDatabaseName(stored.id, 1), olderRows(stored.id, 1, 0));
    const removed = await studied(host);
    await new LearnerRegistry().beginRemoval(removed.id);
    const { rescue, files } = openRescue(host);
    await rescue.save();
    expect(rescue.work).toMatchObject({
      phase: 'choosing',
      learners: [
        { id: withJournal.id, latinName: 'Sok Dara' },
        { id: listed.id, latinName: 'Listed' },
        { id: stored.id, latinName: '' },
      ],
    });
    await rescue.save(withJournal);
    expect(readInPieces(files.file()).learner).toEqual(withJournal);
  });
});
