import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { bringIn } from '../../e2e/pages/learner-pages';
import { readInPieces } from '../../support/learner-files/learner-files';
import { begin, openHome } from './app-in-page';
import { openBarePage, readDatabase, readDatabases, type DatabaseRows } from './database-rows';
import { readJournals } from './journal-lines';
import { createOldDatabase, factsDigest, learnerDatabaseName, OLD_LEARNER, type OldSize } from './old-database';
import { setUpPlace, type StudyPlace } from './study-place';

/**
 * Makes a database of version 1 whose every fact stands in the journal too, as on a computer whose app is brought up to
 * a new version; answers its rows. The page is bare afterwards.
 */
export async function createJournalledOldDatabase(
  page: Page,
  { host }: StudyPlace,
  size: OldSize,
): Promise<DatabaseRows> {
  await openBarePage(page, host.url);
  await createOldDatabase(page, size);
  await openHome(page, host.url);
  const facts = size.statements + size.notes * 3;
  await expect
    .poll(() => readJournals(host).filter(({ change: { kind } }) => kind === 'statement' || kind === 'note').length)
    .toBe(facts);
  await openBarePage(page, host.url);
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => {
          resolve();
        };
        request.onerror = () => {
          reject(request.error ?? new Error('The database could not be deleted.'));
        };
      }),
    learnerDatabaseName(OLD_LEARNER),
  );
  await createOldDatabase(page, size);
  return readDatabase(page);
}

/**
 * Saves the record as a file from where the app offers that, and answers the file's text. The page's clock is moved on
 * where the app waits for the browser's database.
 */
export async function saveWithoutOpening(page: Page, hasSetClock = false): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the raw record as a file' }).click();
  const saved = page.getByText('is in your browser’s downloads');
  await expect
    .poll(async () => {
      if (hasSetClock) await page.clock.fastForward(6_000);
      return saved.isVisible();
    })
    .toBe(true);
  return readFileSync(await (await downloading).path(), 'utf8');
}

/** Digest of the facts that a file holds. */
export function digestInFile(file: string): string {
  const { statements, notes } = readInPieces(file);
  return factsDigest({ name: '', version: 0, tables: { statements, noteRevisions: notes } });
}

/**
 * Brings a file in on another computer, on which nobody has studied, and answers the digest of the facts that its
 * database has then.
 */
export async function digestElsewhere(file: string): Promise<string> {
  const elsewhere = await setUpPlace('leveldb');
  try {
    const { page } = await elsewhere.openBrowser();
    await begin(page, elsewhere.host.url);
    await bringIn(page, file);
    await openBarePage(page, elsewhere.host.url);
    const rows = (await readDatabases(page)).find(({ name }) => name === learnerDatabaseName(OLD_LEARNER));
    if (!rows) throw new Error('The record was not brought in.');
    return factsDigest(rows);
  } finally {
    await elsewhere.remove();
  }
}
