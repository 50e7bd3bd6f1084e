import Dexie, { type Table } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { allKeys, eachRow } from '../../../../src/renderer/src/storage/database/each-row';

// More rows than are read at once, by which a table is gone through a second and a third time.
const NAME = 'child-justice-series-each-row';

interface Numbered {
  readonly id: string;
}

const idOf = (index: number): string => `row-${String(index).padStart(6, '0')}`;

let database: Dexie;
afterEach(() => database.delete());

async function tableOf(count: number): Promise<Table<Numbered, string>> {
  database = new Dexie(NAME);
  database.version(1).stores({ rows: 'id' });
  const table = database.table<Numbered, string>('rows');
  await table.bulkAdd(Array.from({ length: count }, (_, index) => ({ id: idOf(index) })));
  return table;
}

describe('a table that is larger than what is read at once', () => {
  it.each([0, 1, 1_000, 2_000, 2_001])('of %i rows gives each row once, in the order of the keys', async (count) => {
    const table = await tableOf(count);
    const ids: string[] = [];
    let most = 0;
    await eachRow(table, (rows) => {
      most = Math.max(most, rows.length);
      ids.push(...rows.map(({ id }) => id));
      // Read again and again it would never end.
      if (ids.length > count) throw new RangeError('A row was read twice.');
    });
    expect(ids).toEqual(Array.from({ length: count }, (_, index) => idOf(index)));
    expect(most).toBeLessThanOrEqual(1_000);
  });

  it.each([0, 5_000, 5_001])('of %i rows gives all of its keys', async (count) => {
    expect([...(await allKeys(await tableOf(count)))]).toEqual(
      Array.from({ length: count }, (_, index) => idOf(index)),
    );
  });
});
