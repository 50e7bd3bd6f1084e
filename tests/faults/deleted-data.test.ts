import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { databaseFolder } from './support/backends';
import { journalPaths } from './support/journal-lines';
import { SEED } from './support/sample';
import { noticesOf, startApp } from './support/start-after-fault';
import { setUpStudiedPlace, type StudiedPlace } from './support/studied-place';
import { expectWhole } from './support/whole-record';

// F12: the browser's database, the journal, or both are deleted while the app is closed. Only with nothing left at all
// is anybody taken for new.
test.describe.configure({ mode: 'serial' });

let studied: StudiedPlace;
test.beforeAll(async () => {
  studied = await setUpStudiedPlace('leveldb', { seed: SEED, operations: 40, end: 'closed' });
});
test.afterAll(async () => {
  await studied.place.remove();
});
test.beforeEach(async () => {
  await studied.saved.putBack();
});

test('F12: a database whose files were deleted comes back from the journal, which is said', async () => {
  deleteDatabase();
  await expectRestored('Your record was restored');
});

test('F12: a database that the browser cleared comes back from the journal, which is said', async () => {
  const { place } = studied;
  const browser = await place.openBrowser();
  const session = await browser.context.newCDPSession(browser.page);
  await session.send('Storage.clearDataForOrigin', { origin: place.host.url.slice(0, -1), storageTypes: 'all' });
  await browser.close();
  await expectRestored('Your record was restored');
});

test('F12: a journal that was deleted is made again from the database, which is said', async () => {
  deleteJournals();
  await expectRestored('The journal is made again');
});

test('F12: with database, journal and every other copy deleted the app begins anew, as on a new computer', async () => {
  const { place } = studied;
  deleteDatabase();
  await place.host.stop();
  rmSync(place.host.dataFolder, { recursive: true });
  await place.host.start();
  const browser = await place.openBrowser();
  expect((await startApp(browser, place)).screen).toBe('first run');
  await browser.close();
});

function deleteDatabase(): void {
  const { place } = studied;
  rmSync(databaseFolder(place.profile, place.backend, place.host.url), { recursive: true });
}

function deleteJournals(): void {
  for (const path of journalPaths(studied.place.host)) rmSync(path);
}

async function expectRestored(notice: string): Promise<void> {
  const { place, oracle } = studied;
  const browser = await place.openBrowser();
  expect((await startApp(browser, place)).screen).toBe('home');
  await expect.poll(async () => (await noticesOf(browser.page)).join()).toContain(notice);
  await expectWhole(browser.page, place.host, oracle);
  await browser.close();
}
