import { compareRevisions, latestRevisions, type NoteRevision } from '../../../../domain/notes/note';
import type { LearnerDatabase } from '../database/learner-database';

/** Ids of two states of a note that were written without knowledge of each other, and of the last one before them. */
export interface ConcurrentRevisions {
  readonly noteId: string;
  readonly base: string | null;
  readonly here: string;
  readonly elsewhere: string;
}

/** Key in the `meta` table. */
export const CONCURRENT_NOTES_KEY = 'concurrentNotes';

/** Notes that were changed both here and elsewhere, and aren't merged yet. */
export async function readConcurrent(database: LearnerDatabase): Promise<readonly ConcurrentRevisions[]> {
  return ((await database.meta.get(CONCURRENT_NOTES_KEY))?.value as ConcurrentRevisions[] | undefined) ?? [];
}

/**
 * Adds the notes that were changed both here and elsewhere to the list of those that must be merged. Both states are
 * facts already; merging them takes the record's key, which may not be at hand. Must run in the transaction that adds
 * the revisions, or a crash would leave the older text in the history alone.
 *
 * @param elsewhere revisions that were just added from the journal
 * @param unseen ids of revisions from here that the other side hadn't seen; whatever waits in the outbox is added
 */
export async function addConcurrent(
  database: LearnerDatabase,
  elsewhere: readonly NoteRevision[],
  unseen: ReadonlySet<string> = new Set(),
): Promise<void> {
  if (elsewhere.length === 0) return;
  const foreign = new Set(elsewhere.map(({ id }) => id));
  const waiting = await database.outbox.filter(({ kind, refilled }) => kind === 'note' && refilled !== true).toArray();
  const ownIds = new Set([...unseen, ...waiting.map(({ id }) => id)].filter((id) => !foreign.has(id)));
  if (ownIds.size === 0) return;
  const found: ConcurrentRevisions[] = [];
  for (const [noteId, theirs] of latestRevisions(elsewhere)) {
    const revisions = (await database.noteRevisions.where('noteId').equals(noteId).toArray()).sort(compareRevisions);
    const mine = revisions.findLast(({ id }) => ownIds.has(id));
    const base = revisions.findLast(({ id }) => !ownIds.has(id) && !foreign.has(id));
    if (mine) found.push({ noteId, base: base?.id ?? null, here: mine.id, elsewhere: theirs.id });
  }
  if (found.length > 0) await writeConcurrent(database, [...(await readConcurrent(database)), ...found]);
}

/** Removes a pair that was merged. Must run inside a transaction over `meta`. */
export async function removeConcurrent(database: LearnerDatabase, merged: ConcurrentRevisions): Promise<void> {
  const left = (await readConcurrent(database)).filter(
    ({ here, elsewhere }) => here !== merged.here || elsewhere !== merged.elsewhere,
  );
  await writeConcurrent(database, left);
}

async function writeConcurrent(database: LearnerDatabase, value: readonly ConcurrentRevisions[]): Promise<void> {
  if (value.length > 0) await database.meta.put({ key: CONCURRENT_NOTES_KEY, value });
  else await database.meta.delete(CONCURRENT_NOTES_KEY);
}
