import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { journalPaths, readJournals } from '../../faults/support/journal-lines';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { expectAccessible } from '../accessible';
import { expect, SECTION_WITH_NOTES, SOKHA, test, withNotes } from '../begun-test';
import { navigate, openFirstSection } from '../pages/app-pages';

const NOTE = 'A note from the beginning.';

test.use({ record: withNotes(NOTE) });

/** The screen of a window whose record another one has. */
async function expectElsewhere(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This record is open in another window' })).toBeFocused();
  await expect(page.getByRole('main')).toContainText(SOKHA.latinName);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
}

/** Takes the record from the window that has it. */
async function useHere(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use it here' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

/** Ends the editing: what was typed is a draft until then, and stays here. */
async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Done' }).click();
}

/** Types on in a note that stands beside the text. */
async function typeOn(page: Page, text: string, more: string): Promise<void> {
  await page.locator('.note').filter({ hasText: text }).getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Text of the note').press('End');
  await page.getByLabel('Text of the note').pressSequentially(more);
}

/** Opens a new note beside the first block of the second module, and types into it. */
async function typeNote(page: Page, text: string): Promise<void> {
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.getByLabel('Text of the note').pressSequentially(text);
}

async function expectInNotebook(page: Page, ...texts: readonly string[]): Promise<void> {
  await navigate(page, 'Notes');
  for (const text of texts) await expect(page.getByText(text, { exact: true })).toHaveCount(1);
}

async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
}

/** Ids of statements and notes in the journal; none stands there twice. */
function factsIn(host: BrowserHostProcess): ReadonlySet<string> {
  const facts = readJournals(host).filter(({ change: { kind } }) => kind === 'statement' || kind === 'note');
  const ids = facts.map(({ change }) => change.id);
  expect(new Set(ids).size).toBe(ids.length);
  return new Set(ids);
}

/** What stands in the journal, each change as it was sent. */
function contentOf(host: BrowserHostProcess): string {
  return readJournals(host)
    .map(({ change }) => change.body)
    .join('\n');
}

test('a second window says that the record is open in the first, takes it when asked, and has what was being typed there', async ({
  app: page,
  host,
}) => {
  await typeNote(page, 'Half a thou');
  const other = await page.context().newPage();
  await other.goto(host.url);
  await expectElsewhere(other);
  await expectAccessible(other, 'a record that is open in another window');
  await expect(page.getByLabel('Text of the note')).toHaveValue('Half a thou');

  await page.getByLabel('Text of the note').pressSequentially('ght');
  await useHere(other);
  await expectElsewhere(page);
  await expect(page.getByText('Half a thought')).toHaveCount(0);
  await expectInNotebook(other, NOTE, 'Half a thought');

  // And back, loaded anew or not.
  await typeNote(other, 'Typed in the second window');
  await page.reload();
  await expectElsewhere(page);
  await useHere(page);
  await expectElsewhere(other);
  await expectInNotebook(page, NOTE, 'Half a thought', 'Typed in the second window');
  factsIn(host);
  await page.close();
  await useHere(other);
  await expectInNotebook(other, NOTE, 'Half a thought', 'Typed in the second window');
});

test('of two browsers on one host the one that opened the record last has it; the other notices, and both texts are there', async ({
  openBrowser,
  host,
}) => {
  const first = await openBrowser({ address: SECTION_WITH_NOTES });
  await typeNote(first, 'Typed in the first browser');
  await end(first);
  await expectSaved(first);
  await typeOn(first, 'Typed in the first browser', ', and more');
  const second = await openBrowser({ address: SECTION_WITH_NOTES });
  await expectInNotebook(second, NOTE, 'Typed in the first browser');
  await typeNote(second, 'Typed in the second browser');
  await end(second);
  await expectSaved(second);

  await end(first);
  await expectElsewhere(first);
  await useHere(first);
  const texts = [NOTE, 'Typed in the first browser, and more', 'Typed in the second browser'];
  await expectInNotebook(first, ...texts);
  await expect.poll(() => contentOf(host)).toContain('Typed in the first browser, and more');
  await second.reload();
  await expectInNotebook(second, ...texts);
  factsIn(host);
});

test('a window goes on over the end of its host, without being loaded anew', async ({
  app: page,
  host,
  expectedErrors,
}) => {
  expectedErrors.push('Failed to load resource', 'net::ERR');
  await typeNote(page, 'Before the end');
  await end(page);
  await expectSaved(page);
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await host.stop('SIGKILL');
  await host.start();
  await typeOn(page, 'Before the end', ', and after it');
  await end(page);
  await expect.poll(() => contentOf(host)).toContain('Before the end, and after it');
  await expectSaved(page);

  await host.stop('SIGKILL');
  await typeOn(page, 'Before the end', ', and while it was away');
  await end(page);
  await expect(page.getByText('Your work is saved in one place only for now')).toBeVisible();
  await host.start();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('Your work is saved in one place only for now')).toBeHidden();
  await expectSaved(page);
  await expectInNotebook(page, NOTE, 'Before the end, and after it, and while it was away');
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  expect(contentOf(host)).toContain('and while it was away');
});

test('a journal that is deleted while the record is open is whole again with the next change', async ({
  app: page,
  host,
}) => {
  await typeNote(page, 'Before the deletion');
  await page.getByRole('button', { name: 'Done' }).click();
  await expectSaved(page);
  const before = factsIn(host);
  for (const path of journalPaths(host)) rmSync(path);

  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('This section is read.')).toBeVisible();
  await expect.poll(() => [...before].filter((id) => !factsIn(host).has(id))).toEqual([]);
  await expect.poll(() => contentOf(host)).toContain('"experienced"');
  await expectSaved(page);
  await expectInNotebook(page, NOTE, 'Before the deletion');
});
