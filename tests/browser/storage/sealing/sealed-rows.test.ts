import { expect, it, vi } from 'vitest';
import { KEYS_KEY, ProtectionStore } from '../../../../src/renderer/src/storage/protection/protection-store';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { finishKeys, resealDatabase } from '../../../../src/renderer/src/storage/sealing/sealed-rows';
import { note } from '../../../support/builders/statement-builders';
import { rewritingPort } from '../../support/journal-port';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { CANARY, newKey, notes, protect, reseal, writtenRecord } from '../../support/protected-scene';
import { contents, lookInto, newLearner, openDatabase, saveNotes } from '../../support/storage-scene';

it('a note that is rolled back while it is being sealed does not come back', async () => {
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

it('a note in clear keeps the sealing unfinished', async () => {
  const owner = newLearner();
  const database = await openDatabase(owner.id);
  const { record, key } = await newKey(owner.id);
  const cipher = new RecordCipher(owner.id, key);
  await database.meta.put({ key: KEYS_KEY, value: [record] });
  await database.noteRevisions.add(note({ text: 'In clear.' }));
  const isUnfinished = async () => (await new ProtectionStore(database).state()).unfinished;
  await expect(finishKeys(database, cipher)).rejects.toMatchObject({ code: 'failed' });
  expect(await isUnfinished()).toBe(true);
  await resealDatabase(database, cipher);
  await finishKeys(database, cipher);
  expect(await isUnfinished()).toBe(false);
});

it('what waits for the journal is sealed before it is sent', async () => {
  const host = new InMemoryHost();
  const { owner, session } = await writtenRecord(host, 0);
  await saveNotes(session.notes, notes(1));
  await protect(session);
  host.fail('unreachable');
  await expect(reseal(session, host)).rejects.toMatchObject({ code: 'unreachable' });
  expect(JSON.stringify(await contents(owner.id))).not.toContain(CANARY);
});

it('a record whose sealing is not finished is sealed where no row and nothing that waits is plaintext, nor the journal', async () => {
  const host = new InMemoryHost();
  const { owner, session } = await writtenRecord(host);
  await protect(session);
  const isSealed = () => session.isSealed(rewritingPort(host));
  expect(await isSealed()).toBe(false);
  host.fail('unreachable', 'journal.rewrite');
  await expect(reseal(session, host)).rejects.toThrow();
  host.recover();
  // The rows are, and the journal isn't.
  expect(await isSealed()).toBe(false);
  host.fail('unreachable', 'journal.renew');
  await expect(session.reseal(session.cipher() as RecordCipher, rewritingPort(host))).rejects.toThrow();
  host.recover();
  expect(await isSealed()).toBe(true);
  await lookInto(owner.id, async (database) =>
    database.table('outbox').add({ id: note().id, kind: 'note', body: JSON.stringify(note()) }),
  );
  expect(await isSealed()).toBe(false);
  await lookInto(owner.id, async (database) => database.table('outbox').clear());
  await reseal(session, host);
  host.fail('unreachable');
  expect(await isSealed()).toBe(true);
});
