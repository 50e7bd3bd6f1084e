import type { NoteRevision } from '../../../../domain/notes/note';
import { compareEpochs } from '../../../../domain/record/journal-epoch';
import { isObject, parseJson } from '../../../../domain/json/json-value';
import { readCursor, writeCursor, CURSOR_KEY } from './cursor';
import { lackingChanges, refillOutbox, withoutOrder } from './journal-gaps';
import { mergeJournalPage } from './merge-page';
import { pagesOf, type Cursor, type JournalPort, type JournalState, type OpenedJournal } from './port';
import type { JournalChange } from '../database/journal-change';
import type { LearnerDatabase, OutboxRow } from '../database/learner-database';
import { actualCounts, expectedCounts, recountRows } from '../database/row-counts';
import { ROW_COUNTS_KEY } from '../database/schema-versions';
import { guarded } from '../database/storage-error';
import { beginOpeningAgain, missingKeyChanges } from '../protection/protection-store';
import type { RecordCipher } from '../protection/record-cipher';
import { rebuildLatestNotes } from '../record/note-store';
import { readLearner } from '../record/profile-store';
import { readProjection, rebuildProjections } from '../record/projections';

/** How many statements and note revisions. */
export interface Amount {
  readonly statements: number;
  readonly notes: number;
}

/** What was found and done. */
export interface SyncReport extends Amount {
  /**
   * - `agree`: nothing was missing on either side
   * - `restored`: the database lacked changes that the journal had; all are restored
   * - `refilled`: only the journal lacked changes; they are in the outbox again
   * - `reset`: the journal has begun a new epoch, and the database follows it; `statements` and `notes` count what
   *   waited here and stays
   */
  readonly outcome: 'agree' | 'restored' | 'refilled' | 'reset';
  /** True where a new epoch began only since a PIN was set or removed: nobody restored or lost anything. */
  readonly byPin?: true;
  /** Notes whose text had changed on both sides: the other one stands beside it. */
  readonly conflictCopies: number;
  /** True where the database was empty. */
  readonly databaseWasEmpty: boolean;
  /** True where derived data (record, newest notes) was rebuilt. */
  readonly rebuilt: boolean;
  /** Lines of the journal that can't be read. */
  readonly damagedLines: readonly number[];
  /** True where these lines are reported for the first time. */
  readonly damageIsNew: boolean;
}

/** A record's database and its way to the journal. */
export interface SyncedRecord {
  readonly database: LearnerDatabase;
  readonly learnerId: string;
  readonly port: JournalPort;
  /** Opens and seals notes; null for a record without a PIN. */
  readonly cipher: RecordCipher | null;
}

/**
 * Makes a database and its journal hold the same (`docs/architecture.md`, "The record"). That the database opened
 * proves nothing: Chromium can replace a damaged store by an empty one without an error. So a loss is detected by the
 * journal's cursor and by the row counts.
 *
 * @param held what the database holds, as `examine` found it
 * @throws StorageError when the database can't be read or written; errors of the port when the journal can't be read
 */
export async function synchronise(record: SyncedRecord, held: Holdings, opened: OpenedJournal): Promise<SyncReport> {
  const { database, learnerId, port } = record;
  const report = {
    databaseWasEmpty: held.empty,
    rebuilt: held.rebuilt,
    ...(await damageOf(database, opened.state)),
  };
  const { cursor } = held;
  const order = compareEpochs(opened.state.epoch, cursor?.epoch ?? '');
  let done: Pick<SyncReport, 'outcome' | 'byPin'> & Amount;
  if (cursor && order > 0) done = await reset(record, opened.state, cursor);
  else {
    // Lines were lost, an epoch's first one among them: an earlier copy of the file was put back, or it is gone.
    const state =
      cursor && opened.state.epoch !== cursor.epoch
        ? await port.renew(learnerId, 'rebuilt', cursor.epoch)
        : opened.state;
    done =
      cursor && held.whole && opened.holdsCursor
        ? await readOn(record, state, cursor)
        : await compareBothWays(record, state);
  }
  const conflictCopies = await mergeWaiting(record);
  return { ...report, ...done, conflictCopies };
}

/** What a database holds, before its journal is asked. */
export interface Holdings {
  readonly cursor: Cursor | null;
  readonly empty: boolean;
  /** True where no added row is missing. */
  readonly whole: boolean;
  /** True where derived data (record, newest notes) was wrong, and was rebuilt. */
  readonly rebuilt: boolean;
}

/** Looks what a database holds, and rebuilds derived data that is wrong. @throws StorageError */
export async function examine(database: LearnerDatabase): Promise<Holdings> {
  const { statements, projections, attempts, noteRevisions, latestNotes } = database;
  // One transaction: an addition between two counts must not look like a loss.
  const [cursor, expected, actual, record, learner] = await guarded(() =>
    database.transaction('r', database.tables, async () =>
      Promise.all([
        readCursor(database),
        expectedCounts(database),
        actualCounts(database),
        readProjection(database),
        readLearner(database),
      ]),
    ),
  );
  const factsWhole = expected.statements === actual.statements && expected.revisions === actual.revisions;
  const isRecordWrong = (record?.statementCount ?? 0) !== actual.statements;
  const areNotesLost = factsWhole && expected.notes !== actual.notes;
  if (isRecordWrong)
    await database.write([statements, projections, attempts], async () => rebuildProjections(database));
  if (areNotesLost) await database.write([noteRevisions, latestNotes], async () => rebuildLatestNotes(database));
  return {
    cursor,
    empty: actual.statements === 0 && actual.revisions === 0 && !learner,
    whole: factsWhole && learner !== null,
    rebuilt: isRecordWrong || areNotesLost,
  };
}

/** Key in the `meta` table. */
const REPORTED_DAMAGE_KEY = 'damagedLinesTold';

/** The damaged lines, and whether they are new: each is reported once, not at every start. */
async function damageOf(
  database: LearnerDatabase,
  { damagedLines }: JournalState,
): Promise<Pick<SyncReport, 'damagedLines' | 'damageIsNew'>> {
  return database.write([], async () => {
    const reported = ((await database.meta.get(REPORTED_DAMAGE_KEY))?.value as readonly number[] | undefined) ?? [];
    if (reported.join() === damagedLines.join()) return { damagedLines, damageIsNew: false };
    await database.meta.put({ key: REPORTED_DAMAGE_KEY, value: [...damagedLines] });
    return { damagedLines, damageIsNew: damagedLines.length > 0 };
  });
}

/** Reads the journal's changes after the cursor; nothing is written where there are none. */
async function readOn(
  { database, learnerId, port }: SyncedRecord,
  state: JournalState,
  cursor: Cursor,
): Promise<Pick<SyncReport, 'outcome'> & Amount> {
  const restored = { statements: 0, notes: 0 };
  const range = { after: cursor.lastSequence, to: state.lastSequence };
  for await (const page of pagesOf((after) => port.read(learnerId, after), range))
    await database.write(database.tables, async () => {
      const { statements, notes } = await mergeJournalPage(database, page.changes);
      restored.statements += statements.length;
      restored.notes += notes.length;
      if (page.lastSequence < state.lastSequence) return;
      if (restored.statements > 0) await rebuildProjections(database);
      await writeCursor(database, state);
    });
  return { outcome: restored.statements + restored.notes > 0 ? 'restored' : 'agree', ...restored };
}

/** Reads the whole journal and makes both sides equal. An interrupted run starts again: the cursor is written last. */
async function compareBothWays(
  { database, learnerId, port }: SyncedRecord,
  state: JournalState,
): Promise<Pick<SyncReport, 'outcome'> & Amount> {
  const restored = { statements: 0, notes: 0 };
  const seen = new Map<string, JournalChange['kind']>();
  for await (const { changes } of pagesOf((after) => port.read(learnerId, after), { to: state.lastSequence })) {
    const added = await database.write(database.tables, async () => mergeJournalPage(database, changes));
    restored.statements += added.statements.length;
    restored.notes += added.notes.length;
    for (const { id, kind, body } of changes) seen.set(kind === 'learner' || kind === 'position' ? body : id, kind);
  }
  const refilled = await database.write(database.tables, async () => {
    await rebuildProjections(database);
    await rebuildLatestNotes(database);
    await recountRows(database);
    await writeCursor(database, state);
    return refillOutbox(database, seen);
  });
  if (restored.statements + restored.notes > 0) return { outcome: 'restored', ...restored };
  return refilled ? { outcome: 'refilled', ...refilled } : { outcome: 'agree', ...restored };
}

/** Rows of `meta` that follow the journal. The others belong to this database: its protection, what was reported. */
const JOURNAL_KEYS = ['learner', 'position', CURSOR_KEY, ROW_COUNTS_KEY];

/**
 * Makes the database equal to a journal that has begun a new epoch. After a restore what was rolled back is deleted,
 * and what waits in the outbox, which the journal never had, stays; after a PIN was set or removed, or lost lines were
 * rebuilt, everything stays that the journal lacks. One transaction: the database is in the old state or in the new.
 */
async function reset(
  { database, learnerId, port, cipher }: SyncedRecord,
  state: JournalState,
  { epoch: followed }: Cursor,
): Promise<Pick<SyncReport, 'outcome' | 'byPin'> & Amount> {
  const pages: (readonly JournalChange[])[] = [];
  // Before the transaction, which would end while it waits for the host, or for the cipher below.
  for await (const { changes } of pagesOf((after) => port.read(learnerId, after), { to: state.lastSequence }))
    pages.push(changes);
  const journal = pages.flat();
  const reasons = journal.flatMap(({ id, kind, body }) =>
    kind === 'epoch' && compareEpochs(id, followed) > 0 ? [epochReason(body)] : [],
  );
  const isRestored = reasons.includes('restored');
  const rows = await guarded(() => database.outbox.toArray());
  const waiting = await guarded(() => lackingChanges(database, journal, rows, isRestored));
  const sealedChanges = await Promise.all(waiting.map(async (change) => sealed(change, cipher)));
  const stored = await database.write(database.tables, async () => {
    const { statements, noteRevisions, latestNotes, projections, attempts, outbox, meta } = database;
    // What was recorded since: the person goes on working meanwhile.
    const added = withoutOrder(
      await outbox
        .where(':id')
        .above(rows.at(-1)?.order ?? 0)
        .toArray(),
    );
    const addedIds = new Set(added.map(({ id }) => id));
    const kept = [...sealedChanges.filter(({ id }) => !addedIds.has(id)), ...added];
    for (const table of [statements, noteRevisions, latestNotes, projections, attempts, outbox]) await table.clear();
    await meta.bulkDelete(JOURNAL_KEYS);
    for (const changes of [...pages, kept]) await mergeJournalPage(database, changes);
    // Where the journal couldn't be read, its keys didn't come along with the earlier state.
    const known = new Set([...journal, ...kept].map(({ id }) => id));
    await outbox.bulkAdd(await missingKeyChanges(database, known));
    await outbox.bulkAdd(kept);
    await beginOpeningAgain(database);
    await rebuildProjections(database);
    await rebuildLatestNotes(database);
    await recountRows(database);
    await writeCursor(database, state);
    return kept;
  });
  const count = (wanted: JournalChange['kind']): number => stored.filter(({ kind }) => kind === wanted).length;
  return {
    outcome: 'reset',
    statements: count('statement'),
    notes: count('note'),
    ...(reasons.every((reason) => reason === 'pin') && { byPin: true }),
  };
}

/** Why an epoch began, as its first line says. */
function epochReason(body: string): unknown {
  const value = parseJson(body);
  return isObject(value) ? value['reason'] : null;
}

/** A change as it may be stored beside the journal's keys: a note's content sealed where a PIN protects the record. */
async function sealed(
  change: Omit<OutboxRow, 'order'>,
  cipher: RecordCipher | null,
): Promise<Omit<OutboxRow, 'order'>> {
  if (!cipher || change.kind !== 'note') return change;
  return { ...change, body: JSON.stringify(await cipher.storeNote(JSON.parse(change.body) as NoteRevision)) };
}

/**
 * Merges notes of which the journal had states that what waits here hadn't seen; answers how many conflict copies that
 * made. An interrupted run does it at the next opening: what waits isn't sent before.
 */
async function mergeWaiting({ database, cipher }: SyncedRecord): Promise<number> {
  const waiting = await guarded(() => database.outbox.filter(({ kind }) => kind === 'note').toArray());
  if (waiting.length === 0) return 0;
  const rows = await guarded(() => database.noteRevisions.bulkGet(waiting.map(({ id }) => id)));
  const noteIds = new Set(rows.flatMap((row) => (row ? [row.noteId] : [])));
  const { mergeNotes } = await import('../import/note-merging');
  return mergeNotes(database, cipher, noteIds);
}
