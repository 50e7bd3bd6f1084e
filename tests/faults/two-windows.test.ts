import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { RECORD_KEY, type StoredRecord } from '../../src/renderer/src/storage/record/projections';
import { startBrowserHostProcess, type BrowserHostProcess } from '../support/hosts/browser-host-process';
import { builtApp } from '../support/hosts/built-app';
import { startBuilt } from '../support/hosts/built-process';
import { crowding } from '../support/crowding';
import { removeFolder } from '../support/remove-folder';
import { begin, letPagesReachStores, openFirstSection } from './support/app-in-page';
import { startBrowser, type BrowserProcess } from './support/browser-process';
import { metaOf, openBarePage, readDatabase, projectionsOf, statementsOf } from './support/database-rows';
import { OLDER_NATIVE_VERSION } from '../support/builders/older-database';
import { createOldDatabase, NEWEST_NATIVE_VERSION } from './support/old-database';
import { Oracle } from './support/oracle';
import { backendsFor, WHOLE } from './support/sample';
import { expectWhole } from './support/whole-record';

// F8: two windows, or two versions of the app, on one record.
const INCREMENTS = WHOLE ? 500 : 50;
/** Milliseconds in which a window must be told, on a machine that does nothing else. */
const TOLD_WITHIN = 3_000;

for (const backend of backendsFor('F8')) {
  // No browser is killed: one does for all. Each test has a host, thus an origin with databases, of its own.
  test.describe(() => {
    test.describe.configure({ mode: 'default' });
    let profile: string;
    let browser: BrowserProcess;
    let host: BrowserHostProcess;
    let page: Page;
    let other: Page;

    test.beforeAll(async () => {
      profile = mkdtempSync(join(tmpdir(), 'cjs-fault-'));
      browser = await startBrowser(profile, backend);
      await letPagesReachStores(browser.page);
    });
    test.afterAll(async () => {
      await browser.close();
      await removeFolder(profile);
    });
    test.beforeEach(async () => {
      host = await startBrowserHostProcess();
      await host.letIn(browser.context);
      page = await browser.context.newPage();
      await begin(page, host.url);
      other = await browser.context.newPage();
    });
    test.afterEach(async () => {
      await page.close();
      await other.close();
      await host.remove();
    });

    test(`F8 ${backend}: of 2 x ${INCREMENTS} steps that two windows record at the same time none is lost`, async () => {
      test.setTimeout(300_000);
      for (const window of [page, other]) await openFirstSection(window, host.url, 'diversion');
      const before = statementsOf(await readDatabase(page)).length;
      await Promise.all([page, other].map((window, index) => addSteps(window, index, INCREMENTS)));
      const rows = await expectWhole(page, host, new Oracle());
      expect(statementsOf(rows).length - before).toBe(2 * INCREMENTS);
      expect(
        Object.values(
          (projectionsOf(rows).find(({ key }) => key === RECORD_KEY)?.value as StoredRecord).record.secondsByDay,
        ).reduce((sum, seconds) => sum + seconds, 0),
      ).toBe(2 * INCREMENTS);
    });

    test(`F8 ${backend}: a window that a newer version leaves behind writes nothing and says so within 3 seconds`, async () => {
      await openFirstSection(page, host.url, 'diversion');
      await openBarePage(other, host.url);
      const { name } = await readDatabase(other);
      const timeout = TOLD_WITHIN * crowding();
      await holdOpen(other, name, NEWEST_NATIVE_VERSION + 10);
      await expect(page.getByText('This window is out of date')).toBeVisible({ timeout });
      const before = statementsOf(await readDatabase(other)).length;
      await page.getByRole('button', { name: 'Mark as read' }).click();
      await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
      expect(statementsOf(await readDatabase(other)).length).toBe(before);
    });

    test(`F8 ${backend}: an upgrade that an old window holds up says so within 3 seconds, and goes on by itself when that window is closed`, async () => {
      await openBarePage(other, host.url);
      const { name, learnerId } = await letGoOfRecord(page, other);
      await createOldDatabase(other, { statements: 5, notes: 2 }, learnerId);
      await holdOpen(other, name, OLDER_NATIVE_VERSION);
      const timeout = TOLD_WITHIN * crowding();
      await page.goto(host.url);
      await expect(page.getByText('Another window must be closed')).toBeVisible({ timeout });
      await other.close();
      await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
    });

    if (WHOLE && backend === 'leveldb')
      test('F8: a second start of the app on the same port sends the person to the first and touches nothing', async () => {
        const second = startBuilt(builtApp.browserHostEntry, {
          CJS_PORT: new URL(host.url).port,
          CJS_DATA: host.dataFolder,
        });
        expect(await second.ended).toBe(0);
        expect(second.output()).toContain(host.url.slice(0, -1));
        await page.reload();
        await expectWhole(page, host, new Oracle());
      });
  });
}

/** One second of study each, every statement in a section of its own. */
async function addSteps(page: Page, number: number, count: number): Promise<void> {
  await page.evaluate(
    async ([mine, steps]) => {
      for (let step = 0; step < steps; step += 1)
        await window
          .storesOfApp()
          .record.append([{ verb: 'experienced', sectionId: `diversion/made-${mine}-${step}`, seconds: 1 }]);
    },
    [number, count] as const,
  );
}

/**
 * Deletes the learner's database, as if it were to be made by an older version now; the registry still lists whose it
 * was.
 */
async function letGoOfRecord(page: Page, bare: Page): Promise<{ readonly name: string; readonly learnerId: string }> {
  const { name, tables } = await readDatabase(page);
  await page.goto('about:blank');
  await bare.evaluate(
    (database) =>
      new Promise<void>((done, reject) => {
        const request = indexedDB.deleteDatabase(database);
        request.onsuccess = () => {
          done();
        };
        request.onerror = () => {
          reject(request.error ?? new Error('It could not be deleted.'));
        };
      }),
    name,
  );
  const learner = metaOf({ name, tables, version: 0 }, 'learner');
  if (!learner) throw new Error('The database has no profile.');
  return { name, learnerId: learner.id };
}

/** Opens a database and lets go of it for nobody. */
async function holdOpen(page: Page, name: string, version: number): Promise<void> {
  await page.evaluate(
    ([wanted, native]) =>
      new Promise<void>((done, reject) => {
        const request = indexedDB.open(wanted, native);
        request.onsuccess = () => {
          Object.assign(window, { held: request.result });
          done();
        };
        request.onerror = () => {
          reject(request.error ?? new Error('It could not be opened.'));
        };
      }),
    [name, version] as const,
  );
}
