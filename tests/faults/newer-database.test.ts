import { expect, test, type Page } from '@playwright/test';
import { crowding } from '../support/crowding';
import { letPagesReachStores, openFirstSection } from './support/app-in-page';
import { openBarePage, readDatabase } from './support/database-rows';
import { NEWEST_NATIVE_VERSION } from './support/old-database';
import { SEED } from './support/sample';
import { startApp } from './support/start-after-fault';
import { setUpStudiedPlace, type StudiedPlace } from './support/studied-place';

// F7: a newer version of the app was here before. This one says so and writes nothing.
test.describe.configure({ mode: 'serial' });

const REGISTRY = 'child-justice-series-registry';
/** Milliseconds in which a window must be told, on a machine that does nothing else. */
const TOLD_WITHIN = 3_000;

let studied: StudiedPlace;
test.beforeAll(async () => {
  studied = await setUpStudiedPlace('leveldb', { seed: SEED, operations: 20, end: 'closed' });
});
test.afterAll(async () => {
  await studied.place.remove();
});
test.beforeEach(async () => {
  await studied.saved.putBack();
});

const CASES: readonly (readonly [name: string, raise: (learner: string) => Readonly<Record<string, number>>])[] = [
  ['by one version', (learner) => ({ [learner]: NEWEST_NATIVE_VERSION + 10 })],
  ['by less than a version of Dexie', (learner) => ({ [learner]: NEWEST_NATIVE_VERSION + 1 })],
  ['by far', (learner) => ({ [learner]: 99_990 })],
  ['in its registry alone', () => ({ [REGISTRY]: 20 })],
  ['in its registry and its record', (learner) => ({ [REGISTRY]: 20, [learner]: NEWEST_NATIVE_VERSION + 10 })],
];

for (const [name, raise] of CASES) {
  test(`F7: a database that is newer ${name} is left as it is, and that is said`, async () => {
    const { place } = studied;
    const { page, close } = await place.openBrowser();
    await openBarePage(page, place.host.url);
    const { name: learner } = await readDatabase(page);
    for (const [database, version] of Object.entries(raise(learner))) await raiseVersion(page, database, version);
    const before = await everything(page);
    expect(await startApp({ page }, place)).toEqual({
      screen: 'failure',
      heading: 'Your record is newer than this app',
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Your record is newer than this app' })).toBeVisible();
    await openBarePage(page, place.host.url);
    expect(await everything(page)).toEqual(before);
    await close();
  });
}

test('F7: a window whose database a newer version takes over writes nothing more, and that is said', async () => {
  const { place } = studied;
  const { page, context, close } = await place.openBrowser();
  await letPagesReachStores(page);
  await openFirstSection(page, place.host.url, 'social-norms');
  await expect(page.getByRole('button', { name: 'Mark as read' })).toBeVisible();
  const newer = await context.newPage();
  await openBarePage(newer, place.host.url);
  const { name: learner } = await readDatabase(newer);
  const timeout = TOLD_WITHIN * crowding();
  await raiseVersion(newer, learner, NEWEST_NATIVE_VERSION + 10);
  await expect(page.getByText('This window is out of date')).toBeVisible({ timeout });
  const before = await everything(newer);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
  const refused = await page.evaluate(() =>
    window
      .storesOfApp()
      .record.append([{ verb: 'experienced', sectionId: 'social-norms/other', seconds: 1 }])
      .then(
        () => 'written',
        (error: { readonly code?: string }) => error.code,
      ),
  );
  expect(refused).toBe('outdated');
  expect(await everything(newer)).toEqual(before);
  await close();
});

/** Opens a database at a version of the future, as a later version of the app would. */
async function raiseVersion(page: Page, name: string, version: number): Promise<void> {
  await page.evaluate(
    ([wanted, native]) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(wanted, native);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => {
          reject(request.error ?? new Error('The version could not be raised.'));
        };
      }),
    [name, version] as const,
  );
}

/** Every row of every database, with versions. */
async function everything(page: Page): Promise<unknown> {
  return { record: await readDatabase(page), versions: await page.evaluate(() => indexedDB.databases()) };
}
