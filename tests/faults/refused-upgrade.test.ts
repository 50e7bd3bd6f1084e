import { expect, test, type Page } from '@playwright/test';
import { openHome } from './support/app-in-page';
import { openBarePage, readDatabase } from './support/database-rows';
import { createOldDatabase, factsDigest, NEWEST_NATIVE_VERSION } from './support/old-database';
import { startApp } from './support/start-after-fault';
import { setUpPlace } from './support/study-place';
import { expectUntorn } from './support/whole-record';

// F6: an upgrade's own code fails, at each of its steps: the data stay as they were, the screen says so, and the next start (of a mended app) upgrades them.
const STEPS = [
  ['the newest notes are filled in', 'latestNotes'],
  ['the rows are counted', 'meta'],
] as const;

for (const [step, store] of STEPS) {
  test(`F6: an upgrade that throws while ${step} leaves the old database untouched`, async () => {
    const place = await setUpPlace('leveldb');
    try {
      const { page, context } = await place.openBrowser();
      await openBarePage(page, place.host.url);
      await createOldDatabase(page, { statements: 40, notes: 20 });
      const before = await readDatabase(page);

      const broken = await context.newPage();
      await breakWritesTo(broken, store);
      expect(await startApp({ page: broken }, place)).toEqual({ screen: 'failure', heading: 'Your record could not be opened' });
      await expect(broken.getByText('Nothing was changed')).toBeVisible();
      await broken.close();

      expect(await readDatabase(page)).toEqual(before);
      await openHome(page, place.host.url);
      const after = await readDatabase(page);
      expect(after.version).toBe(NEWEST_NATIVE_VERSION);
      expect(factsDigest(after)).toBe(factsDigest(before));
      expectUntorn(after);
    } finally {
      await place.remove();
    }
  });
}

/** As a fault in the upgrade's code would: a write to a store throws while the version changes. */
async function breakWritesTo(page: Page, store: string): Promise<void> {
  await page.addInitScript((name) => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>): ReturnType<typeof put> {
      if (this.name === name && this.transaction.mode === 'versionchange') throw new TypeError('The upgrade has a fault.');
      return put.apply(this, given);
    };
  }, store);
}
