import type { Table } from 'dexie';
import { parseJson } from '../../../../domain/json/json-value';
import type { Learner } from '../../../../domain/learner/learner';
import { mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { NoteRevision } from '../../../../domain/notes/note';
import { newerPosition, type ReadingPosition } from '../../../../domain/record/position';
import { keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { hasReadableWords, hasSealedWords, keyTag, keyTagsOf } from '../../../../domain/protection/sealed-words';
import type { Statement } from '../../../../domain/record/statement';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import { addRevisions } from '../record/note-store';
import { putMerged } from '../record/profile-store';
import { markUnfinished, putKeys, readKeys } from '../protection/protection-store';
import { countRows } from '../database/row-counts';

/** What a page of the journal added to the database. */
export interface MergedPage {
  readonly statements: readonly Statement[];
  readonly notes: readonly NoteRevision[];
  /** Ids of note revisions of the page that the database had already. */
  readonly knownNotes: readonly string[];
  /**
   * True where another browser may have opened words that are sealed here: it removed their key, set it aside, or gave
   * back words that a key which was set aside had sealed.
   */
  readonly mayBeOpened: boolean;
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
  // Another browser wrote these without knowing of the PIN, or sealed them with a key that was removed meanwhile: they
  // still have to be sealed, or opened.
  else if (
    [...notes, ...added].some(keysOf(await readKeys(database), 'active').length > 0 ? hasReadableWords : hasSealedWords)
  )
    await markUnfinished(database);
  await putMerged(database, 'learner', profilesIn(changes), mergeProfiles);
  await putMerged(database, 'position', bodies<ReadingPosition>(changes, 'position', ['at', 'blockId']), newerPosition);
  if ((await database.outbox.count()) > 0)
    await database.outbox
      .where('id')
      .anyOf(changes.map(({ id }) => id))
      .delete();
  const addedIds = new Set(notes.map(({ id }) => id));
  return {
    statements: added,
    notes,
    knownNotes: revisions.map(({ id }) => id).filter((id) => !addedIds.has(id)),
    mayBeOpened: keysOf(await readKeys(database), 'removed', 'set-aside').some((key) =>
      keys.some((before) => before.keyId === key.keyId && JSON.stringify(before) !== JSON.stringify(key)),
    ),
  };
}

/**
 * Rows whose words a key sealed that was removed or set aside take the journal's, where these are plain or sealed with
 * a key in use: whoever removed the key, or had the words in a learner file, has opened or sealed them there, and a row
 * that is here is never merged otherwise. Must run inside a transaction over statements, notes and `meta`; the caller
 * updates the projections and the newest notes.
 *
 * @returns how many rows were replaced
 */
export async function takeOpenedWords(database: LearnerDatabase, changes: readonly JournalChange[]): Promise<number> {
  const keys = await readKeys(database);
  const tagsOf = (...statuses: readonly KeyRecord['status'][]): ReadonlySet<string> =>
    new Set(keysOf(keys, ...statuses).map(({ keyId }) => keyTag(keyId)));
  const [given, active] = [tagsOf('removed', 'set-aside'), tagsOf('active')];
  if (given.size === 0) return 0;
  const isBehind = (row: Statement | NoteRevision): boolean => keyTagsOf(row).some((tag) => given.has(tag));
  const take = async <Row extends Statement | NoteRevision>(table: Table<Row, string>, rows: readonly Row[]) => {
    const opened = rows.filter((row) => keyTagsOf(row).every((tag) => active.has(tag)));
    const here = await table.bulkGet(opened.map(({ id }) => id));
    const taken = opened.filter((_, index) => {
      const row = here[index];
      return row !== undefined && isBehind(row);
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
  return uniqueById(bodies<NoteRevision>(changes, 'note', ['id', 'noteId', 'editedAt']));
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
    .flatMap(({ body }) => {
      const value = parseJson(body);
      const fits =
        typeof value === 'object' &&
        value !== null &&
        textFields.every((field) => typeof (value as Record<string, unknown>)[field] === 'string');
      return fits ? [value as Body] : [];
    });
}

function uniqueById<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
