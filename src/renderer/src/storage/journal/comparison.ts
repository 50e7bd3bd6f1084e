import type { Table } from 'dexie';
import type { Learner } from '../../../../domain/learner/learner';
import { includesProfile, mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { ReadingPosition } from '../../../../domain/record/position';
import { mergeJournalPage, profilesIn } from './merge-page';
import { eachRow } from '../database/each-row';
import { writeMark, type JournalMark, type JournalPosition } from './mark';
import { pagesOf, type JournalPort } from './port';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { pairCompared, rememberCompared } from '../record/concurrent-notes';
import { rebuildLatestNotes } from '../record/note-store';
import { profileChangeId, readLearner, readPosition } from '../record/profile-store';
import { projectStatements, rebuildProjections } from '../record/projections';
import { missingKeyChanges } from '../protection/protection-store';
import { recountRows } from '../database/row-counts';
import { guarded } from '../database/storage-error';

/** How many statements and note revisions. */
export interface Amount {
  readonly statements: number;
  readonly notes: number;
}

/** What a comparison did. */
export interface Comparison {
  /** Added to the database from the journal. */
  readonly restored: Amount;
  /** Added to the outbox because the journal lacks it; null where it lacks nothing. */
  readonly refilled: Amount | null;
}

/**
 * Reads the journal's changes after the mark, e.g. from another browser. Nothing is written where there is nothing new.
 * Changes among them that the database has already were sent from here since the mark: whoever wrote the others hadn't
 * seen them.
 *
 * @throws StorageError; errors of the port
 */
export async function readNewPages(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
  state: JournalPosition,
  mark: JournalMark,
): Promise<Comparison> {
  const restored = { statements: 0, notes: 0 };
  const range = { after: mark.readTo, to: state.lastSequence };
  for await (const page of pagesOf((after) => port.read(learnerId, after), range)) {
    await guarded(() =>
      database.transaction('rw', database.tables, async () => {
        const { statements, notes, revisionIds } = await mergeJournalPage(database, page.changes);
        if (statements.length > 0) await projectStatements(database, statements);
        await rememberCompared(database, notes, revisionIds);
        if (page.lastSequence >= state.lastSequence) await pairCompared(database);
        await writeMark(database, state, page.lastSequence);
        restored.statements += statements.length;
        restored.notes += notes.length;
      }),
    );
  }
  return { restored, refilled: null };
}

/**
 * Reads the whole journal and makes both sides equal. An interrupted run starts again: the mark is written last.
 *
 * @param mark how far this database had read this very journal, null where that isn't known: what comes back from
 * before it was here once, and isn't news from elsewhere
 * @throws StorageError; errors of the port
 */
export async function compareAll(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
  state: JournalPosition,
  mark: JournalMark | null,
): Promise<Comparison> {
  const restored = { statements: 0, notes: 0 };
  const seen = new Map<string, JournalChange['kind']>();
  const hadRead = mark?.readTo ?? 0;
  let readTo = 0;
  for await (const page of pagesOf((after) => port.read(learnerId, after), { to: state.lastSequence })) {
    const { statements, notes } = await guarded(() =>
      database.transaction('rw', database.tables, async () => {
        const merged = await mergeJournalPage(database, page.changes);
        // Damaged lines have no change: at the border too many count as new rather than too few.
        const fresh = new Set(page.changes.slice(-Math.max(1, page.lastSequence - hadRead)).map(({ id }) => id));
        if (page.lastSequence > hadRead)
          await rememberCompared(
            database,
            merged.notes.filter(({ id }) => fresh.has(id)),
            hadRead > 0 ? merged.revisionIds.filter((id) => fresh.has(id)) : [],
            hadRead > 0,
          );
        return merged;
      }),
    );
    restored.statements += statements.length;
    restored.notes += notes.length;
    for (const { id, kind, body } of page.changes)
      seen.set(kind === 'learner' || kind === 'position' ? body : id, kind);
    readTo = page.lastSequence;
  }
  const refilled = await guarded(() =>
    database.transaction('rw', database.tables, async () => {
      await rebuildProjections(database);
      await rebuildLatestNotes(database);
      await recountRows(database);
      await pairCompared(database);
      await writeMark(database, state, readTo);
      return refillOutbox(database, seen);
    }),
  );
  return { restored, refilled };
}

/**
 * Adds what the journal lacks to the outbox, after what waits there already. `seen` holds ids of facts, and bodies of
 * profiles and positions.
 */
async function refillOutbox(
  database: LearnerDatabase,
  seen: ReadonlyMap<string, JournalChange['kind']>,
): Promise<Amount | null> {
  const held = new Set(seen.keys());
  const profiles = [...profilesIn([...seen].map(([body, kind]) => ({ kind, body })))];
  await eachRow(database.outbox, (rows) => {
    for (const { kind, body, id } of rows) held.add(kind === 'position' ? body : id);
    profiles.push(...profilesIn(rows));
  });
  // A profile that was merged from several is in none of them.
  const isProfileHeld = (learner: Learner): boolean =>
    profiles.length > 0 && includesProfile(profiles.reduce(mergeProfiles), learner);
  const learner = await readLearner(database);
  const position = await readPosition(database);
  await database.outbox.bulkAdd(await missingKeyChanges(database, held));
  const singles: Omit<OutboxRow, 'order'>[] = [];
  const refill = (id: string, kind: 'learner' | 'position', value: Learner | ReadingPosition): void => {
    const body = JSON.stringify(value);
    if (!held.has(body)) singles.push({ id, kind, body, refilled: true });
  };
  if (learner && !isProfileHeld(learner)) refill(profileChangeId(), 'learner', learner);
  if (position) refill(`position-${position.at}`, 'position', position);
  await database.outbox.bulkAdd(singles);
  const refilled = {
    statements: await refillFrom(database.statements, 'statement'),
    notes: await refillFrom(database.noteRevisions, 'note'),
  };
  const learnerLacking = singles.some(({ kind }) => kind === 'learner');
  return refilled.statements + refilled.notes > 0 || learnerLacking ? refilled : null;

  async function refillFrom(
    table: Table<{ readonly id: string }, string>,
    kind: 'statement' | 'note',
  ): Promise<number> {
    let count = 0;
    await eachRow(table, async (rows) => {
      const lacking = rows.filter(({ id }) => !held.has(id));
      if (lacking.length === 0) return;
      count += lacking.length;
      // Marked as refilled, since they aren't new work: where the journal is reset before they are sent, they are
      // rolled back too.
      await database.outbox.bulkAdd(
        lacking.map((fact) => ({ id: fact.id, kind, body: JSON.stringify(fact), refilled: true as const })),
      );
    });
    return count;
  }
}
