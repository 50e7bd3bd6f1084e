import { isStraight, lineageOf, type Fork } from '../../../../domain/notes/lineage';
import type { NoteRevision } from '../../../../domain/notes/note';
import type { LearnerDatabase } from '../database/learner-database';

/** Key in the `meta` table: ids of notes whose states may not all go on from one another. */
const FORKED_NOTES_KEY = 'forkedNotes';

/** Notes of which two states may have to be merged. */
export async function readForked(database: LearnerDatabase): Promise<readonly string[]> {
  return ((await database.meta.get(FORKED_NOTES_KEY))?.value as string[] | undefined) ?? [];
}

/**
 * Lists the notes whose added states don't go on from one another: merging them takes the record's key, which may not
 * be at hand, and a history is read only then. Must run in the transaction that adds them.
 *
 * @param before by note id, the newest state until now
 */
export async function listForked(
  database: LearnerDatabase,
  added: readonly NoteRevision[],
  before: ReadonlyMap<string, NoteRevision>,
): Promise<void> {
  const ofNotes = new Map<string, NoteRevision[]>();
  for (const each of added) ofNotes.set(each.noteId, [...(ofNotes.get(each.noteId) ?? []), each]);
  const found = [...ofNotes.keys()].filter((noteId) => !isStraight(before.get(noteId), ofNotes.get(noteId) ?? []));
  if (found.length === 0) return;
  const value = [...new Set([...(await readForked(database)), ...found])];
  await database.meta.put({ key: FORKED_NOTES_KEY, value });
}

/** Two states of a listed note that have to be merged; where there are none, it is taken from the list. */
export async function forkOf(database: LearnerDatabase, noteId: string): Promise<Fork<NoteRevision> | null> {
  const { meta, noteRevisions } = database;
  return database.transaction('rw', [meta, noteRevisions], async () => {
    const { fork } = lineageOf(await noteRevisions.where('noteId').equals(noteId).toArray());
    if (fork) return fork;
    const value = (await readForked(database)).filter((each) => each !== noteId);
    if (value.length > 0) await meta.put({ key: FORKED_NOTES_KEY, value });
    else await meta.delete(FORKED_NOTES_KEY);
    return null;
  });
}
