import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { openHome } from './support/app-in-page';
import { readDatabase } from './support/database-rows';
import { factsDigest, NEWEST_NATIVE_VERSION } from './support/old-database';
import {
  createJournalledOldDatabase,
  digestElsewhere,
  digestInFile,
  saveWithoutOpening,
} from './support/rescued-record';
import { startApp } from './support/start-after-fault';
import { setUpPlace, type StudyPlace } from './support/study-place';
import { expectUntorn } from './support/whole-record';

// F6: an upgrade's own code fails, or never ends, at each of its steps: the data stay as they were, the screen says so,
// the record can be saved as a file all the same, and the next start (of a mended app) upgrades them.
const STEPS = [
  ['the newest notes are filled in', 'latestNotes', digestElsewhere],
  ['the rows are counted', 'meta', digestInFile],
] as const;

const SIZE = { statements: 40, notes: 20 };

for (const [step, store, digestOf] of STEPS) {
  test(`F6: an upgrade that throws while ${step} leaves the old database untouched, and the record can be saved`, async () => {
    const place = await setUpPlace('leveldb');
    try {
      const { page, context } = await place.openBrowser();
      const before = await createJournalledOldDatabase(page, place, SIZE);

      const broken = await context.newPage();
      await breakWritesTo(broken, store);
      expect(await startApp({ page: broken }, place)).toEqual({
        screen: 'failure',
        heading: 'Your record could not be opened',
      });
      await expect(broken.getByText('Nothing was changed')).toBeVisible();
      const file = await saveWithoutOpening(broken);
      await broken.close();

      expect(await readDatabase(page)).toEqual(before);
      expect(await digestOf(file)).toBe(factsDigest(before));
      await openHome(page, place.host.url);
      const after = await readDatabase(page);
      expect(after.version).toBe(NEWEST_NATIVE_VERSION);
      expect(factsDigest(after)).toBe(factsDigest(before));
      expectUntorn(after);
    } finally {
      await place.remove();
    }
  });

  test(`F6: an upgrade that never ends while ${step} is said to take long, the record can be saved meanwhile, and stopped it leaves the old database whole`, async () => {
    const place = await setUpPlace('leveldb');
    try {
      const { page, context } = await place.openBrowser();
      const before = await createJournalledOldDatabase(page, place, SIZE);

      const hanging = await openHanging(context, place, store);
      // After ten seconds more is offered.
      await hanging.clock.fastForward(3_000);
      await expect(hanging.getByRole('heading', { name: 'Opening takes longer than usual' })).toBeFocused();
      await expect(hanging.getByText('The record is being brought up to the newest version')).toBeVisible();
      await expect(hanging.getByText('Nothing is lost.')).toBeVisible();
      await expect(hanging.getByRole('button', { name: 'Stop opening' })).toBeHidden();
      await hanging.clock.fastForward(8_000);
      await hanging.clock.resume();
      const file = await saveWithoutOpening(hanging, true);
      await hanging.getByRole('button', { name: 'Show earlier states' }).click();
      await expect(hanging.getByRole('heading', { name: 'Earlier states of records' })).toBeVisible();
      await hanging.getByRole('button', { name: 'Back' }).click();
      await hanging.getByRole('button', { name: 'Stop opening' }).click();
      await expect(hanging.getByRole('heading', { name: 'Opening was stopped' })).toBeVisible();

      expect(await readDatabase(page)).toEqual(before);
      await hanging.close();
      expect(await digestOf(file)).toBe(factsDigest(before));
      await openHome(page, place.host.url);
      expect(factsDigest(await readDatabase(page))).toBe(factsDigest(before));
    } finally {
      await place.remove();
    }
  });
}

test('F6: an upgrade that is only slow is said to take long, goes on, and ends with the record open', async () => {
  const place = await setUpPlace('leveldb');
  try {
    const { page, context } = await place.openBrowser();
    const before = await createJournalledOldDatabase(page, place, SIZE);
    const slow = await openHanging(context, place, 'latestNotes');
    await slow.clock.fastForward(90_000);
    await slow.clock.resume();
    await expect(slow.getByText('So far: 1 minute')).toBeVisible();
    await expect(slow.getByRole('button', { name: 'Stop opening' })).toBeVisible();
    await slow.evaluate(() => {
      window.letUpgradeEnd();
    });
    await expect(slow.getByRole('heading', { name: 'Contents' })).toBeVisible();
    await slow.close();
    const after = await readDatabase(page);
    expect(after.version).toBe(NEWEST_NATIVE_VERSION);
    expect(factsDigest(after)).toBe(factsDigest(before));
    expectUntorn(after);
  } finally {
    await place.remove();
  }
});

declare global {
  interface Window {
    /** Only in pages whose upgrade hangs. */
    letUpgradeEnd: () => void;
  }
}

/** As a fault in the upgrade's code would: a write to a store throws while the version changes. */
async function breakWritesTo(page: Page, store: string): Promise<void> {
  await page.addInitScript((name) => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (
      this: IDBObjectStore,
      ...given: Parameters<typeof put>
    ): ReturnType<typeof put> {
      if (this.name === name && this.transaction.mode === 'versionchange')
        throw new TypeError('The upgrade has a fault.');
      return put.apply(this, given);
    };
  }, store);
}

/** A page whose upgrade gets no answer from a store, with a clock that stands until it is moved on. */
async function openHanging(context: BrowserContext, { host }: StudyPlace, store: string): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await hangWritesTo(page, store);
  await page.goto(host.url);
  await expect(async () => {
    await page.clock.runFor(100);
    await expect(page.getByText('Opening your record')).toBeVisible({ timeout: 100 });
  }).toPass();
  return page;
}

/**
 * As work without an end would: writes to a store get no answer while the version changes, and the transaction is kept
 * alive, until the page lets the upgrade end.
 */
async function hangWritesTo(page: Page, store: string): Promise<void> {
  await page.addInitScript((name) => {
    const put = IDBObjectStore.prototype.put;
    let ends = false;
    window.letUpgradeEnd = () => {
      ends = true;
    };
    IDBObjectStore.prototype.put = function (
      this: IDBObjectStore,
      ...given: Parameters<typeof put>
    ): ReturnType<typeof put> {
      if (this.name !== name || this.transaction.mode !== 'versionchange') return put.apply(this, given);
      const answer = { onsuccess: null } as { onsuccess: ((event: Event) => void) | null };
      const spin = (): void => {
        const request: IDBRequest = ends ? put.apply(this, given) : this.count();
        request.onsuccess = ends ? (event) => answer.onsuccess?.(event) : spin;
      };
      spin();
      return answer as unknown as ReturnType<typeof put>;
    };
  }, store);
}
