import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { journalPaths, readJournals } from '../../faults/support/journal-lines';
import { removeFolderSync } from '../../support/remove-folder';
import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../app-test';
import { SECTION_READ, withNotes } from '../begun-test';
import { contentsLine, deleteDatabases, navigate, openFirstSection } from '../pages/app-pages';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';

const NOTE = 'A note that must not be lost.';

test.use({ record: { ...withNotes(NOTE), statements: SECTION_READ } });

/** The browser has the record that the journal held. */
async function begun(page: Page): Promise<void> {
  await expect(contentsLine(page, 2)).toContainText('1 of');
}

/** The journal of the only learner. */
function journalPath(host: BrowserHostProcess): string {
  const [path] = journalPaths(host);
  if (!path) throw new Error('There is no journal.');
  return path;
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
  await expect.poll(() => JSON.stringify(readJournals(host))).toContain(NOTE);
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
  await expect.poll(() => readJournals(host).filter(({ change }) => change.id === id)).toHaveLength(1);
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
  await expect(page.getByLabel('Name in Latin letters')).toBeHidden();
  await expect(page.getByText('What is kept')).toBeVisible();
  await expectAccessible(page, 'a start that failed');
  removeFolderSync(path);
  renameSync(`${path}.kept`, path);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expectStudyIsThere(page);
});

inBothLanguages(() => {
  test('while the host is away work goes on, is said to be in one place only, and reaches the journal afterwards', async ({
    app: page,
    host,
    texts,
    expectedErrors,
  }) => {
    const { t } = texts;
    expectedErrors.push('Failed to load resource', 'net::ERR');
    await expect(page.getByText(t('notices.restored.title'))).toBeVisible();
    await openFirstSection(page, 2, texts);
    await expect(page.getByText(t('section.isRead'))).toBeVisible();
    await host.stop();
    await page.getByRole('button', { name: t('section.unmark') }).click();
    const told = page.getByText(t('notices.journalBehind.silent.title'));
    await expect(told).toBeVisible();
    await expect(page.getByText(t('notices.journalBehind.silent.text'))).toBeVisible();
    await host.start();
    await page.getByRole('button', { name: t('section.mark') }).click();
    await expect(page.getByText(t('section.isRead'))).toBeVisible();
    // The window goes on: what lets it in holds over the host's end.
    await expect(told).toBeHidden();
    await expect.poll(() => JSON.stringify(readJournals(host))).toContain('voided');
  });
});
