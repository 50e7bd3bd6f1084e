import type { JournalState } from './port';
import type { LearnerDatabase } from '../database/learner-database';

/**
 * How far a database has followed its journal: the last line that it knows, and a checksum chained over all lines up to
 * it. A journal that has this point has everything that the database read or wrote there.
 */
export type Cursor = Pick<JournalState, 'epoch' | 'lastSequence' | 'chain'>;

/** Its key in the `meta` table. */
export const CURSOR_KEY = 'cursor';

/** Reads the cursor; null where the database was never compared with its journal, or that comparison was interrupted. */
export async function readCursor({ meta }: LearnerDatabase): Promise<Cursor | null> {
  return ((await meta.get(CURSOR_KEY))?.value as Cursor | undefined) ?? null;
}

/** Saves the cursor. Must run in the transaction that adds what the journal had, or deletes what it was sent. */
export async function writeCursor({ meta }: LearnerDatabase, { epoch, lastSequence, chain }: Cursor): Promise<void> {
  await meta.put({ key: CURSOR_KEY, value: { epoch, lastSequence, chain } satisfies Cursor });
}
