import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAXIMUM_QUOTE_LENGTH } from '../../../../src/domain/notes/highlight';
import { changedKey, type KeyRecord } from '../../../../src/domain/protection/protection';
import { learnerDatabaseName, learnerDatabaseNames } from '../../../../src/renderer/src/storage/database/generations';
import { openLearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import { openKey } from '../../../../src/renderer/src/storage/protection/key-making';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { rewritingPort } from '../../support/journal-port';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note } from '../../../support/builders/statement-builders';
import {
  CANARY,
  reseal,
  everythingOf,
  expectNothingInClear,
  notes,
  PIN,
  protect,
  writtenRecord,
} from '../../support/protected-scene';
import {
  beginLearner,
  contents,
  deleteLearnerDatabase,
  historyOf,
  lookInto,
  newLearner,
  openSession,
  saveNotes,
} from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The name of a further generation of a learner's database. */
async function leftAside(learnerId: string): Promise<string> {
  const name = learnerDatabaseName(learnerId, 7);
  (await openLearnerDatabase(name)).close({ disableAutoOpen: true });
  return name;
}

/** Makes the browser refuse a database, until the end of the test. */
function failOpening(refused: string, error: string): void {
  vi.restoreAllMocks();
  const open = IDBFactory.prototype.open;
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, name, version) {
    if (name === refused) throw new DOMException('It can not be opened.', error);
    return open.call(this, name, version);
  });
}

const KHMER = 'ទឹកភ្លៀង'.repeat(7_000);

describe('a record that gets a PIN', () => {
  it('holds no word in clear any more, in the database, the journal or a snapshot', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    expect(await everythingOf(owner.id, host)).toContain(CANARY);
    await protect(session);
    await reseal(session, host);
    await expectNothingInClear(owner.id, host);
    expect((await session.protection.state()).unfinished).toBe(false);
  });

  it('seals what only a snapshot holds any more', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    session.close();
    await deleteLearnerDatabase(owner.id);
    // The notes are at the end of the journal, before what was read.
    host.cutOff(owner.id, 5);
    const again = await openSession(owner.id, host);
    await again.sync.synchronise();
    expect(JSON.stringify([await contents(owner.id), host.entriesOf(owner.id)])).not.toContain(`${CANARY} 4`);
    expect(await everythingOf(owner.id, host)).toContain(`${CANARY} 4`);
    await protect(again);
    await reseal(again, host);
    await expectNothingInClear(owner.id, host);
  });

  it('has damaged lines of the journal dropped, which may hold words, though no others are plain there', async () => {
    const host = new InMemoryHost();
    const owner = newLearner();
    const session = await beginLearner(owner, host);
    await saveNotes(session.notes, notes(1));
    await session.sync.flush();
    host.damageLine(owner.id, -1);
    await protect(session);
    await reseal(session, host);
    expect(host.stateOf(owner.id).damagedLines).toEqual([]);
  });

  it('shows the same as before, while it is open', async () => {
    const host = new InMemoryHost();
    const { session } = await writtenRecord(host);
    const before = [
      await session.notes.all(),
      await session.notes.ofSection('a/first'),
      await historyOf(session, identifier(6_001)),
      await session.statements.load(),
    ];
    await protect(session);
    await reseal(session, host);
    const after = [
      await session.notes.all(),
      await session.notes.ofSection('a/first'),
      await historyOf(session, identifier(6_001)),
      await session.statements.load(),
    ];
    expect(after).toEqual(before);
    expect(await session.notes.unreadable()).toBe(0);
  });

  it('seals what is written from then on before it reaches the database', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 0);
    await protect(session);
    await reseal(session, host);
    await saveNotes(session.notes, [note({ text: `Later, ${CANARY}` })]);
    await expectNothingInClear(owner.id, host);
    await session.sync.flush();
    await expectNothingInClear(owner.id, host);
    expect((await session.notes.all()).map(({ text }) => text)).toEqual([`Later, ${CANARY}`]);
    const [marked] = notes(2).slice(1);
    await saveNotes(session.notes, [{ ...(marked ?? note()), id: identifier(91), noteId: identifier(92) }]);
    await expectNothingInClear(owner.id, host);
    expect((await historyOf(session, identifier(92)))[0]).toMatchObject({
      text: '',
      anchor: marked?.anchor,
      colour: 'green',
    });
  });

  it('keeps the longest note, in Khmer, in a line that the journal takes', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 0);
    await protect(session);
    const anchor = { prefix: KHMER.slice(0, 32), suffix: KHMER.slice(5, 37), start: 19_999 };
    await saveNotes(session.notes, [
      note({ text: KHMER.slice(0, 60_000), quote: KHMER.slice(0, MAXIMUM_QUOTE_LENGTH), anchor, colour: 'violet' }),
    ]);
    await session.sync.flush();
    expect(host.entriesOf(owner.id).find(({ change }) => change.kind === 'note')?.change.body.length).toBeLessThan(
      200_000,
    );
    expect((await session.notes.all())[0]).toMatchObject({
      text: KHMER.slice(0, 60_000),
      quote: KHMER.slice(0, MAXIMUM_QUOTE_LENGTH),
      anchor,
      colour: 'violet',
    });
  });

  it('keeps texts of any kind as they are', async () => {
    const host = new InMemoryHost();
    const { session } = await writtenRecord(host, 0);
    await protect(session);
    const texts = ['', ' ', '\u0000\u0001"\\', '😀 half \uD83D pair', '\uFEFFmark first', 'ចំណាំ', 'a\nb\r\nc'];
    await saveNotes(
      session.notes,
      texts.map((text, index) =>
        note({
          id: identifier(700 + index),
          noteId: identifier(800 + index),
          text,
          quote: text,
          createdAt: `2026-11-20T01:00:0${index}.000Z`,
        }),
      ),
    );
    expect((await session.notes.all()).map(({ text, quote }) => [text, quote])).toEqual(
      texts.map((text) => [text, text]),
    );
  });

  it('goes on with the sealing that was cut off, wherever that was', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 250);
    const { key, record } = await protect(session);
    // Cut off after the first batch of rows.
    let batches = 0;
    await expect(
      session.reseal(new RecordCipher(owner.id, key), rewritingPort(host), () => {
        batches += 1;
        throw new Error('The power went.');
      }),
    ).rejects.toThrow();
    expect(batches).toBe(1);
    expect(await everythingOf(owner.id, host)).toContain(CANARY);
    session.close();

    const again = await openSession(owner.id, host);
    expect(await again.protection.lockedBy()).toEqual(record);
    expect((await again.protection.state()).unfinished).toBe(true);
    const opened = await openKey({ learnerId: owner.id }, record, { pin: PIN });
    again.useCipher(opened && new RecordCipher(owner.id, opened));
    expect(await again.notes.all()).toHaveLength(250);

    // Cut off again: the host goes away in the midst of the journal.
    host.fail('unreachable', 'snapshot.list');
    await expect(reseal(again, host)).rejects.toMatchObject({ name: 'HostError' });
    expect((await again.protection.state()).unfinished).toBe(true);
    host.recover();
    await reseal(again, host);
    await expectNothingInClear(owner.id, host);
    expect((await again.protection.state()).unfinished).toBe(false);
    expect(await again.notes.all()).toHaveLength(250);
  });

  it('has the journal begin an epoch when all is rewritten, and only then says in it that it is finished', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host);
    const { cipher } = await protect(session);
    const port = rewritingPort(host);
    const begun = () =>
      host
        .entriesOf(owner.id)
        .filter(({ change }) => change.kind === 'key')
        .map(({ change }) => (JSON.parse(change.body) as KeyRecord).begun ?? false);
    host.fail('unreachable', 'journal.renew');
    await expect(session.reseal(cipher, port)).rejects.toThrow();
    expect(begun()).toEqual([true]);
    await expectNothingInClear(owner.id, host);
    host.recover();
    const { epoch } = host.stateOf(owner.id);
    await session.reseal(cipher, port);
    expect(host.stateOf(owner.id).epoch).not.toBe(epoch);
    expect(begun()).toEqual([true, false]);
  });

  it('has its key in the journal before anything that is sealed with it', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 0);
    await protect(session);
    await saveNotes(session.notes, [note()]);
    await session.sync.flush();
    const kinds = host.entriesOf(owner.id).map(({ change }) => change.kind);
    expect(kinds.indexOf('key')).toBeGreaterThan(0);
    expect(kinds.indexOf('key')).toBeLessThan(kinds.indexOf('note'));
  });

  it('seals databases that were left aside too', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 0);
    await lookInto(owner.id, async (database) => database.table('noteRevisions').count());
    const left = await openLearnerDatabase(learnerDatabaseName(owner.id, 7));
    await left.noteRevisions.bulkPut(notes(3));
    await left.latestNotes.bulkPut(notes(3));
    left.close({ disableAutoOpen: true });
    await protect(session);
    await reseal(session, host);
    const rows = await lookInto(owner.id, async (database) => database.table('noteRevisions').toArray(), 7);
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain(CANARY);
  });

  it('keeps no database that was left aside and can not be opened any more, but one that a full disk keeps closed', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 0);
    const aside = await leftAside(owner.id);
    await protect(session);
    failOpening(aside, 'QuotaExceededError');
    await expect(reseal(session, host)).rejects.toMatchObject({ name: 'StorageError', code: 'full' });
    expect(await learnerDatabaseNames(owner.id)).toContain(aside);
    expect((await session.protection.state()).unfinished).toBe(true);

    failOpening(aside, 'UnknownError');
    await reseal(session, host);
    expect(await learnerDatabaseNames(owner.id)).not.toContain(aside);
    expect((await session.protection.state()).unfinished).toBe(false);
  });

  it('keeps a database that can not be opened any more when the PIN is removed', async () => {
    const host = new InMemoryHost();
    const { owner, session } = await writtenRecord(host, 0);
    const { record, cipher } = await protect(session);
    await reseal(session, host);
    const aside = await leftAside(owner.id);
    await session.protection.saveKey(
      changedKey(record, { status: 'removed', begun: true }, '2026-11-23T01:00:00.000Z'),
    );
    failOpening(aside, 'UnknownError');
    await reseal(session, host, cipher.withoutSealing());
    expect(await learnerDatabaseNames(owner.id)).toContain(aside);
    expect((await session.protection.state()).unfinished).toBe(false);
  });
});
