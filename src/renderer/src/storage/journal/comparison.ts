import type { Table } from 'dexie';
import type { Learner } from '../../../../domain/learner/learner';
import { includesProfile, mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { ReadingPosition } from '../../../../domain/record/position';
import { mergeJournalPage, profilesIn, takeOpenedWords } from './merge-page';
import { eachRow } from '../database/each-row';
import { writeMark, type JournalMark } from './mark';
import type { JournalPort, JournalState } from './port';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { pairCompared, rememberCompared } from '../record/concurrent-notes';
import { rebuildLatestNotes } from '../record/note-store';
import { profileChangeId } from '../record/profile-store';
import { projectStatements, rebuildProjections } from '../record/projections';
import { isUnfinished, keyChangeId, readKeys, removedKeysInUse } from '../protection/protection-store';
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
  /**
   * True where rows took the journal's words, since another browser removed the key of their own, or gave words back
   * that a key which was set aside had sealed.
   */
  readonly opened: boolean;
}

/**
 * Reads the journal's changes after the mark, e.g. from another browser. Nothing is written where there is nothing new.
 * What of them the database has already was sent from here since the mark, and whoever wrote the others hadn't seen it.
 * A key that was removed or set aside elsewhere, or words that were given back there, have everything compared: what
 * the key had sealed may be stored otherwise in the journal now.
 *
 * @throws StorageError; errors of the port
 */
export async function readNewPages(
  database: LearnerDatabase,
  learnerId: string,
  port: JournalPort,
  state: Pick<JournalState, 'count' | 'lastSequence' | 'epoch'>,
  mark: JournalMark,
): Promise<Comparison> {
  const restored = { statements: 0, notes: 0 };
  let isBehind = false;
  for await (const page of pages(port, learnerId, mark.readTo, state.lastSequence)) {
    await guarded(() =>
      database.transaction('rw', database.tables, async () => {
        const { statements, notes, knownNotes, mayBeOpened } = await mergeJournalPage(database, page.changes);
        isBehind ||= mayBeOpened;
        if (statements.length > 0) await projectStatements(database, statements);
        await rememberCompared(database, notes, knownNotes);
        if (page.lastSequence >= state.lastSequence) await pairCompared(database);
        await writeMark(database, state, isBehind ? 0 : page.lastSequence);
        restored.statements += statements.length;
        restored.notes += notes.length;
      }),
    );
  }
  if (!isBehind) return { restored, refilled: null, opened: false };
  const all = await compareAll(database, learnerId, port, state, { ...state, readTo: state.lastSequence });
  return { ...all, restored: sumOf(restored, all.restored) };
}

function sumOf(a: Amount, b: Amount): Amount {
  return { statements: a.statements + b.statements, notes: a.notes + b.notes };
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
  state: Pick<JournalState, 'count' | 'lastSequence' | 'epoch'>,
  mark: JournalMark | null,
): Promise<Comparison> {
  const restored = { statements: 0, notes: 0 };
  let mayBeOpened = false;
  let opened = 0;
  const seen = new Map<string, JournalChange['kind']>();
  const hadRead = mark?.readTo ?? 0;
  let readTo = 0;
  for await (const page of pages(port, learnerId, 0, state.lastSequence)) {
    const { statements, notes } = await guarded(() =>
      database.transaction('rw', database.tables, async () => {
        const merged = await mergeJournalPage(database, page.changes);
        mayBeOpened ||= merged.mayBeOpened;
        opened += await takeOpenedWords(database, page.changes);
        // Damaged lines have no change: at the border too many count as new rather than too few.
        const fresh = new Set(page.changes.slice(-Math.max(1, page.lastSequence - hadRead)).map(({ id }) => id));
        if (page.lastSequence > hadRead)
          await rememberCompared(
            database,
            merged.notes.filter(({ id }) => fresh.has(id)),
            hadRead > 0 ? merged.knownNotes.filter((id) => fresh.has(id)) : [],
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
  if (!mayBeOpened) return { restored, refilled, opened: opened > 0 };
  // What the first pages held was compared before that was known.
  const again = await compareAll(database, learnerId, port, state, { ...state, readTo: state.lastSequence });
  return {
    restored: sumOf(restored, again.restored),
    refilled: refilled ?? again.refilled,
    opened: opened > 0 || again.opened,
  };
}

/**
 * True while a removed key has rows here, which another browser may have opened in the journal by now: that rewrites
 * its lines, and adds none that tells of it. Inside a transaction over all tables.
 */
export async function isBehindJournal(database: LearnerDatabase): Promise<boolean> {
  return (await isUnfinished(database)) && (await removedKeysInUse(database)).length > 0;
}

/** The journal's pages between two sequences. @throws errors of the port */
export async function* pages(
  port: JournalPort,
  learnerId: string,
  afterSequence: number,
  lastSequence: number,
): AsyncGenerator<Awaited<ReturnType<JournalPort['read']>>> {
  let after = afterSequence;
  while (after < lastSequence) {
    const page = await port.read(learnerId, after);
    if (page.changes.length === 0) return;
    yield page;
    after = page.lastSequence;
  }
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
  await eachWaiting(database, (row) => {
    held.add(row.kind === 'position' ? row.body : row.id);
    profiles.push(...profilesIn([row]));
  });
  // A profile that was merged from several is in none of them.
  const isProfileHeld = (learner: Learner): boolean =>
    profiles.length > 0 && includesProfile(profiles.reduce(mergeProfiles), learner);
  const learner = (await database.meta.get('learner'))?.value as Learner | undefined;
  const position = (await database.meta.get('position'))?.value as ReadingPosition | undefined;
  const keys = (await readKeys(database)).filter((record) => !held.has(keyChangeId(record)));
  // Keys first: a journal never holds sealed words without the key that opens them.
  await database.outbox.bulkAdd(
    keys.map((record) => ({ id: keyChangeId(record), kind: 'key' as const, body: JSON.stringify(record) })),
  );
  const singles: Omit<OutboxRow, 'order'>[] = [
    ...(learner && !isProfileHeld(learner)
      ? [
          {
            id: profileChangeId(),
            kind: 'learner' as const,
            body: JSON.stringify(learner),
            refilled: true as const,
          },
        ]
      : []),
    ...(position
      ? [
          {
            id: `position-${position.at}`,
            kind: 'position' as const,
            body: JSON.stringify(position),
            refilled: true as const,
          },
        ]
      : []),
  ].filter(({ body }) => !held.has(body));
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

/** The rows of the outbox, in batches. */
async function eachWaiting(database: LearnerDatabase, take: (row: OutboxRow) => void): Promise<void> {
  let after = 0;
  for (let full = true; full;) {
    const rows = await database.outbox.where(':id').above(after).limit(BATCH).toArray();
    rows.forEach(take);
    full = rows.length === BATCH;
    after = rows.at(-1)?.order ?? after;
  }
}

/** Rows of the outbox read at once. */
const BATCH = 1_000;
