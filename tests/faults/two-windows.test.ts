import { expect, test, type Page } from '@playwright/test';
import { startBrowserHostProcess, type BrowserHostProcess } from '../support/hosts/browser-host-process';
import { builtApp } from '../support/hosts/built-app';
import { startBuilt } from '../support/hosts/built-process';
import { crowding } from '../support/crowding';
import { makeFolderSync, removeFolder } from '../support/remove-folder';
import { begin, letPagesAcknowledge, openFirstSection } from './support/app-in-page';
import { startBrowser, type BrowserProcess } from './support/browser-process';
import { metaOf, openBarePage, readDatabase, statementsOf } from './support/database-rows';
import { OLDER_NATIVE_VERSION } from '../support/builders/older-database';
import { createOldDatabase, NEWEST_NATIVE_VERSION } from './support/old-database';
import { Oracle } from './support/oracle';
import { backendsFor, WHOLE } from './support/sample';
import { expectWhole } from './support/whole-record';

// F8: two windows, or two versions of the app, on one record: one of them writes it.
const TURNS = WHOLE ? 50 : 6;
/** Every how many turns the window that has the record doesn't answer. */
const STALLED_EVERY = 5;
/** Milliseconds that it doesn't: longer than a window waits that takes a record. */
const STALL = 6_000;
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
    const oracle = new Oracle();

    test.beforeAll(async () => {
      profile = makeFolderSync('fault');
      browser = await startBrowser(profile, backend);
      await letPagesAcknowledge(browser.page, oracle);
    });
    test.afterAll(async () => {
      await browser.close();
      await removeFolder(profile);
    });
    test.beforeEach(async () => {
      oracle.acknowledgements = [];
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

    test(`F8 ${backend}: of what two windows record that take the record from each other ${TURNS} times nothing acknowledged is lost`, async () => {
      test.setTimeout(60_000 + TURNS * 15_000);
      await openFirstSection(page, host.url, 'diversion');
      await other.goto(host.url);
      const windows = [page, other] as const;
      for (let turn = 0; turn < TURNS; turn += 1) {
        const [mine, next] = turn % 2 === 0 ? windows : ([other, page] as const);
        const before = oracle.acknowledgements.length;
        // It is taken in the midst of this.
        const recording = record(mine, turn);
        await expect.poll(() => oracle.acknowledgements.length).toBeGreaterThan(before + 3);
        // One that doesn't answer loses it in the midst of its work, and goes on with that when it wakes.
        const asleep = turn % STALLED_EVERY === STALLED_EVERY - 1 ? stall(mine) : Promise.resolve();
        await expect(next.getByRole('heading', { name: 'This record is open in another window' })).toBeVisible();
        await next.getByRole('button', { name: 'Use it here' }).click();
        await expect(next.getByRole('heading', { name: 'Contents' })).toBeVisible();
        await asleep;
        await recording;
        await openFirstSection(next, host.url, 'diversion');
        await expect(mine.getByRole('heading', { name: 'This record is open in another window' })).toBeVisible();
      }
      const holder = windows[(TURNS % 2) as 0 | 1];
      const rows = await expectWhole(holder, host, oracle);
      expect(statementsOf(rows).filter(({ verb }) => verb === 'experienced').length).toBeGreaterThanOrEqual(
        oracle.statementIds.length,
      );
    });

    test(`F8 ${backend}: of two windows that record at the same time the one that lost the record is refused`, async () => {
      await openFirstSection(page, host.url, 'diversion');
      await other.goto(host.url);
      const asleep = stall(page);
      await other.getByRole('button', { name: 'Use it here' }).click();
      await expect(other.getByRole('heading', { name: 'Contents' })).toBeVisible();
      const step = (from: Page, section: string): Promise<string> =>
        from.evaluate(
          (sectionId) =>
            window
              .storesOfApp()
              .record.append([{ verb: 'experienced', sectionId, seconds: 1 }])
              .then(
                () => 'recorded',
                () => 'refused',
              ),
          section,
        );
      expect(await Promise.all([step(other, 'diversion/there'), step(page, 'diversion/here')])).toEqual([
        'recorded',
        'refused',
      ]);
      await asleep;
      const rows = await expectWhole(other, host, oracle);
      expect(JSON.stringify(statementsOf(rows))).toContain('diversion/there');
      expect(JSON.stringify(statementsOf(rows))).not.toContain('diversion/here');
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

/** Steps and notes, one after another, until the window has the record no more. */
async function record(page: Page, turn: number): Promise<void> {
  await page.evaluate(async (number) => {
    const { record: steps, notes, 'save-state': saving } = window.storesOfApp();
    const say = (statementIds: readonly string[], kept: readonly Note[] = []): Promise<void> =>
      window.acknowledge({
        statementIds,
        notes: kept.map(({ id, noteId, text }) => ({ id, noteId, text })),
        saveState: saving.state,
      });
    type Note = Awaited<ReturnType<typeof notes.add>>;
    const place = { moduleId: 'diversion', sectionId: 'diversion/section-1', blockId: null, quote: '' };
    let note: Note | null = null;
    try {
      for (let step = 0; ; step += 1) {
        await say(
          await steps.append([{ verb: 'experienced', sectionId: `diversion/made-${number}-${step}`, seconds: 1 }]),
        );
        const text = `Turn ${number}, step ${step}`;
        note = note && step % 3 > 0 ? await notes.edit(note, text) : await notes.add(place, text);
        await say([], [note]);
      }
    } catch (error) {
      // The stores refuse what the window may not write; else the test is wrong.
      if (error instanceof TypeError) throw error;
    }
  }, turn);
}

/** Lets a window do nothing else for a while; resolves when it goes on. */
async function stall(page: Page): Promise<void> {
  await page.evaluate((duration) => {
    const until = Date.now() + duration;
    while (Date.now() < until);
  }, STALL);
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
