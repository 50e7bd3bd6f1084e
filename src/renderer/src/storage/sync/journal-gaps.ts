import type { Table } from 'dexie';
import type { Learner } from '../../../../domain/learner/learner';
import { includesProfile, mergeProfiles } from '../../../../domain/learner/profile-edits';
import type { ReadingPosition } from '../../../../domain/record/position';
import { profilesIn } from './merge-page';
import { eachRow } from '../database/each-row';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { missingKeyChanges } from '../protection/protection-store';
import { profileChangeId, readLearner, readPosition } from '../record/profile-store';

/**
 * Adds what the journal lacks to the outbox, after what waits there already; answers how much, null for nothing. `seen`
 * holds ids of facts, and bodies of profiles and positions.
 */
export async function refillOutbox(
  database: LearnerDatabase,
  seen: ReadonlyMap<string, JournalChange['kind']>,
): Promise<Readonly<Record<'statements' | 'notes', number>> | null> {
  const held = new Set(seen.keys());
  const profiles = [...profilesIn([...seen].map(([body, kind]) => ({ kind, body })))];
  await eachRow(database.outbox, (rows) => {
    for (const { kind, body, id } of rows) held.add(kind === 'position' ? body : id);
    profiles.push(...profilesIn(rows));
  });
  const singles = await missingSingles(database, held, profiles);
  await database.outbox.bulkAdd(await missingKeyChanges(database, held));
  await database.outbox.bulkAdd(singles);
  const refilled = {
    statements: await refillFrom(database, database.statements, 'statement', held),
    notes: await refillFrom(database, database.noteRevisions, 'note', held),
  };
  const learnerLacking = singles.some(({ kind }) => kind === 'learner');
  return refilled.statements + refilled.notes > 0 || learnerLacking ? refilled : null;
}

/** The profile and the reading position, where no change has them. `held` holds bodies of positions. */
async function missingSingles(
  database: LearnerDatabase,
  held: ReadonlySet<string>,
  profiles: readonly Learner[],
): Promise<Omit<OutboxRow, 'order'>[]> {
  const singles: Omit<OutboxRow, 'order'>[] = [];
  const refill = (id: string, kind: 'learner' | 'position', value: Learner | ReadingPosition): void => {
    const body = JSON.stringify(value);
    if (!held.has(body)) singles.push({ id, kind, body, refilled: true });
  };
  const learner = await readLearner(database);
  const position = await readPosition(database);
  // A profile that was merged from several is in none of them.
  const isHeld = learner && profiles.length > 0 && includesProfile(profiles.reduce(mergeProfiles), learner);
  if (learner && !isHeld) refill(profileChangeId(), 'learner', learner);
  if (position) refill(`position-${position.at}`, 'position', position);
  return singles;
}

async function refillFrom(
  { outbox }: LearnerDatabase,
  table: Table<{ readonly id: string }, string>,
  kind: 'statement' | 'note',
  held: ReadonlySet<string>,
): Promise<number> {
  let count = 0;
  await eachRow(table, async (rows) => {
    const lacking = rows.filter(({ id }) => !held.has(id));
    if (lacking.length === 0) return;
    count += lacking.length;
    // Marked as refilled, since they aren't new work: where the journal is restored before they are sent, they are
    // rolled back too.
    await outbox.bulkAdd(
      lacking.map((fact) => ({ id: fact.id, kind, body: JSON.stringify(fact), refilled: true as const })),
    );
  });
  return count;
}

/** What a journal lacks: of the outbox alone what is new work, or everything. */
export async function lackingChanges(
  database: LearnerDatabase,
  journal: readonly JournalChange[],
  rows: readonly OutboxRow[],
  isNewWorkAlone: boolean,
): Promise<readonly Omit<OutboxRow, 'order'>[]> {
  const inJournal = new Set(journal.map(({ id }) => id));
  const lacking = new Map<string, Omit<OutboxRow, 'order'>>();
  for (const row of withoutOrder(rows))
    if (!inJournal.has(row.id) && !(isNewWorkAlone && row.refilled)) lacking.set(row.id, row);
  if (isNewWorkAlone) return [...lacking.values()];
  const held = [...journal, ...rows];
  const singles = await missingSingles(database, new Set(held.map(({ body }) => body)), profilesIn(held));
  for (const single of singles) lacking.set(single.id, single);
  const addFrom = async (table: Table<{ readonly id: string }, string>, kind: 'statement' | 'note'): Promise<void> =>
    eachRow(table, (facts) => {
      for (const fact of facts)
        if (!inJournal.has(fact.id) && !lacking.has(fact.id))
          lacking.set(fact.id, { id: fact.id, kind, body: JSON.stringify(fact), refilled: true });
    });
  await addFrom(database.statements, 'statement');
  await addFrom(database.noteRevisions, 'note');
  return [...lacking.values()];
}

/** Rows to be added to the outbox anew. */
export function withoutOrder(rows: readonly OutboxRow[]): Omit<OutboxRow, 'order'>[] {
  return rows.map(({ order: _, ...row }) => row);
}
