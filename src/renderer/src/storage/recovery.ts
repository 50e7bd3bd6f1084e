import { newerProfile, type Learner } from '../../../domain/learner';
import type { NoteRevision } from '../../../domain/note';
import { newerPosition, type ReadingPosition } from '../../../domain/position';
import type { Statement } from '../../../domain/statement';
import { readMark, writeMark } from './journal-mirror';
import type { JournalChange, JournalPort } from './journal-port';
import type { LearnerDatabase } from './learner-database';
import { addRevisions } from './note-store';
import { rebuildProjections } from './projections';
import { toStorageError } from './storage-error';

/** What the comparison of a database with its journal found and did. */
export interface RecoveryReport {
  /**
   * - `agree`: nothing was missing on either side
   * - `restored`: the database lacked changes that the journal had, all of which are back
   * - `journal-refilled`: the journal lacked changes that the database had; they wait in the outbox again
   */
  readonly outcome: 'agree' | 'restored' | 'journal-refilled';
  /** True where the database held nothing at all. */
  readonly databaseWasEmpty: boolean;
  readonly statements: number;
  readonly notes: number;
  /** Lines of the journal that can't be read. */
  readonly damagedLines: readonly number[];
}

/**
 * Compares a learner's database with the journal and brings each up to the other. "Opened" proves nothing: Chromium can hand out an empty store in place of a
 * damaged one, without an error. The journal's count and last sequence, which live outside the browser, are the sentinel.
 *
 * @throws StorageError when the database can't be written; whatever the port throws when the journal can't be read
 */
export async function reconcile(database: LearnerDatabase, learnerId: string, port: JournalPort): Promise<RecoveryReport> {
  const state = await port.state(learnerId);
  try {
    const held = await holdings(database);
    const damagedLines = state?.damagedLines ?? [];
    const nothing = { databaseWasEmpty: held.empty, statements: 0, notes: 0, damagedLines };
    if (!state || state.lastSequence < (held.mark?.lastSequence ?? 0) || state.count < (held.mark?.count ?? 0)) {
      if (held.empty && !held.mark) return { outcome: 'agree', ...nothing };
      const refilled = await refillOutbox(database);
      return { outcome: 'journal-refilled', ...nothing, ...refilled };
    }
    const trusted = held.mark !== null && held.sound;
    if (trusted && held.mark?.lastSequence === state.lastSequence) return { outcome: 'agree', ...nothing };

    const missing = { statements: 0, notes: 0 };
    let after = trusted ? (held.mark?.lastSequence ?? 0) : 0;
    while (after < state.lastSequence) {
      const page = await port.read(learnerId, after);
      if (page.changes.length === 0) break;
      const added = await absorb(database, page.changes, { count: state.count, lastSequence: page.lastSequence });
      missing.statements += added.statements;
      missing.notes += added.notes;
      after = page.lastSequence;
    }
    await database.transaction('rw', [database.statements, database.projections, database.attempts], () => rebuildProjections(database));
    const restored = missing.statements + missing.notes > 0;
    return { outcome: restored ? 'restored' : 'agree', databaseWasEmpty: held.empty, ...missing, damagedLines };
  } catch (error) {
    throw toStorageError(error);
  }
}

interface Holdings {
  readonly mark: { readonly count: number; readonly lastSequence: number } | null;
  readonly empty: boolean;
  /** The tables agree with each other. */
  readonly sound: boolean;
}

async function holdings(database: LearnerDatabase): Promise<Holdings> {
  const [mark, statements, projection, learner, revisions, latest] = await Promise.all([
    readMark(database),
    database.statements.count(),
    database.projections.get('record'),
    database.meta.get('learner'),
    database.noteRevisions.count(),
    database.latestNotes.count(),
  ]);
  const counted = (projection?.value as { record?: { statementCount?: number } } | undefined)?.record?.statementCount ?? 0;
  return {
    mark,
    empty: statements === 0 && revisions === 0 && !learner,
    sound: counted === statements && latest <= revisions && (revisions === 0 || latest > 0) && learner !== undefined,
  };
}

/** Adds what a page of the journal has and the database lacks. */
async function absorb(
  database: LearnerDatabase,
  changes: readonly JournalChange[],
  mark: { readonly count: number; readonly lastSequence: number },
): Promise<{ readonly statements: number; readonly notes: number }> {
  const bodies = <Body>(kind: JournalChange['kind']): Body[] =>
    changes.filter((change) => change.kind === kind).map((change) => JSON.parse(change.body) as Body);
  const statements = [...new Map(bodies<Statement>('statement').map((statement) => [statement.id, statement])).values()];
  const revisions = [...new Map(bodies<NoteRevision>('note').map((revision) => [revision.id, revision])).values()];
  const learners = bodies<Learner>('learner');
  const positions = bodies<ReadingPosition>('position');

  return database.transaction(
    'rw',
    [database.statements, database.noteRevisions, database.latestNotes, database.meta],
    async () => {
      const knownStatements = await database.statements.bulkGet(statements.map(({ id }) => id));
      const newStatements = statements.filter((_, index) => knownStatements[index] === undefined);
      await database.statements.bulkAdd(newStatements);
      const knownRevisions = await database.noteRevisions.bulkGet(revisions.map(({ id }) => id));
      const newRevisions = revisions.filter((_, index) => knownRevisions[index] === undefined);
      await addRevisions(database, newRevisions);
      await putNewest(database, 'learner', learners, newerProfile);
      await putNewest(database, 'position', positions, newerPosition);
      await writeMark(database, mark);
      return { statements: newStatements.length, notes: newRevisions.length };
    },
  );
}

async function putNewest<Value>(
  database: LearnerDatabase,
  key: string,
  values: readonly Value[],
  newer: (a: Value, b: Value) => Value,
): Promise<void> {
  const known = (await database.meta.get(key))?.value as Value | undefined;
  const all = known === undefined ? [...values] : [known, ...values];
  if (all.length > 0) await database.meta.put({ key, value: all.reduce(newer) });
}

/** Puts everything that the database holds into the outbox: the journal skips what it already has. */
async function refillOutbox(database: LearnerDatabase): Promise<{ readonly statements: number; readonly notes: number }> {
  const { statements, noteRevisions, meta, outbox } = database;
  return database.transaction('rw', [statements, noteRevisions, meta, outbox], async () => {
    const allStatements = await statements.toArray();
    const allRevisions = await noteRevisions.toArray();
    const learner = (await meta.get('learner'))?.value as Learner | undefined;
    await outbox.clear();
    if (learner) await outbox.add({ id: `learner-${learner.updatedAt}`, kind: 'learner', body: JSON.stringify(learner) });
    await outbox.bulkAdd(allStatements.map((statement) => ({ id: statement.id, kind: 'statement', body: JSON.stringify(statement) })));
    await outbox.bulkAdd(allRevisions.map((revision) => ({ id: revision.id, kind: 'note', body: JSON.stringify(revision) })));
    await meta.delete('journal');
    return { statements: allStatements.length, notes: allRevisions.length };
  });
}
