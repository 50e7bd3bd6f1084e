import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { journalPaths, readJournals } from '../../faults/support/journal-lines';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, SECTION_WITH_NOTES, SOKHA, test, withNotes } from '../begun-test';
import { beginNote, navigate } from '../pages/app-pages';
import type { PageTexts } from '../pages/page-texts';

const NOTE = 'A note from the beginning.';

/** The screen of a window whose record another one has. */
async function expectElsewhere(page: Page, { t }: PageTexts): Promise<void> {
  await expect(page.getByRole('heading', { name: t('elsewhere.heading') })).toBeFocused();
  await expect(page.getByRole('main')).toContainText(SOKHA.latinName);
  await expect(page.getByRole('navigation', { name: t('shell.navigation') })).toBeHidden();
}

/** Takes the record from the window that has it. */
async function useHere(page: Page, { t }: PageTexts): Promise<void> {
  await page.getByRole('button', { name: t('elsewhere.take') }).click();
  await expect(page.getByRole('navigation', { name: t('shell.navigation') })).toBeVisible();
}

/** Ends the editing: what was typed is a draft until then, and stays here. */
async function end(page: Page, { t }: PageTexts): Promise<void> {
  await page.getByRole('button', { name: t('notes.done') }).click();
}

/** Types on in a note that stands beside the text. */
async function typeOn(page: Page, text: string, more: string, { t }: PageTexts): Promise<void> {
  await page
    .locator('.note')
    .filter({ hasText: text })
    .getByRole('button', { name: t('notes.edit') })
    .click();
  await page.getByLabel(t('notes.text')).press('End');
  await page.getByLabel(t('notes.text')).pressSequentially(more);
}

/** Opens a new note beside the first block of the second module, and types into it. */
async function typeNote(page: Page, text: string, texts: PageTexts): Promise<void> {
  await (await beginNote(page, texts)).pressSequentially(text);
}

async function expectInNotebook(page: Page, wanted: readonly string[], texts: PageTexts): Promise<void> {
  await navigate(page, 'Notes', texts);
  for (const text of wanted) await expect(page.getByText(text, { exact: true })).toHaveCount(1);
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

inBothLanguages(() => {
  test.use({ record: withNotes(NOTE) });

  test('a second window says that the record is open in the first, takes it when asked, and has what was being typed there', async ({
    app: page,
    host,
    texts,
  }) => {
    await typeNote(page, 'Half a thou', texts);
    const other = await page.context().newPage();
    await other.goto(host.url);
    await expectElsewhere(other, texts);
    await expectAccessible(other, 'a record that is open in another window');
    await expect(page.getByLabel(texts.t('notes.text'))).toHaveValue('Half a thou');

    await page.getByLabel(texts.t('notes.text')).pressSequentially('ght');
    await useHere(other, texts);
    await expectElsewhere(page, texts);
    await expect(page.getByText('Half a thought')).toHaveCount(0);
    await expectInNotebook(other, [NOTE, 'Half a thought'], texts);

    // And back, loaded anew or not.
    await typeNote(other, 'Typed in the second window', texts);
    await page.reload();
    await expectElsewhere(page, texts);
    await useHere(page, texts);
    await expectElsewhere(other, texts);
    await expectInNotebook(page, [NOTE, 'Half a thought', 'Typed in the second window'], texts);
    factsIn(host);
    await page.close();
    await useHere(other, texts);
    await expectInNotebook(other, [NOTE, 'Half a thought', 'Typed in the second window'], texts);
  });

  test('of two browsers on one host the one that opened the record last has it; the other notices, and both texts are there', async ({
    openBrowser,
    host,
    texts,
  }) => {
    const first = await openBrowser({ address: SECTION_WITH_NOTES });
    await typeNote(first, 'Typed in the first browser', texts);
    await end(first, texts);
    await expectSaved(first);
    await typeOn(first, 'Typed in the first browser', ', and more', texts);
    const second = await openBrowser({ address: SECTION_WITH_NOTES });
    await expectInNotebook(second, [NOTE, 'Typed in the first browser'], texts);
    await typeNote(second, 'Typed in the second browser', texts);
    await end(second, texts);
    await expectSaved(second);

    await end(first, texts);
    await expectElsewhere(first, texts);
    await useHere(first, texts);
    const wanted = [NOTE, 'Typed in the first browser, and more', 'Typed in the second browser'];
    await expectInNotebook(first, wanted, texts);
    await expect.poll(() => contentOf(host)).toContain('Typed in the first browser, and more');
    await second.reload();
    await expectInNotebook(second, wanted, texts);
    factsIn(host);
  });

  test('a window goes on over the end of its host, without being loaded anew', async ({
    app: page,
    host,
    texts,
    expectedErrors,
  }) => {
    expectedErrors.push('Failed to load resource', 'net::ERR');
    await typeNote(page, 'Before the end', texts);
    await end(page, texts);
    await expectSaved(page);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await host.stop('SIGKILL');
    await host.start();
    await typeOn(page, 'Before the end', ', and after it', texts);
    await end(page, texts);
    await expect.poll(() => contentOf(host)).toContain('Before the end, and after it');
    await expectSaved(page);

    await host.stop('SIGKILL');
    await typeOn(page, 'Before the end', ', and while it was away', texts);
    await end(page, texts);
    await expect(page.getByText(texts.t('notices.journalBehind.silent.title'))).toBeVisible();
    await host.start();
    await page.getByRole('button', { name: texts.t('section.mark') }).click();
    await expect(page.getByText(texts.t('notices.journalBehind.silent.title'))).toBeHidden();
    await expectSaved(page);
    await expectInNotebook(page, [NOTE, 'Before the end, and after it, and while it was away'], texts);
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    expect(contentOf(host)).toContain('and while it was away');
  });

  test('a journal that is deleted while the record is open is whole again with the next change', async ({
    app: page,
    host,
    texts,
  }) => {
    await typeNote(page, 'Before the deletion', texts);
    await page.getByRole('button', { name: texts.t('notes.done') }).click();
    await expectSaved(page);
    const before = factsIn(host);
    for (const path of journalPaths(host)) rmSync(path);

    await page.getByRole('button', { name: texts.t('section.mark') }).click();
    await expect(page.getByText(texts.t('section.isRead'))).toBeVisible();
    await expect.poll(() => [...before].filter((id) => !factsIn(host).has(id))).toEqual([]);
    await expect.poll(() => contentOf(host)).toContain('"experienced"');
    await expectSaved(page);
    await expectInNotebook(page, [NOTE, 'Before the deletion'], texts);
  });
});
