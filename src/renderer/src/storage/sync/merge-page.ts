import { isObject, parseJson } from '../../../../domain/json/json-value';
import type { Learner } from '../../../../domain/learner/learner';
import { mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { NoteRevision } from '../../../../domain/notes/note';
import { newerPosition, type ReadingPosition } from '../../../../domain/record/position';
import { keysOf, type KeyRecord } from '../../../../domain/protection/protection';
import { hasPlaintext } from '../../../../domain/protection/note-content';
import type { Statement } from '../../../../domain/record/statement';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase } from '../database/learner-database';
import { addRevisions } from '../record/note-store';
import { putMerged } from '../record/profile-store';
import { beginAgain, putKeys, readKeys } from '../protection/protection-store';
import { countRows } from '../database/row-counts';

/** What a page of the journal added to the database. */
export interface MergedPage {
  readonly statements: readonly Statement[];
  readonly notes: readonly NoteRevision[];
}

/**
 * Adds the journal's changes that the database lacks, and deletes from the outbox what the journal holds. Must run
 * inside a transaction over all tables. The caller updates the projections.
 */
export async function mergeJournalPage(
  database: LearnerDatabase,
  changes: readonly JournalChange[],
): Promise<MergedPage> {
  const statements = uniqueById(bodies<Statement>(changes, 'statement', ['id', 'verb', 'timestamp']));
  const known = await database.statements.bulkGet(statements.map(({ id }) => id));
  const added = statements.filter((_, index) => known[index] === undefined);
  if (added.length > 0) {
    await database.statements.bulkAdd(added);
    await countRows(database, { statements: added.length });
  }
  const revisions = uniqueById(
    bodies<NoteRevision>(changes, 'note', ['id', 'noteId', 'editedAt']).filter(({ basedOn }) => Array.isArray(basedOn)),
  );
  const notes = await addRevisions(database, revisions);
  await mergeKeyChanges(database, changes);
  // Also where the notes are here already: a journal from before the PIN was put in place of the one that was sealed.
  if (revisions.some(hasPlaintext) && keysOf(await readKeys(database), 'active').length > 0) await beginAgain(database);
  await putMerged(database, 'learner', profilesIn(changes), mergeProfiles);
  await putMerged(database, 'position', bodies<ReadingPosition>(changes, 'position', ['at', 'blockId']), newerPosition);
  if ((await database.outbox.count()) > 0)
    await database.outbox
      .where('id')
      .anyOf(changes.map(({ id }) => id))
      .delete();
  return { statements: added, notes };
}

/** Merges the key records among changes. Must run inside a transaction over `meta`. */
export async function mergeKeyChanges(database: LearnerDatabase, changes: readonly JournalChange[]): Promise<void> {
  await putKeys(database, bodies<KeyRecord>(changes, 'key', ['keyId', 'updatedAt']));
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
