import { mergesOfNote } from '../../../../domain/notes/concurrent-revisions';
import { forkOf } from '../../../../domain/notes/lineage';
import type { NoteRevision } from '../../../../domain/notes/note';
import { batches, eachRow } from '../database/each-row';
import type { LearnerDatabase } from '../database/learner-database';
import { guarded } from '../database/storage-error';
import type { RecordCipher } from '../protection/record-cipher';
import { addUnsentRevisions } from '../record/note-store';

/** Notes whose states are read at once. */
const BATCH = 250;

/**
 * The revisions, as they are to be stored, that end the forks of these notes: merging revisions and conflict copies.
 * Nothing is written; the caller adds them with their outbox rows (`addRevisions`). A note with a state that no key
 * opens is left out: what is sealed waits for its key.
 *
 * @param arriving revisions that are added together with the answer; they take the place of stored ones
 * @param cipher opens and seals; null for a record without a PIN
 */
export async function mergesOf(
  database: LearnerDatabase,
  noteIds: Iterable<string> | 'all',
  cipher: RecordCipher | null,
  arriving: readonly NoteRevision[] = [],
): Promise<readonly NoteRevision[]> {
  const merges: NoteRevision[] = [];
  const ids = noteIds === 'all' ? await notesWithSeveralEnds(database) : [...new Set(noteIds)];
  for (const batch of batches(ids, BATCH)) {
    for (const states of await statesOfEach(database, batch, arriving)) {
      if (!forkOf(states)) continue;
      const opened = await openedStates(states, cipher);
      if (opened) merges.push(...mergesOfNote(opened));
    }
  }
  return cipher ? Promise.all(merges.map((each) => cipher.storeNote(each))) : merges;
}

/**
 * Adds what `mergesOf` found, with outbox rows; answers how many conflict copies are among it. Must run inside a
 * transaction over both note tables, `meta` and the outbox.
 */
export async function addMerges(database: LearnerDatabase, merges: readonly NoteRevision[]): Promise<number> {
  // A merging revision goes on from what it merges; the first state of a conflict copy from nothing.
  return (await addUnsentRevisions(database, merges)).filter(({ basedOn }) => basedOn.length === 0).length;
}

/**
 * Merges those of these notes that can be opened, e.g. once the key of what came sealed is found; answers how many
 * conflict copies that made.
 *
 * @throws StorageError
 */
export async function mergeNotes(
  database: LearnerDatabase,
  cipher: RecordCipher | null,
  noteIds: Iterable<string> | 'all' = 'all',
): Promise<number> {
  const { noteRevisions, latestNotes, outbox } = database;
  const merges = await guarded(() => mergesOf(database, noteIds, cipher));
  if (merges.length === 0) return 0;
  return database.write([noteRevisions, latestNotes, outbox], async () => addMerges(database, merges));
}

/** Ids of the notes of which nothing goes on from two states; a few of them may be merged already. */
async function notesWithSeveralEnds(database: LearnerDatabase): Promise<readonly string[]> {
  const continued = new Set<string>();
  const states = new Map<string, string[]>();
  await eachRow(database.noteRevisions, (rows) => {
    for (const { id, noteId, basedOn } of rows) {
      for (const each of basedOn) continued.add(each);
      states.set(noteId, [...(states.get(noteId) ?? []), id]);
    }
  });
  return [...states].flatMap(([noteId, ids]) => (ids.filter((id) => !continued.has(id)).length > 1 ? [noteId] : []));
}

async function statesOfEach(
  { noteRevisions }: LearnerDatabase,
  noteIds: readonly string[],
  arriving: readonly NoteRevision[],
): Promise<readonly (readonly NoteRevision[])[]> {
  const ofNotes = new Map(noteIds.map((noteId) => [noteId, new Map<string, NoteRevision>()]));
  const stored = await noteRevisions
    .where('noteId')
    .anyOf([...noteIds])
    .toArray();
  for (const each of [...stored, ...arriving]) ofNotes.get(each.noteId)?.set(each.id, each);
  return [...ofNotes.values()].map((states) => [...states.values()]);
}

/** The states with their content readable; null where no key opens one. */
async function openedStates(
  states: readonly NoteRevision[],
  cipher: RecordCipher | null,
): Promise<readonly NoteRevision[] | null> {
  const opened = await Promise.all(
    states.map(async (state) => (state.sealed === undefined ? state : ((await cipher?.openNote(state)) ?? null))),
  );
  return opened.every((state) => state !== null) ? opened : null;
}
