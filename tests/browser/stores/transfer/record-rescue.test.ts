import { afterEach, describe, expect, it, vi } from 'vitest';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { mergeIntoRecord } from '../../../../src/renderer/src/storage/transfer/learner-file-import';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { findRecords } from '../../../../src/renderer/src/stores/transfer/rescue-candidates';
import { gatherRecord } from '../../../../src/renderer/src/stores/transfer/rescue-gathering';
import { createOlderDatabase, OLDER_NATIVE_VERSION, olderRows } from '../../../support/builders/older-database';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { read, statement } from '../../../support/builders/statement-builders';
import { openRescue, studied } from '../../support/rescue-scene';
import {
  beginLearner,
  contents,
  deleteLearnerDatabase,
  lookInto,
  newLearner,
  settled,
  until,
} from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

const facts = ({ statements, noteRevisions }: Readonly<Record<string, unknown>>): unknown => ({
  statements,
  noteRevisions,
});

describe('a record that is saved without being opened', () => {
  it('is a learner file that brings every fact into a fresh database, from journal and database', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const before = await contents(owner.id);
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({
      phase: 'saved',
      report: {
        statements: 2,
        notes: 1,
        withheld: 0,
        isSealed: false,
        gathering: { damagedLines: 0, database: 'whole', unfit: 0 },
      },
    });
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
    expect(rescue.work).toMatchObject({
      phase: 'saved',
      report: { statements: 1_200, notes: 60, gathering: { damagedLines: null, database: 'whole' } },
    });
    expect(readInPieces(files.file()).statements).toEqual(rows.statements);
    expect(await contents(owner.id)).toEqual(before);
    expect(before['version']).toBe(OLDER_NATIVE_VERSION);
  });

  it('comes from the journal alone where the database is held by an upgrade that never ends, and nothing of it stays open', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const connection = await settled(indexedDB.open(learnerDatabaseName(owner.id, 1)));
    const upgrade = indexedDB.open(learnerDatabaseName(owner.id, 1), 990);
    const gathering = await gatherRecord(host, owner.id, 50);
    expect(gathering).toMatchObject({ database: 'silent', damagedLines: 0 });
    expect(gathering.record.contents()).toMatchObject({ statements: [{}, {}], notes: [{}] });
    connection.close();
    const closing = vi.spyOn(IDBDatabase.prototype, 'close');
    (await settled(upgrade)).close();
    // The request that is answered too late closes what it gets.
    await until(() => closing.mock.calls.length === 2);
  });

  it.each([
    [
      'gives no list of databases',
      () => vi.spyOn(indexedDB, 'databases').mockReturnValue(new Promise(() => undefined)),
      'silent',
    ],
    ['opens none', () => vi.spyOn(indexedDB, 'open').mockReturnValue(new EventTarget() as IDBOpenDBRequest), 'silent'],
    [
      'refuses them',
      () => vi.spyOn(indexedDB, 'databases').mockRejectedValue(new DOMException('No.', 'UnknownError')),
      'partly',
    ],
    [
      'breaks off a read',
      () =>
        vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
          throw new DOMException('Broken.', 'DataError');
        }),
      'partly',
    ],
  ] as const)('comes from the journal where the browser %s', async (_, break_, expected) => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    break_();
    // Only of what never comes a short wait is enough: on a busy machine an answer may take longer.
    const gathering = await gatherRecord(host, owner.id, expected === 'silent' ? 50 : undefined);
    expect(gathering.database).toBe(expected);
    expect(gathering.record.contents()).toMatchObject({ learner: owner, statements: [{}, {}], notes: [{}] });
  });

  it('has what the journal lost from the database, and tells the damaged lines', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.damageLine(owner.id, 1);
    host.damageLine(owner.id, -1);
    const { rescue } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({
      phase: 'saved',
      report: { statements: 2, notes: 1, gathering: { damagedLines: 2 } },
    });
    await deleteLearnerDatabase(owner.id);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({
      phase: 'saved',
      report: { statements: 1, notes: 0, gathering: { damagedLines: 2, database: 'absent' } },
    });
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(learnerDatabaseName(owner.id, 1));
  });

  it('leaves out and counts what is no row of a record', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    await host.append(owner.id, [{ id: 'of-a-wrong-shape', kind: 'note', body: '{"id":"x"}' }]);
    await lookInto(owner.id, (database) => database.table('statements').put({ id: 'strange', verb: 7 }));
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({ phase: 'saved', report: { statements: 2, notes: 1, gathering: { unfit: 2 } } });
    expect(readInPieces(files.file()).notes).toHaveLength(1);
  });

  it('does not bring back what a restore took away, and has what the journal never had', async () => {
    const host = new InMemoryHost();
    const owner = newLearner();
    const session = await beginLearner(owner, host);
    await session.statements.append([statement(read('a/first'), 1)]);
    await session.sync.flush();
    const taken = await host.invoke('snapshot.take', { learnerId: owner.id, reason: 'manual' });
    await session.statements.append([statement(read('a/rolled-back'), 2)]);
    await session.sync.flush();
    await session.statements.append([statement(read('a/unsent'), 3)]);
    session.close();
    await host.invoke('snapshot.restore', {
      learnerId: owner.id,
      snapshotId: taken.ok ? (taken.value.snapshot?.snapshotId ?? '') : '',
    });
    const { record } = await gatherRecord(host, owner.id);
    expect(record.contents().statements.map((each) => each.verb === 'experienced' && each.sectionId)).toEqual([
      'a/first',
      'a/unsent',
    ]);
  });

  it('can be of a database that a newer version made, which stays as it is', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.deleteJournal(owner.id);
    (await settled(indexedDB.open(learnerDatabaseName(owner.id, 1), 990))).close();
    const { rescue } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({ phase: 'saved', report: { statements: 2, notes: 1 } });
    expect(await contents(owner.id)).toMatchObject({ version: 990 });
  });

  it('gives way to whoever wants the database', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const getAll = IDBObjectStore.prototype.getAll;
    let upgraded: Promise<IDBDatabase> | null = null;
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...given) {
      upgraded ??= settled(indexedDB.open(learnerDatabaseName(owner.id, 1), 990));
      return getAll.apply(this, given);
    });
    const gathering = await gatherRecord(host, owner.id);
    expect(gathering.record.contents().statements).toHaveLength(2);
    (await (upgraded as Promise<IDBDatabase> | null))?.close();
  });

  it('has the name of the list where no profile is left, and any profile is newer than that', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.damageLine(owner.id, 0);
    await lookInto(owner.id, (database) => database.table('meta').clear());
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    expect(readInPieces(files.file()).learner).toEqual({ ...owner, updatedAt: '1970-01-01T00:00:00.000Z' });
  });
});

describe('a record that can not be saved', () => {
  it('is told where the host is gone', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.fail('unreachable');
    const { rescue, files } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toEqual({ phase: 'failed', code: 'unreachable', fileName: '' });
    expect(files.file()).toBe('');
  });

  it('comes from the database where only the journal can not be read', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    host.fail('journal-unreadable');
    const { rescue } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work).toMatchObject({
      phase: 'saved',
      report: { statements: 2, notes: 1, gathering: { damagedLines: null, database: 'whole' } },
    });
  });

  it('is told where nothing is left of it, and no file is made', async () => {
    const { rescue, files } = openRescue(new InMemoryHost());
    await rescue.save(newLearner());
    expect(rescue.work).toEqual({ phase: 'failed', code: 'nothing', fileName: '' });
    expect(files.file()).toBe('');
  });
});

describe('whose record can be saved', () => {
  it('is the one that was to be opened, where that is known', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    await new LearnerRegistry().save({ id: owner.id, learner: owner, lastOpenedAt: owner.updatedAt });
    await studied(host, newLearner({ latinName: 'Somebody else' }));
    const { window, rescue } = openRescue(host);
    const open = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (name === learnerDatabaseName(owner.id, 1)) throw new TypeError('The upgrade has a fault.');
      return open(name, version);
    });
    await window.opening.begin();
    expect(window.session.state).toMatchObject({ phase: 'failed' });
    await rescue.load();
    expect(rescue.records?.map(({ id }) => id)).toEqual([owner.id]);
  });

  it('is everybody with a journal, in the list, or with a database, by name; nobody who is being removed', async () => {
    const host = new InMemoryHost();
    const withJournal = await studied(host);
    const listed = newLearner({ latinName: 'Listed' });
    await new LearnerRegistry().save({ id: listed.id, learner: listed, lastOpenedAt: '' });
    const stored = newLearner();
    await createOlderDatabase(learnerDatabaseName(stored.id, 1), olderRows(stored.id, 1, 0));
    const removed = await studied(host);
    await new LearnerRegistry().beginRemoval(removed.id);
    const found = await findRecords(host);
    expect(found.map(({ id, latinName }) => [id, latinName])).toEqual([
      [withJournal.id, 'Sok Dara'],
      [listed.id, 'Listed'],
      [stored.id, ''],
    ]);
  });

  it('is known from the journals where the browser tells nothing', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    vi.spyOn(indexedDB, 'databases').mockReturnValue(new Promise(() => undefined));
    expect((await findRecords(host, 20)).map(({ id }) => id)).toEqual([owner.id]);
  });

  it('is told as unknown where the host is gone', async () => {
    const host = new InMemoryHost();
    host.fail('unreachable');
    const { rescue } = openRescue(host);
    await rescue.load();
    expect(rescue.work).toMatchObject({ phase: 'failed', code: 'unreachable' });
    expect(rescue.records).toBeNull();
  });
});
