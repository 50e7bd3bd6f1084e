import { describe, expect, it, vi } from 'vitest';
import type { Statement } from '../../../../src/domain/record/statement';
import type { LearnerDatabase } from '../../../../src/renderer/src/storage/database/learner-database';
import { readThrough } from '../../../../src/renderer/src/storage/database/read-through';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { read, statement } from '../../../support/builders/statement-builders';
import { newLearner, openDatabase } from '../../support/storage-scene';

/** A database of more statements than are read at once, whose table answers with what `change` makes of the rows. */
async function withAnswers(
  change: (rows: (Statement | undefined)[]) => (Statement | undefined)[],
): Promise<LearnerDatabase> {
  const database = await openDatabase(newLearner().id);
  await new StatementStore(database).append(
    Array.from({ length: 600 }, (_, index) => statement(read('a/first'), index)),
  );
  const table = database.tables.find(({ name }) => name === 'statements');
  const original = table?.bulkGet.bind(table);
  if (!table || !original) throw new Error('The database has no statements.');
  vi.spyOn(table, 'bulkGet').mockImplementation(((keys: string[]) =>
    original(keys).then((rows) => change(rows as (Statement | undefined)[]))) as never);
  return database;
}

describe('a record that is read through', () => {
  it('is whole where every row is what its key says, or was taken out meanwhile', async () => {
    await expect(readThrough(await withAnswers((rows) => rows))).resolves.toBeUndefined();
    await expect(readThrough(await withAnswers((rows) => rows.with(-1, undefined)))).resolves.toBeUndefined();
  });

  it('is damaged where the last row of the last page is another than its key says, as SQLite hands out flipped bytes', async () => {
    const database = await withAnswers((rows) =>
      rows.length === 100
        ? rows.map((row, index) => (row && index === 99 ? { ...row, id: `${row.id.slice(0, -1)}x` } : row))
        : rows,
    );
    await expect(readThrough(database)).rejects.toMatchObject({ name: 'StorageError', code: 'damaged' });
  });
});
