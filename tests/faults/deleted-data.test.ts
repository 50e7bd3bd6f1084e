import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { removeFolderSync } from '../support/remove-folder';
import { letPagesAcknowledge, openFirstSection, openHome } from './support/app-in-page';
import { databaseFolder } from './support/backends';
import { journalPaths } from './support/journal-lines';
import { Oracle } from './support/oracle';
import { SEED } from './support/sample';
import { noticesOf, startApp } from './support/start-after-fault';
import { setUpStudiedPlace, type StudiedPlace } from './support/studied-place';
import { studyByStores } from './support/study-session';
import { expectWhole } from './support/whole-record';

// F12: the browser's database, the journal, or both are deleted while the app is closed, or an earlier copy of them is
// put back. Only with nothing left at all is anybody taken for new.
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
  removeFolderSync(place.host.dataFolder);
  await place.host.start();
  const browser = await place.openBrowser();
  expect((await startApp(browser, place)).screen).toBe('first run');
  await browser.close();
});

for (const when of ['closed', 'open', 'closed, and another browser worked on it'] as const)
  test(`F12: a journal that a backup tool puts back by an hour while the record is ${when} gets back what it lacks`, async () => {
    const { place } = studied;
    const { host } = place;
    const oracle = new Oracle();
    oracle.acknowledgements = [...studied.oracle.acknowledgements];
    let browser = await place.openBrowser();
    await letPagesAcknowledge(browser.page, oracle);
    await openHome(browser.page, host.url);
    const putBack = keepFolder(join(host.dataFolder, 'journals'));
    await study(browser.page, 1);
    await expectWhole(browser.page, host, oracle);
    if (when !== 'open') await browser.close();
    putBack();
    if (when === 'open') await study(browser.page, 2);
    else {
      if (when !== 'closed') {
        const other = await place.openBrowser('other');
        await letPagesAcknowledge(other.page, oracle);
        await openHome(other.page, host.url);
        await study(other.page, 3);
        await other.close();
      }
      browser = await place.openBrowser();
      await openHome(browser.page, host.url);
    }
    await expectWhole(browser.page, host, oracle);
    await browser.close();
  });

test('F12: a data folder that a backup tool puts back by an hour gets back what it lacks', async () => {
  const { place } = studied;
  const { host } = place;
  const oracle = new Oracle();
  oracle.acknowledgements = [...studied.oracle.acknowledgements];
  const browser = await place.openBrowser();
  await letPagesAcknowledge(browser.page, oracle);
  await openHome(browser.page, host.url);
  const putBack = keepFolder(host.dataFolder);
  await study(browser.page, 1);
  await expectWhole(browser.page, host, oracle);
  await browser.close();
  await host.stop();
  putBack();
  await host.start();
  const again = await place.openBrowser();
  await openHome(again.page, host.url);
  await expectWhole(again.page, host, oracle);
  await again.close();
});

async function study(page: Page, number: number): Promise<void> {
  await openFirstSection(page, studied.place.host.url, 'social-norms');
  await studyByStores(page, { seed: SEED + number, moduleId: 'social-norms', operations: 20 });
}

/** Keeps a copy of a folder's files, and answers what puts them in place again. */
function keepFolder(folder: string): () => void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path, readFileSync(path)] as const);
  return () => {
    for (const [path, bytes] of files) writeFileSync(path, bytes);
  };
}

function deleteDatabase(): void {
  const { place } = studied;
  removeFolderSync(databaseFolder(place.profile, place.backend, place.host.url));
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
