import { expect, it, vi } from 'vitest';
import {
  KEYS_KEY,
  isUnfinished,
  markUnfinished,
} from '../../../../src/renderer/src/storage/protection/protection-store';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { finishIfResealed, resealDatabase } from '../../../../src/renderer/src/storage/sealing/sealed-rows';
import { note } from '../../../support/builders/statement-builders';
import { newKey } from '../../support/protected-scene';
import { newLearner, openDatabase } from '../../support/storage-scene';

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

it('a note in clear keeps the sealing unfinished, and so do keys that say otherwise', async () => {
  const owner = newLearner();
  const database = await openDatabase(owner.id);
  const { record, key } = await newKey(owner.id);
  const cipher = new RecordCipher(owner.id, key);
  await database.meta.put({ key: KEYS_KEY, value: [record] });
  await database.noteRevisions.add(note({ text: 'In clear.' }));
  await markUnfinished(database);
  expect(await finishIfResealed(database, cipher)).toBe(false);
  await resealDatabase(database, cipher);
  await database.meta.delete(KEYS_KEY);
  expect(await finishIfResealed(database, cipher)).toBe(false);
  expect(await isUnfinished(database)).toBe(true);
  await database.meta.put({ key: KEYS_KEY, value: [record] });
  expect(await finishIfResealed(database, cipher)).toBe(true);
  expect(await isUnfinished(database)).toBe(false);
});
