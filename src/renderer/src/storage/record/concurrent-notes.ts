import { lineageOf } from '../../../../domain/notes/lineage';
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
const CONCURRENT_NOTES_KEY = 'concurrentNotes';

/** Every revision of a note as it is stored, oldest first. */
export async function statesOf({ noteRevisions }: LearnerDatabase, noteId: string): Promise<NoteRevision[]> {
  return (await noteRevisions.where('noteId').equals(noteId).toArray()).sort(compareRevisions);
}

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
  /** Ids of all states from elsewhere, of a comparison that begins again after an interruption; else absent. */
  readonly foreign?: readonly string[];
}

/** Key in the `meta` table: of a comparison of several pages, which may be interrupted between two of them. */
export const COMPARED_NOTES_KEY = 'comparedNotes';

const NOTHING_COMPARED: ComparedNotes = { arrivals: [], unseen: [] };

/**
 * Remembers what a page of the journal brought: either side of a pair may be on any page, and the pages that were read
 * aren't read again. Must run in the transaction that adds the revisions.
 *
 * @param added revisions that were just added from the journal, and were written elsewhere
 * @param unseen ids of revisions that the other side hadn't seen; those from elsewhere among them are left out
 * @param beginsAgain true where an interrupted comparison begins at its first page again: what an earlier run added is
 * known by then, and wasn't written here
 */
export async function rememberCompared(
  database: LearnerDatabase,
  added: readonly NoteRevision[],
  unseen: readonly string[],
  beginsAgain = false,
): Promise<void> {
  const before = await readCompared(database);
  const addedIds = added.map(({ id }) => id);
  const foreign = new Set([...addedIds, ...(before.foreign ?? []), ...before.arrivals.flatMap((each) => each.added)]);
  const arrivals: Arrival[] = [];
  for (const noteId of new Set(added.map((each) => each.noteId))) {
    const keys = await database.noteRevisions.where('noteId').equals(noteId).primaryKeys();
    const present = keys.filter((key) => !foreign.has(key));
    const ofNote = added.filter((each) => each.noteId === noteId).map(({ id }) => id);
    if (present.length > 0) arrivals.push({ noteId, added: ofNote, present });
  }
  const own = unseen.filter((id) => !foreign.has(id));
  if (arrivals.length === 0 && own.length === 0 && !(beginsAgain && added.length > 0)) return;
  const value: ComparedNotes = {
    arrivals: [...before.arrivals, ...arrivals],
    unseen: [...new Set([...before.unseen, ...own])],
    ...(beginsAgain ? { foreign: [...(before.foreign ?? []), ...addedIds] } : {}),
  };
  await database.meta.put({ key: COMPARED_NOTES_KEY, value });
}

/**
 * At the end of a comparison: adds the notes that were changed both here and elsewhere to the list of those that must
 * be merged. Both states are facts already; merging them takes the record's key, which may not be at hand. Must run in
 * the transaction of the last page, or a crash would leave the older text in the history alone. What waits in the
 * outbox counts as not seen by the other side too. After an interruption the learner may have written a further text
 * here, which knows what had come before it: it makes a pair of its own, after that of the earlier text.
 */
export async function pairCompared(database: LearnerDatabase): Promise<void> {
  const { arrivals, unseen, foreign } = await readCompared(database);
  if (arrivals.length === 0 && unseen.length === 0 && !foreign) return;
  await database.meta.delete(COMPARED_NOTES_KEY);
  const waiting = await database.outbox.filter(({ kind, refilled }) => kind === 'note' && refilled !== true).toArray();
  const own = new Set([...unseen, ...waiting.map(({ id }) => id)]);
  const pairs: ConcurrentRevisions[] = [];
  for (const noteId of new Set(arrivals.map((each) => each.noteId))) {
    const ofNote = arrivals.filter((each) => each.noteId === noteId);
    if (!ofNote.some(({ present }) => present.some((id) => own.has(id)))) continue;
    const revisions = await statesOf(database, noteId);
    pairs.push(...pairsOf(ofNote, revisions, own).filter(isUntold(revisions)));
  }
  await listConcurrent(database, pairs);
}

/**
 * True for a pair of which the revisions themselves don't tell whether one goes on from the other: of those that do,
 * the forks are listed elsewhere (`forked-notes.ts`).
 *
 * @param revisions all of the note, oldest first
 */
function isUntold(revisions: readonly NoteRevision[]): (pair: ConcurrentRevisions) => boolean {
  const { isTold } = lineageOf(revisions);
  return ({ base, here, elsewhere }) => ![here, elsewhere].every((id) => isTold(id, base));
}

/** @param arrivals of one note, in the order of their pages */
function pairsOf(
  arrivals: readonly Arrival[],
  revisions: readonly NoteRevision[],
  own: ReadonlySet<string>,
): readonly ConcurrentRevisions[] {
  const pairs: ConcurrentRevisions[] = [];
  const foreign = new Set<string>();
  for (const { noteId, added, present } of arrivals) {
    const mine = revisions.findLast(({ id }) => present.includes(id) && own.has(id));
    const last = pairs.at(-1);
    const isSame = mine?.id === last?.here;
    // A later text of one's own knows what had arrived before it.
    const known = new Set([...present.filter((id) => !own.has(id)), ...(isSame ? [] : foreign)]);
    for (const id of added) foreign.add(id);
    const theirs = revisions.findLast(({ id }) => foreign.has(id));
    if (!mine || !theirs) continue;
    if (last && isSame) pairs[pairs.length - 1] = { ...last, elsewhere: theirs.id };
    else {
      const base = revisions.findLast(({ id }) => known.has(id));
      pairs.push({ noteId, base: base?.id ?? null, here: mine.id, elsewhere: theirs.id });
    }
  }
  return pairs;
}

/**
 * Adds the notes that were changed both here and in a learner file to the list of those that must be merged. A file
 * holds every state of its notes that its record had: where it brings one and lacks one from here, neither side had
 * seen the other's. Must run in the transaction that adds them.
 *
 * @param added states that the file brought, of notes that were here already
 * @param inFile ids of all states in the file
 */
export async function pairWithFile(
  database: LearnerDatabase,
  added: readonly NoteRevision[],
  inFile: ReadonlySet<string>,
): Promise<void> {
  const addedIds = new Set(added.map(({ id }) => id));
  const pairs: ConcurrentRevisions[] = [];
  for (const noteId of new Set(added.map((each) => each.noteId))) {
    const revisions = await statesOf(database, noteId);
    const here = revisions.findLast(({ id }) => !inFile.has(id));
    const elsewhere = revisions.findLast(({ id }) => addedIds.has(id));
    const base = revisions.findLast(({ id }) => inFile.has(id) && !addedIds.has(id));
    if (!here || !elsewhere) continue;
    const pair = { noteId, base: base?.id ?? null, here: here.id, elsewhere: elsewhere.id };
    if (isUntold(revisions)(pair)) pairs.push(pair);
  }
  await listConcurrent(database, pairs);
}

/** Ids of the states from elsewhere that an interrupted comparison added. */
export async function foreignSoFar(database: LearnerDatabase): Promise<ReadonlySet<string>> {
  const { arrivals, foreign = [] } = await readCompared(database);
  return new Set([...foreign, ...arrivals.flatMap(({ added }) => added)]);
}

async function readCompared(database: LearnerDatabase): Promise<ComparedNotes> {
  return ((await database.meta.get(COMPARED_NOTES_KEY))?.value as ComparedNotes | undefined) ?? NOTHING_COMPARED;
}

async function listConcurrent(database: LearnerDatabase, pairs: readonly ConcurrentRevisions[]): Promise<void> {
  if (pairs.length > 0) await writeConcurrent(database, [...(await readConcurrent(database)), ...pairs]);
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
