import { expect, it, vi } from 'vitest';
import {
  KEYS_KEY,
  isUnfinished,
  markUnfinished,
} from '../../../../src/renderer/src/storage/protection/protection-store';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { finishIfResealed, resealDatabase } from '../../../../src/renderer/src/storage/sealing/sealed-rows';
import { note } from '../../../support/builders/statement-builders';
import { changedKey } from '../../../../src/domain/protection/protection';
import { createRewritingPort } from '../../../../src/renderer/src/stores/host/rewriting-client';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import {
  CANARY,
  everythingOf,
  newKey,
  notes,
  protect,
  reflection,
  reseal,
  writtenRecord,
} from '../../support/protected-scene';
import { contents, lookInto, newLearner, openDatabase, openSession, saveNotes } from '../../support/storage-scene';

it('a note that another window rolls back while it is being sealed does not come back', async () => {
  const owner = newLearner();
  const database = await openDatabase(owner.id);
  await database.noteRevisions.add(note({ text: 'Rolled back.' }));
  const cipher = new RecordCipher(owner.id, (await newKey(owner.id)).key);
  const store = cipher.storeNote.bind(cipher);
  vi.spyOn(cipher, 'storeNote').mockImplementation(async (each) => {
    await database.noteRevisions.clear();
    return store(each);
  });
  await resealDatabase(database, cipher);
  expect(await database.noteRevisions.toArray()).toEqual([]);
});

it.each(['a note', 'an answer'])(
  '%s in clear keeps the sealing unfinished, and so do keys that say otherwise',
  async (kind) => {
    const owner = newLearner();
    const database = await openDatabase(owner.id);
    const { record, key } = await newKey(owner.id);
    const cipher = new RecordCipher(owner.id, key);
    await database.meta.put({ key: KEYS_KEY, value: [record] });
    if (kind === 'a note') await database.noteRevisions.add(note({ text: 'In clear.' }));
    else await database.statements.bulkAdd(reflection('In clear.'));
    await markUnfinished(database);
    expect(await finishIfResealed(database, cipher)).toBe(false);
    await resealDatabase(database, cipher);
    await database.meta.delete(KEYS_KEY);
    expect(await finishIfResealed(database, cipher)).toBe(false);
    expect(await isUnfinished(database)).toBe(true);
    await database.meta.put({ key: KEYS_KEY, value: [record] });
    expect(await finishIfResealed(database, cipher)).toBe(true);
    expect(await isUnfinished(database)).toBe(false);
  },
);

it('what waits for the journal is sealed before it is sent', async () => {
  const host = new InMemoryHost();
  const { owner, session } = await writtenRecord(host, 0);
  await saveNotes(session.notes, notes(1));
  await protect(session);
  host.fail('unreachable');
  await expect(reseal(session, host)).rejects.toMatchObject({ code: 'unreachable' });
  expect(JSON.stringify(await contents(owner.id))).not.toContain(CANARY);
});

it('a cipher whose key was removed meanwhile changes nothing', async () => {
  const host = new InMemoryHost();
  const { owner, session } = await writtenRecord(host);
  const { record, cipher } = await protect(session);
  await session.protection.saveKey(changedKey(record, { status: 'removed' }, '2026-11-22T01:00:00.000Z'), record, true);
  const before = await everythingOf(owner.id, host);
  expect(await session.reseal(cipher, createRewritingPort(host))).toBe(false);
  expect(await everythingOf(owner.id, host)).toBe(before);
});

it('a record is sealed where no row and nothing that waits is in clear, which takes no host once it is known', async () => {
  const host = new InMemoryHost();
  const { owner, session } = await writtenRecord(host);
  const other = await openSession(owner.id, host);
  await protect(session);
  await reseal(session, host);
  const isSealed = () => session.isSealed(createRewritingPort(host));
  host.fail('unreachable');
  expect(await isSealed()).toBe(true);
  host.recover();
  await saveNotes(other.notes, [note()]);
  const [row] = await lookInto(owner.id, async (database) => database.table('outbox').toArray());
  await lookInto(owner.id, async (database) => database.table('outbox').clear());
  expect(await isSealed()).toBe(false);
  await lookInto(owner.id, async (database) => {
    await database.table('noteRevisions').delete(note().id);
    await database.table('latestNotes').delete(note().noteId);
  });
  expect(await isSealed()).toBe(true);
  await lookInto(owner.id, async (database) => database.table('outbox').add(row));
  expect(await isSealed()).toBe(false);
});
