import type { Table } from 'dexie';

/** Rows read at once: some hundred KB, so that the page stays alive in between. */
const BATCH = 1_000;

/**
 * Reads a whole table some rows at a time, in the order of its keys: read at once, a large one stops the page for seconds. Inside a transaction `take` may wait for
 * nothing but the database.
 */
export async function eachRow<Row>(
  table: Table<Row, string>,
  take: (rows: readonly Row[]) => void | PromiseLike<void>,
): Promise<void> {
  const key = table.schema.primKey.keyPath as keyof Row & string;
  let after = '';
  for (let full = true; full;) {
    const rows = await table.where(':id').above(after).limit(BATCH).toArray();
    await take(rows);
    full = rows.length === BATCH;
    after = rows.length > 0 ? String(rows.at(-1)?.[key]) : after;
  }
}

/** Keys read at once. */
const KEYS = 5_000;

/** Every key of a table, some at a time: much sooner read than the rows, or than each key looked for. */
export async function allKeys(table: Table<unknown, string>): Promise<Set<string>> {
  const keys = new Set<string>();
  let after = '';
  for (let full = true; full;) {
    const some = await table.where(':id').above(after).limit(KEYS).primaryKeys();
    for (const key of some) keys.add(key);
    full = some.length === KEYS;
    after = some.at(-1) ?? after;
  }
  return keys;
}
