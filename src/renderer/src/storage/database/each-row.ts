import { Dexie, type Table } from 'dexie';

/** Rows read at once: some hundred KB, so that the page stays responsive. */
const BATCH = 1_000;

/**
 * Reads a whole table in batches, in the order of its keys: a large one in a single read blocks the page for seconds.
 * Inside a transaction `take` may wait only for the database.
 */
export async function eachRow<Row, Key>(
  table: Table<Row, Key>,
  take: (rows: readonly Row[]) => void | PromiseLike<void>,
): Promise<void> {
  const path = table.schema.primKey.keyPath as keyof Row;
  let after: unknown = Dexie.minKey;
  for (let full = true; full;) {
    const rows = await table.where(':id').above(after).limit(BATCH).toArray();
    await take(rows);
    full = rows.length === BATCH;
    after = rows.at(-1)?.[path];
  }
}

/** Keys read at once. */
const KEYS = 5_000;

/** Every key of a table, in batches: much faster than reading the rows, or than looking up each key. */
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

/** Pieces of a list, in order, each of at most so many items. */
export function* batches<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
