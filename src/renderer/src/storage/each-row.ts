import type { Table } from 'dexie';

/** Rows read at once: some hundred KB, so that the page stays alive in between. */
const BATCH = 1_000;

/**
 * Reads a whole table some rows at a time, in the order of its keys: read at once, a large one stops the page for seconds. Inside a transaction `take` may wait for
 * nothing but the database.
 */
export async function eachRow<Row>(table: Table<Row, string>, take: (rows: readonly Row[]) => void | PromiseLike<void>): Promise<void> {
  const key = table.schema.primKey.keyPath as keyof Row & string;
  let after = '';
  for (let full = true; full; ) {
    const rows = await table.where(':id').above(after).limit(BATCH).toArray();
    await take(rows);
    full = rows.length === BATCH;
    after = rows.length > 0 ? String(rows.at(-1)?.[key]) : after;
  }
}
