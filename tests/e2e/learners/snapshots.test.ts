import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { removeFolderSync } from '../../support/remove-folder';
import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../app-test';
import { SECTION_READ, withNotes } from '../begun-test';
import {
  beginAs,
  contentsLine,
  deleteDatabases,
  navigate,
  openFirstSection,
  readOf,
  writeNote,
} from '../pages/app-pages';
import { ENGLISH, type PageTexts } from '../pages/page-texts';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { chooseState, keepPresentState, restoreChosenState } from '../pages/snapshot-pages';

const NOTE = 'A note that was there then.';

test.use({ record: { ...withNotes(NOTE), statements: SECTION_READ } });

/** The snapshot files of the only learner, oldest first; not one that is still being written. */
function snapshotFiles(host: BrowserHostProcess): string[] {
  const folder = join(host.dataFolder, 'snapshots');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((learner) =>
      readdirSync(join(folder, learner))
        .filter((name) => name.endsWith('.jsonl.gz'))
        .map((name) => join(folder, learner, name)),
    )
    .sort();
}

async function openSnapshots(page: Page, host: BrowserHostProcess, { t }: PageTexts = ENGLISH): Promise<void> {
  await page.goto(`${host.url}#/records`);
  await expect(page.getByRole('heading', { name: t('snapshots.heading'), level: 2 })).toBeVisible();
}

async function readSection(page: Page, module: number, texts: PageTexts = ENGLISH): Promise<void> {
  const { t } = texts;
  await openFirstSection(page, module, texts);
  await page.getByRole('button', { name: t('section.mark') }).click();
  await expect(page.getByText(t('section.isRead'))).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
}

inBothLanguages(() => {
  test('a state is kept, compared with now, restored, and the restore undone @walk', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t, like } = texts;
    await expect(contentsLine(page, 2, texts)).toContainText(readOf(1, texts));
    await keepPresentState(page, host.url, texts);
    await readSection(page, 3, texts);
    await writeNote(page, 'A note that comes later.', texts);

    await openSnapshots(page, host, texts);
    await chooseState(page, t('snapshots.sections', { n: 1 }, 1), 'Compare with now', texts);
    await expect(page.getByRole('heading', { name: like('snapshots.preview.heading') })).toBeFocused();
    await expect(page.getByRole('row', { name: `${t('snapshots.preview.sections')} 1 2` })).toBeVisible();
    await expect(page.getByRole('row', { name: `${t('snapshots.preview.notes')} 1 2` })).toBeVisible();
    const [steps, states] = [t('amounts.steps', { n: 1 }, 1), t('amounts.states', { n: 1 }, 1)];
    const what = t('amounts.both', { steps, states });
    await expect(page.getByText(t('snapshots.preview.goesAway', { what }))).toBeVisible();
    await expectAccessible(page, 'an earlier state beside now');
    await restoreChosenState(page, texts);
    await expect(page.getByRole('main').getByText(t('snapshots.outcome.restored'))).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: t('snapshots.reasons.before-restore') })).toBeVisible();

    await page.getByRole('button', { name: t('snapshots.undo') }).click();
    await expect(page.getByRole('main').getByText(t('snapshots.outcome.undone'))).toBeVisible();
    await navigate(page, 'Contents', texts);
    await expect(contentsLine(page, 3, texts)).toContainText(readOf(1, texts));
    await navigate(page, 'Notes', texts);
    await expect(page.getByText('A note that comes later.')).toBeVisible();
    await expect(page.getByText(NOTE)).toBeVisible();
    // It holds after the browser's database is gone, too: the journal says the same.
    await deleteDatabases(page, host.url);
    await page.goto(host.url);
    await expect(contentsLine(page, 3, texts)).toContainText(readOf(1, texts));
  });
});

test('another browser shows the restored state at its next opening, with what it had that the journal never got', async ({
  host,
  openBrowser,
  expectedErrors,
}) => {
  expectedErrors.push('net::ERR_FAILED');
  const first = await openBrowser();
  await expect(contentsLine(first, 2)).toContainText('1 of');
  await keepPresentState(first, host.url);
  await readSection(first, 3);
  await first.goto('about:blank');

  const second = await openBrowser();
  await expect(contentsLine(second, 3)).toContainText('1 of');
  await second.route('**/operations', (route) =>
    (route.request().postData() ?? '').includes('"journal.append"') ? route.abort() : route.continue(),
  );
  await openFirstSection(second, 4);
  await second.getByRole('button', { name: 'Mark as read' }).click();
  await expect(second.getByText('This section is read.')).toBeVisible();
  await second.goto('about:blank');
  await second.unroute('**/operations');

  await openSnapshots(first, host);
  await chooseState(first, '1 section read', 'Compare with now');
  await restoreChosenState(first);
  await expect(first.getByRole('main').getByText('Your record is set back.')).toBeVisible();
  await first.goto('about:blank');

  await second.goto(host.url);
  await expect(second.getByText('Your record is an earlier state')).toBeVisible();
  await expect(contentsLine(second, 2)).toContainText('1 of');
  await expect(contentsLine(second, 3)).not.toContainText('1 of');
  await expect(contentsLine(second, 4)).toContainText('1 of');
});

test('where database and journal are gone no first run is shown: an earlier state brings the record back', async ({
  app: page,
  host,
}) => {
  await expect(contentsLine(page, 2)).toContainText('1 of');
  await keepPresentState(page, host.url);
  await page.goto('about:blank');
  await host.stop();
  removeFolderSync(join(host.dataFolder, 'journals'));
  await host.start();
  await deleteDatabases(page, host.url);
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'A record is missing' })).toBeVisible();
  await expect(page.getByLabel('Name in Latin letters')).toBeHidden();
  await page.getByRole('button', { name: 'Show earlier states' }).click();
  await expect(page.getByRole('heading', { name: 'Sokha Chan' })).toBeVisible();
  await chooseState(page, '1 section read', 'Choose this state');
  await restoreChosenState(page);
  await expect(contentsLine(page, 2)).toContainText('1 of');
  await expect(page.getByRole('banner')).toContainText('Sokha Chan');
});

test('where the journal cannot be read an earlier state takes its place, and its file is kept', async ({
  app: page,
  host,
  expectedErrors,
}) => {
  expectedErrors.push('Failed to load resource');
  await expect(contentsLine(page, 2)).toContainText('1 of');
  await keepPresentState(page, host.url);
  await host.stop();
  const folder = join(host.dataFolder, 'journals');
  const [name = ''] = readdirSync(folder);
  renameSync(join(folder, name), join(folder, 'kept'));
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'inside'), 'as it was');
  await host.start();
  await deleteDatabases(page, host.url);
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'The journal could not be read' })).toBeVisible();
  await page.getByRole('button', { name: 'Show earlier states' }).click();
  await chooseState(page, '1 section read', 'Choose this state');
  await restoreChosenState(page);
  await expect(contentsLine(page, 2)).toContainText('1 of');
  expect(readFileSync(join(folder, `${name}.damaged-1`, 'inside'), 'utf8')).toBe('as it was');
});

test.describe(() => {
  test.use({ record: null });

  test('the first step of a day keeps a state by itself, as a file that tells nothing by its name', async ({
    app: page,
    host,
  }) => {
    await beginAs(page, { latin: 'Sokha Chan' });
    await expect.poll(() => snapshotFiles(host).length).toBe(1);
    const [file = ''] = snapshotFiles(host);
    expect(file).toMatch(/snapshots[\\/][0-9a-f-]{36}[\\/]000001-[\dTZ-]+-automatic\.jsonl\.gz$/u);
    expect(gunzipSync(readFileSync(file)).toString('utf8')).toContain('Sokha Chan');
    await openSnapshots(page, host);
    await expect(page.getByRole('listitem').filter({ hasText: 'Daily' })).toHaveCount(1);
  });
});
