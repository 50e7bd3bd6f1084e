import type { Table } from 'dexie';
import type { Learner } from '../../../../domain/learner/learner';
import { includesProfile, mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { ReadingPosition } from '../../../../domain/record/position';
import { mergeJournalPage, profilesIn, takeStoredWords } from './merge-page';
import { eachRow } from '../database/each-row';
import { writeMark, type JournalMark, type JournalPosition } from './mark';
import { pagesOf, type JournalPort } from './port';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { rebuildLatestNotes } from '../record/note-store';
import { profileChangeId, readLearner, readPosition } from '../record/profile-store';
import { projectStatements, rebuildProjections } from '../record/projections';
import { keysOf } from '../../../../domain/protection/protection';
import {
  hasPlainRows,
  isUnfinished,
  missingKeyChanges,
  readKeys,
  removedKeysInUse,
} from '../protection/protection-store';
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
  /** True where rows took the journal's words, since another browser changed how they are stored. */
  readonly tookWords: boolean;
}

/**
 * Reads the journal's changes after the mark, e.g. from another browser. Nothing is written where there is nothing new.
 * Where another browser set, removed or set aside a PIN, or gave words back, everything is compared: the
 * journal may store words that are here in another way by now.
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
  let isBehind = false;
  const range = { after: mark.readTo, to: state.lastSequence };
  for await (const page of pagesOf((after) => port.read(learnerId, after), range)) {
    await guarded(() =>
      database.transaction('rw', database.tables, async () => {
        const { statements, notes, mayDiffer } = await mergeJournalPage(database, page.changes);
        isBehind ||= mayDiffer;
        if (statements.length > 0) await projectStatements(database, statements);
        await writeMark(database, state, isBehind ? 0 : page.lastSequence);
        restored.statements += statements.length;
        restored.notes += notes.length;
      }),
    );
  }
  if (!isBehind) return { restored, refilled: null, tookWords: false };
  const all = await compareAll(database, learnerId, port, state, true);
  return { ...all, restored: sumOf(restored, all.restored) };
}

function sumOf(a: Amount, b: Amount): Amount {
  return { statements: a.statements + b.statements, notes: a.notes + b.notes };
}

/**
 * Reads the whole journal and makes both sides equal. An interrupted run starts again: the mark is written last.
 *
 * @param isFollowed true where the journal is the one that this database follows (`takeStoredWords`)
 * @throws StorageError; errors of the port
 */
export async function compareAll(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
  state: JournalPosition,
  isFollowed: boolean,
): Promise<Comparison> {
  const restored = { statements: 0, notes: 0 };
  let mayDiffer = false;
  let taken = 0;
  const seen = new Map<string, JournalChange['kind']>();
  let readTo = 0;
  for await (const page of pagesOf((after) => port.read(learnerId, after), { to: state.lastSequence })) {
    const { statements, notes } = await guarded(() =>
      database.transaction('rw', database.tables, async () => {
        const merged = await mergeJournalPage(database, page.changes);
        mayDiffer ||= merged.mayDiffer;
        taken += await takeStoredWords(database, page.changes, isFollowed);
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
      await writeMark(database, state, mayDiffer ? 0 : readTo);
      return refillOutbox(database, seen);
    }),
  );
  if (!mayDiffer) return { restored, refilled, tookWords: taken > 0 };
  // What the first pages held was compared before that was known.
  const again = await compareAll(database, learnerId, port, state, isFollowed);
  return {
    restored: sumOf(restored, again.restored),
    refilled: refilled ?? again.refilled,
    tookWords: taken > 0 || again.tookWords,
  };
}

/**
 * True while words are here that another browser may have opened or sealed in the journal by now: a removed key has
 * some, or a PIN is set and some are plain. That rewrites the journal's lines, and adds none that tells of it.
 * Inside a transaction over all tables.
 */
export async function isBehindJournal(database: LearnerDatabase): Promise<boolean> {
  if (!(await isUnfinished(database))) return false;
  if (keysOf(await readKeys(database), 'active').length > 0 && (await hasPlainRows(database))) return true;
  return (await removedKeysInUse(database)).length > 0;
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
