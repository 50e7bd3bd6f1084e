import type { Cursor } from './port';
import type { LearnerDatabase } from '../database/learner-database';

/** Its key in the `meta` table. */
export const CURSOR_KEY = 'cursor';

/** Reads the cursor; null where the database was never compared with its journal, or not to the end. */
export async function readCursor({ meta }: LearnerDatabase): Promise<Cursor | null> {
  return ((await meta.get(CURSOR_KEY))?.value as Cursor | undefined) ?? null;
}

/** Saves the cursor. Must run in the transaction that adds what the journal had, or deletes what it was sent. */
export async function writeCursor({ meta }: LearnerDatabase, { epoch, lastSequence, chain }: Cursor): Promise<void> {
  await meta.put({ key: CURSOR_KEY, value: { epoch, lastSequence, chain } satisfies Cursor });
}
