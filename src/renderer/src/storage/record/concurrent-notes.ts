import { compareRevisions, type NoteRevision } from '../../../../domain/notes/note';
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

/** States from elsewhere that a page of a comparison added, beside states of the same note that were here already. */
interface Arrival {
  readonly noteId: string;
  /** Ids of all of them: on a later page none may be taken for one that both sides knew. */
  readonly added: readonly string[];
  /** Ids of the states that were here then: what is written later knows those from elsewhere. */
  readonly present: readonly string[];
}

/** What the pages of a comparison brought so far. */
interface ComparedNotes {
  readonly arrivals: readonly Arrival[];
  /** Ids of states from here that whoever wrote the others hadn't seen. */
  readonly unseen: readonly string[];
}

/** Key in the `meta` table: of a comparison of several pages, which may be interrupted between two of them. */
export const COMPARED_NOTES_KEY = 'comparedNotes';

const NOTHING_COMPARED: ComparedNotes = { arrivals: [], unseen: [] };

/**
 * Remembers what a page of the journal brought: either side of a pair may be on any page, and the pages that were read
 * aren't read again. Must run in the transaction that adds the revisions.
 *
 * @param added revisions that were just added from the journal, and were written elsewhere
 * @param unseen ids of revisions from here that the other side hadn't seen
 */
export async function rememberCompared(
  database: LearnerDatabase,
  added: readonly NoteRevision[],
  unseen: readonly string[],
): Promise<void> {
  const before = await readCompared(database);
  const foreign = new Set([...added.map(({ id }) => id), ...before.arrivals.flatMap((each) => each.added)]);
  const arrivals: Arrival[] = [];
  for (const noteId of new Set(added.map((each) => each.noteId))) {
    const keys = await database.noteRevisions.where('noteId').equals(noteId).primaryKeys();
    const present = keys.filter((key) => !foreign.has(key));
    const ofNote = added.filter((each) => each.noteId === noteId).map(({ id }) => id);
    if (present.length > 0) arrivals.push({ noteId, added: ofNote, present });
  }
  if (arrivals.length === 0 && unseen.length === 0) return;
  const value: ComparedNotes = {
    arrivals: [...before.arrivals, ...arrivals],
    unseen: [...new Set([...before.unseen, ...unseen])],
  };
  await database.meta.put({ key: COMPARED_NOTES_KEY, value });
}

/**
 * At the end of a comparison: adds the notes that were changed both here and elsewhere to the list of those that must
 * be merged. Both states are facts already; merging them takes the record's key, which may not be at hand. Must run in
 * the transaction of the last page, or a crash would leave the older text in the history alone. To what the other side
 * hadn't seen, whatever waits in the outbox is added.
 */
export async function pairCompared(database: LearnerDatabase): Promise<void> {
  const { arrivals, unseen } = await readCompared(database);
  if (arrivals.length === 0 && unseen.length === 0) return;
  await database.meta.delete(COMPARED_NOTES_KEY);
  const waiting = await database.outbox.filter(({ kind, refilled }) => kind === 'note' && refilled !== true).toArray();
  const own = new Set([...unseen, ...waiting.map(({ id }) => id)]);
  const pairs = new Map<string, ConcurrentRevisions>();
  for (const noteId of new Set(arrivals.map((each) => each.noteId))) {
    const ofNote = arrivals.filter((each) => each.noteId === noteId && each.present.some((id) => own.has(id)));
    if (ofNote.length === 0) continue;
    const revisions = (await database.noteRevisions.where('noteId').equals(noteId).toArray()).sort(compareRevisions);
    const foreign = new Set(ofNote.flatMap(({ added }) => added));
    const present = new Set(ofNote.flatMap((each) => each.present));
    const theirs = revisions.findLast(({ id }) => foreign.has(id));
    const mine = revisions.findLast(({ id }) => present.has(id) && own.has(id));
    const base = revisions.findLast(({ id }) => present.has(id) && !own.has(id));
    if (mine && theirs) pairs.set(noteId, { noteId, base: base?.id ?? null, here: mine.id, elsewhere: theirs.id });
  }
  if (pairs.size > 0) await writeConcurrent(database, [...(await readConcurrent(database)), ...pairs.values()]);
}

async function readCompared(database: LearnerDatabase): Promise<ComparedNotes> {
  return ((await database.meta.get(COMPARED_NOTES_KEY))?.value as ComparedNotes | undefined) ?? NOTHING_COMPARED;
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
