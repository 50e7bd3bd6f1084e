import type { Transaction } from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { learnerDatabaseName } from '../../../../src/renderer/src/storage/database/generations';
import { LearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { identifier, note } from '../../../support/builders/statement-builders';
import { contents, newLearner, openDatabase, openSession, saveNotes } from '../../support/storage-scene';

/** A made-up next version: every tag in use, with the number of its notes. */
class NextDatabase extends LearnerDatabase {
  constructor(name: string) {
    super(name);
    this.version(2).stores({ tags: 'tag' }).upgrade(countTags);
  }
}

/** Upgrade 1 -> 2. */
async function countTags(transaction: Transaction): Promise<void> {
  const counts = new Map<string, number>();
  for (const { tags = [] } of (await transaction.table('latestNotes').toArray()) as NoteRevision[])
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  await transaction.table('tags').bulkPut([...counts].map(([tag, notes]) => ({ tag, notes })));
}

async function upgrade(learnerId: string): Promise<void> {
  const database = new NextDatabase(learnerDatabaseName(learnerId, 1));
  try {
    await database.open();
  } finally {
    database.close({ disableAutoOpen: true });
  }
}

/** A record with three notes of which two have a tag. */
async function tagged(): Promise<string> {
  const learner = newLearner();
  const session = await openSession(learner.id, new InMemoryHost());
  await saveNotes(
    session.notes,
    [['courts'], ['courts', 'family'], []].map((tags, index) =>
      note({ id: identifier(10 + index), noteId: identifier(20 + index), ...(tags.length > 0 ? { tags } : {}) }),
    ),
  );
  session.close();
  return learner.id;
}

describe('the next version of a database', () => {
  it('has every row of the one before, and what its upgrade makes of them', async () => {
    const id = await tagged();
    const before = await contents(id);
    await upgrade(id);
    expect(await contents(id)).toEqual({
      ...before,
      version: 20,
      tags: [
        { tag: 'courts', notes: 2 },
        { tag: 'family', notes: 1 },
      ],
    });
    await expect(openDatabase(id)).rejects.toMatchObject({ name: 'StorageError', code: 'newer' });
  });

  it('leaves the one before as it was where its upgrade fails, and the next try upgrades it', async () => {
    const id = await tagged();
    const before = await contents(id);
    const { put } = IDBObjectStore.prototype;
    const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      if (this.name === 'tags') throw new TypeError('The upgrade has a fault.');
      return put.call(this, value);
    });
    await expect(upgrade(id)).rejects.toThrow('The upgrade has a fault.');
    failing.mockRestore();
    expect(await contents(id)).toEqual(before);
    expect(before['version']).toBe(10);
    await upgrade(id);
    expect(await contents(id)).toMatchObject({ version: 20, statements: before['statements'] });
  });
});
