import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import { SECTION_READ, withNotes } from '../begun-test';
import { contentsLine, deleteDatabases, navigate, openFirstSection, openModule } from '../pages/app-pages';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';

const NOTE = 'A note that must not be lost.';

test.use({ record: { ...withNotes(NOTE), statements: SECTION_READ } });

/** The browser has the record that the journal held. */
async function begun(page: Page): Promise<void> {
  await expect(contentsLine(page, 2)).toContainText('1 of');
}

/** The journal of the only learner. */
function journalPath(host: BrowserHostProcess): string {
  const folder = join(host.dataFolder, 'journals');
  const [name] = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  if (!name) throw new Error('There is no journal.');
  return join(folder, name);
}

/**
 * What a journal holds now. The app writes a missing one when it comes to it: until then there is nothing, which is no
 * error.
 */
function journalText(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The changes in a journal; null while a line is being written. */
function journalChanges(path: string): readonly { readonly id: string; readonly body: string }[] | null {
  const text = readFileSync(path, 'utf8');
  if (!text.endsWith('\n')) return null;
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => (JSON.parse(line) as { change: { id: string; body: string } }).change);
}

async function expectStudyIsThere(page: Page): Promise<void> {
  await begun(page);
  await navigate(page, 'Notes');
  await expect(page.getByText(NOTE)).toBeVisible();
}

test('a record of which the browser has nothing comes back from the journal, and the learner is told', async ({
  app: page,
}) => {
  await expect(page.getByText('Your record was restored')).toBeVisible();
  await expectStudyIsThere(page);
});

test('a journal that was deleted is made again from the database', async ({ app: page, host }) => {
  await begun(page);
  const path = journalPath(host);
  await page.goto('about:blank');
  await host.stop();
  rmSync(path);
  await host.start();
  await page.goto(host.url);
  await expect(page.getByText('The journal is made again')).toBeVisible();
  await expect.poll(() => journalText(path)).toContain(NOTE);
  await expectStudyIsThere(page);
});

test('a torn last line of the journal costs that line only, and the database fills it in again', async ({
  app: page,
  host,
}) => {
  await begun(page);
  const path = journalPath(host);
  await page.goto('about:blank');
  await host.stop();
  const whole = readFileSync(path);
  const [last = ''] = whole.toString().trimEnd().split('\n').slice(-1);
  truncateSync(path, whole.length - 9);
  await host.start();
  await page.goto(host.url);
  await expectStudyIsThere(page);
  const { id } = (JSON.parse(last) as { readonly change: { readonly id: string } }).change;
  await expect
    .poll(
      () =>
        journalText(path)
          .split('\n')
          .filter((line) => line.includes(`"${id}"`) && line.endsWith('"}')).length,
    )
    .toBe(1);
});

test('damaged lines of the journal are told and the rest is read', async ({ app: page, host }) => {
  await begun(page);
  const path = journalPath(host);
  await page.goto('about:blank');
  await host.stop();
  appendFileSync(path, 'this is not a journal line\n');
  await host.start();
  await page.goto(host.url);
  await expect(page.getByText('Part of the journal could not be read')).toBeVisible();
  await expectStudyIsThere(page);
});

test('with the database empty and the journal unreadable no new record is begun', async ({
  app: page,
  host,
  expectedErrors,
}) => {
  expectedErrors.push('Failed to load resource');
  await begun(page);
  const path = journalPath(host);
  await host.stop();
  renameSync(path, `${path}.kept`);
  mkdirSync(path);
  await host.start();
  await deleteDatabases(page, host.url);
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'The journal could not be read' })).toBeVisible();
  await expect(page.getByText('No new record was begun over it.')).toBeVisible();
  await expect(page.getByLabel('Name in Latin script')).toBeHidden();
  rmSync(path, { recursive: true });
  renameSync(`${path}.kept`, path);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectStudyIsThere(page);
});

test('while the host is away work goes on, is said to be in one place only, and reaches the journal afterwards', async ({
  app: page,
  host,
  expectedErrors,
}) => {
  expectedErrors.push('Failed to load resource', 'net::ERR');
  await openFirstSection(page, 2);
  await expect(page.getByText('This section is read.')).toBeVisible();
  await host.stop();
  await page.getByRole('button', { name: 'Mark as not read' }).click();
  await expect(page.getByText('Your work is saved in one place only for now')).toBeVisible();
  await expect(page.getByText('The app has stopped in the background, where it writes the journal')).toBeVisible();
  await host.start();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('This section is read.')).toBeVisible();
  await expect(page.getByText('The app was started again')).toBeVisible();
  await page.reload();
  await expect(page.getByText('This section is read.')).toBeVisible();
  await expect.poll(() => readFileSync(journalPath(host), 'utf8')).toContain('voided');
});

test('two windows write at the same time and the journal holds every change once', async ({ app: page, host }) => {
  await begun(page);
  const other = await page.context().newPage();
  await other.goto(host.url);
  await openModule(other, 3);
  await openModule(page, 4);
  for (const window of [page, other]) {
    await window.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').nth(1).click();
    await expect(window.getByRole('button', { name: 'Mark as read' })).toBeVisible();
  }
  await Promise.all([page, other].map((window) => window.getByRole('button', { name: 'Mark as read' }).click()));
  for (const window of [page, other]) await expect(window.getByRole('banner').getByRole('status')).toHaveText('Saved');
  // "Saved" may still be said of what went before.
  let changes = journalChanges(journalPath(host));
  await expect
    .poll(() => {
      changes = journalChanges(journalPath(host));
      return changes?.filter(({ body }) => body.includes('"experienced"')).length;
    })
    .toBe(3);
  const ids = changes?.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  await page.goto('about:blank');
  await page.goto(host.url);
  for (const number of [2, 3, 4]) await expect(contentsLine(page, number)).toContainText('1 of');
});

test('an IndexedDB that cannot be opened is told, with what is kept and what to do', async ({ app: page }) => {
  await begun(page);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Access is denied.', 'SecurityError');
    };
    IDBFactory.prototype.databases = () => Promise.reject(new DOMException('Access is denied.', 'SecurityError'));
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'No database is available' })).toBeVisible();
  await expect(page.getByText('What is kept')).toBeVisible();
  await expectAccessible(page, 'a start that failed');
});

test('a database that a newer version made is not touched', async ({ app: page, host, expectedErrors }) => {
  expectedErrors.push('favicon', 'Failed to load resource'); // /healthz is no page and has no icon.
  await begun(page);
  await page.goto(`${host.url}healthz`);
  const versionBefore = await page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) =>
      name?.startsWith('child-justice-series-learner-'),
    );
    return new Promise<number>((resolve, reject) => {
      const request = indexedDB.open(found?.name ?? '', 990);
      request.onsuccess = () => {
        request.result.close();
        resolve(990);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('The database could not be opened.'));
      };
    });
  });
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'Your record is newer than this app' })).toBeVisible();
  const versions = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name, version }) => [name, version] as const),
  );
  expect(versions.find(([name]) => name?.startsWith('child-justice-series-learner-'))?.[1]).toBe(versionBefore);
});
