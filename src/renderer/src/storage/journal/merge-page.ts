import type { Table } from 'dexie';
import { isObject, parseJson } from '../../../../domain/json/json-value';
import type { Learner } from '../../../../domain/learner/learner';
import { isBroughtByFile } from '../../../../domain/learner-file/file-keys';
import { mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { NoteRevision } from '../../../../domain/notes/note';
import { newerPosition, type ReadingPosition } from '../../../../domain/record/position';
import { keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { hasPlainWords, hasSealedWords, keyTag, keyTagsOf } from '../../../../domain/protection/sealed-words';
import type { Statement } from '../../../../domain/record/statement';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import { addRevisions } from '../record/note-store';
import { putMerged } from '../record/profile-store';
import { hasPlainRows, markUnfinished, putKeys, readKeys, removedBefore } from '../protection/protection-store';
import { countRows } from '../database/row-counts';

/** What a page of the journal added to the database. */
export interface MergedPage {
  readonly statements: readonly Statement[];
  readonly notes: readonly NoteRevision[];
  /**
   * True where the journal may store the words of rows differently from here by now: another browser removed a key, set
   * it aside, gave back words that a key which was set aside had sealed, or set a PIN while plain words are here.
   */
  readonly mayDiffer: boolean;
}

/**
 * Adds the journal's changes that the database lacks, and deletes from the outbox what the journal holds. Must run
 * inside a transaction over all tables. The caller updates the projections.
 */
export async function mergeJournalPage(
  database: LearnerDatabase,
  changes: readonly JournalChange[],
): Promise<MergedPage> {
  const statements = statementsIn(changes);
  const revisions = notesIn(changes);
  const known = await database.statements.bulkGet(statements.map(({ id }) => id));
  const added = statements.filter((_, index) => known[index] === undefined);
  if (added.length > 0) {
    await database.statements.bulkAdd(added);
    await countRows(database, { statements: added.length });
  }
  const notes = await addRevisions(database, revisions);
  const keys = await readKeys(database);
  if (await putKeys(database, bodies<KeyRecord>(changes, 'key', ['keyId', 'updatedAt'])))
    await markUnfinished(database);
  // Plain words still have to be sealed in the journal, also where they are here already: another browser wrote them
  // without knowing of the PIN, or a copy from before it was put back. Without a PIN, words that came sealed with a key
  // that was removed meanwhile still have to be opened.
  else if (
    keysOf(await readKeys(database), 'active').length > 0
      ? [...statements, ...revisions].some(hasPlainWords)
      : [...added, ...notes].some(hasSealedWords)
  )
    await markUnfinished(database);
  await putMerged(database, 'learner', profilesIn(changes), mergeProfiles);
  await putMerged(database, 'position', bodies<ReadingPosition>(changes, 'position', ['at', 'blockId']), newerPosition);
  if ((await database.outbox.count()) > 0)
    await database.outbox
      .where('id')
      .anyOf(changes.map(({ id }) => id))
      .delete();
  return {
    statements: added,
    notes,
    mayDiffer: await mayDiffer(database, keys),
  };
}

async function mayDiffer(database: LearnerDatabase, before: readonly KeyRecord[]): Promise<boolean> {
  const keys = await readKeys(database);
  const known = new Map(before.map((key) => [key.keyId, JSON.stringify(key)]));
  const isChanged = (key: KeyRecord): boolean => known.has(key.keyId) && known.get(key.keyId) !== JSON.stringify(key);
  if (keysOf(keys, 'removed', 'set-aside').some(isChanged)) return true;
  return (await sealingKeys(database)).some(({ keyId }) => !known.has(keyId)) && hasPlainRows(database);
}

/**
 * The keys of the record's own PINs that words may be sealed with: not those of files, since whoever makes a file
 * chooses what its keys seal, and not one that was removed before it was set aside.
 */
async function sealingKeys(database: LearnerDatabase): Promise<readonly KeyRecord[]> {
  const removed = await removedBefore(database);
  return keysOf(await readKeys(database), 'active', 'set-aside').filter(
    (key) => !isBroughtByFile(key) && (key.status === 'active' || !removed.includes(key.keyId)),
  );
}

/**
 * Rows that are here take the journal's words, which are never merged otherwise:
 * - words that a key sealed which was removed or set aside, where the journal's are plain or sealed with a key in use:
 *   whoever removed the key, or had the words in a learner file, has opened or sealed them there
 * - plain words, where the journal's are sealed with a key that is in use or was set aside: another browser set the
 *   PIN, and without it nobody may read here what was written before. A journal that was set back, or filled again by
 *   another browser, may lack words that a file gave back since: there a key that was set aside, which nobody may have
 *   any more, seals nothing. Nor does one that was removed before: its words were opened here
 *
 * Must run inside a transaction over statements, notes and `meta`; the caller updates the projections and the newest
 * notes.
 *
 * @param isFollowed true where the journal is the one that this database follows
 * @returns how many rows were replaced
 */
export async function takeStoredWords(
  database: LearnerDatabase,
  changes: readonly JournalChange[],
  isFollowed: boolean,
): Promise<number> {
  const keys = await readKeys(database);
  if (keys.length === 0) return 0;
  const tagsOf = (of: readonly KeyRecord[]): ReadonlySet<string> => new Set(of.map(({ keyId }) => keyTag(keyId)));
  const given = tagsOf(keysOf(keys, 'removed', 'set-aside'));
  const active = tagsOf(keysOf(keys, 'active'));
  const sealing = tagsOf(isFollowed ? await sealingKeys(database) : keysOf(keys, 'active'));
  const opens = (row: Statement | NoteRevision): boolean =>
    given.size > 0 && keyTagsOf(row).every((tag) => active.has(tag));
  const seals = (row: Statement | NoteRevision): boolean =>
    hasSealedWords(row) && !hasPlainWords(row) && keyTagsOf(row).every((tag) => sealing.has(tag));
  const replaces = (row: Statement | NoteRevision, here: Statement | NoteRevision): boolean =>
    (opens(row) && keyTagsOf(here).some((tag) => given.has(tag))) || (seals(row) && hasPlainWords(here));
  const take = async <Row extends Statement | NoteRevision>(table: Table<Row, string>, rows: readonly Row[]) => {
    const stored = rows.filter((row) => opens(row) || seals(row));
    const here = await table.bulkGet(stored.map(({ id }) => id));
    const taken = stored.filter((row, index) => {
      const present = here[index];
      return present !== undefined && replaces(row, present);
    });
    if (taken.length > 0) await table.bulkPut(taken);
    return taken.length;
  };
  return (
    (await take(database.statements, statementsIn(changes))) + (await take(database.noteRevisions, notesIn(changes)))
  );
}

function statementsIn(changes: readonly JournalChange[]): Statement[] {
  return uniqueById(bodies<Statement>(changes, 'statement', ['id', 'verb', 'timestamp']));
}

function notesIn(changes: readonly JournalChange[]): NoteRevision[] {
  const notes = bodies<NoteRevision>(changes, 'note', ['id', 'noteId', 'editedAt']);
  return uniqueById(notes.filter(({ basedOn }) => Array.isArray(basedOn)));
}

/** The profiles among changes. */
export function profilesIn(changes: readonly Pick<JournalChange, 'kind' | 'body'>[]): readonly Learner[] {
  return bodies<Learner>(changes, 'learner', ['id', 'updatedAt']);
}

/**
 * The valid bodies of one kind. The host stores bodies without parsing them, so each is checked here; a malformed one
 * is skipped, so that it doesn't prevent the others from being restored.
 */
function bodies<Body>(
  changes: readonly Pick<JournalChange, 'kind' | 'body'>[],
  kind: JournalChange['kind'],
  textFields: readonly (keyof Body & string)[],
): Body[] {
  return changes
    .filter((change) => change.kind === kind)
    .map(({ body }) => parseJson(body))
    .filter((value) => isObject(value) && textFields.every((field) => typeof value[field] === 'string')) as Body[];
}

function uniqueById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
