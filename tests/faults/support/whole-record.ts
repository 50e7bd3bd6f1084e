import { expect, type Page } from '@playwright/test';
import { RecordFold } from '../../../src/domain/record/learning-record';
import { latestRevisions } from '../../../src/domain/notes/note';
import type { Statement } from '../../../src/domain/record/statement';
import type { KeyedRow } from '../../../src/renderer/src/storage/database/learner-database';
import { recordRows } from '../../../src/renderer/src/storage/record/projections';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import {
  attemptsOf,
  cardsOf,
  latestNotesOf,
  metaOf,
  readDatabase,
  projectionsOf,
  revisionsOf,
  statementsOf,
  type DatabaseRows,
} from './database-rows';
import { readJournals } from './journal-lines';
import type { Oracle } from './oracle';
import { replayAttempts, replayCards } from '../../support/builders/replays';

/** Nothing that was acknowledged is missing from the database. */
export function expectAcknowledged(rows: DatabaseRows, oracle: Oracle): void {
  const statements = new Set(statementsOf(rows).map(({ id }) => id));
  expect(
    oracle.statementIds.filter((id) => !statements.has(id)),
    'acknowledged statements that are lost',
  ).toEqual([]);
  const revisions = new Map(revisionsOf(rows).map(({ id, text }) => [id, text]));
  expect(
    oracle.notes.filter(({ id, text }) => revisions.get(id) !== text),
    'acknowledged notes that are lost',
  ).toEqual([]);
  const texts = new Set(revisions.values());
  expect(
    oracle.writtenTexts.filter((text) => !texts.has(text)),
    'notes that the screen called saved and that are lost',
  ).toEqual([]);
}

/**
 * Nothing is torn: what is derived equals what follows from the facts, computed here by the domain, and the counts are
 * right.
 */
export function expectUntorn(rows: DatabaseRows): void {
  const statements = statementsOf(rows);
  if (statements.length > 0 || projectionsOf(rows).length > 0)
    expect(byKey(projectionsOf(rows)), 'the stored record').toEqual(byKey(projectionsFrom(statements)));
  expect(cardsOf(rows), 'the review cards').toEqual(replayCards(statements));
  expect(byId(attemptsOf(rows)), 'the stored attempts').toEqual(byId([...replayAttempts(statements).values()]));
  expect(byId(latestNotesOf(rows)), 'the newest notes').toEqual(byId([...latestRevisions(revisionsOf(rows)).values()]));
  const counts = {
    statements: statements.length,
    revisions: revisionsOf(rows).length,
    notes: latestNotesOf(rows).length,
  };
  const expected = metaOf<typeof counts>(rows, 'rowCounts');
  if (expected || counts.statements + counts.revisions > 0) expect(expected, 'the counts of rows').toEqual(counts);
}

/** What the header called saved stands in the journal on the disk. */
export function expectJournalled(host: BrowserHostProcess, oracle: Oracle): void {
  const held = new Set(readJournals(host).map(({ change }) => change.id));
  expect(
    oracle.journalled.filter((id) => !held.has(id)),
    'what was called saved and the journal lacks',
  ).toEqual([]);
  const bodies = readJournals(host).map(({ change }) => change.body);
  expect(
    oracle.writtenTexts.filter((text) => !bodies.some((body) => body.includes(text))),
    'notes that the screen called saved and the journal lacks',
  ).toEqual([]);
}

/**
 * Milliseconds in which database and journal must have been brought up to each other, with 20,000 rows on a busy
 * machine.
 */
const REST = 90_000;

/**
 * After a start of the app, once it has come to rest: nothing acknowledged is lost, nothing is torn, and database and
 * journal hold the same. The page is the app's.
 */
export async function expectWhole(page: Page, host: BrowserHostProcess, oracle: Oracle): Promise<DatabaseRows> {
  // At rest: nothing waits for the journal any more, and the two have been compared.
  // A database that can't be read is one that the app is about to leave aside.
  await expect
    .poll(async () => (await readDatabase(page).catch(() => null))?.tables['outbox']?.length, { timeout: REST })
    .toBe(0);
  let rows = await readDatabase(page);
  await expect
    .poll(
      async () => {
        rows = await readDatabase(page);
        return differences(rows, host);
      },
      { timeout: REST },
    )
    .toEqual([]);
  expectAcknowledged(rows, oracle);
  // What follows from rows that came back, and their counts, are the last step of a comparison.
  await expect(async () => {
    rows = await readDatabase(page);
    expectUntorn(rows);
  }).toPass({ timeout: REST });
  return rows;
}

function differences(rows: DatabaseRows, host: BrowserHostProcess): string[] {
  const held = new Set([...statementsOf(rows), ...revisionsOf(rows)].map(({ id }) => id));
  const journalled = new Set(
    readJournals(host)
      .filter(({ change }) => change.kind === 'statement' || change.kind === 'note')
      .map(({ change }) => change.id),
  );
  return [...[...held].filter((id) => !journalled.has(id)), ...[...journalled].filter((id) => !held.has(id))];
}

/** The record's rows as the domain computes them from the facts. */
function projectionsFrom(statements: readonly Statement[]): KeyedRow[] {
  const fold = new RecordFold();
  for (const statement of statements) fold.add(statement);
  return [...recordRows(fold.record())];
}

function byKey(rows: readonly KeyedRow[]): KeyedRow[] {
  return [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
}
