import { expect, it, vi } from 'vitest';
import { RecordCipher } from '../../../../src/renderer/src/storage/protection/record-cipher';
import { resealDatabase } from '../../../../src/renderer/src/storage/sealing/sealed-rows';
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
