import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { textsInHeap } from '../../support/traces/heap-texts';
import { auditFolder, auditWindow, leaks } from '../../support/traces/leak-audit';
import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../app-test';
import { SOKHA, withNotes } from '../begun-test';
import { beginNote, contentsLine, navigate, openModule, readOf, sectionList } from '../pages/app-pages';
import { beginWithBackup } from '../pages/learner-pages';
import { ENGLISH, type PageTexts } from '../pages/page-texts';
import { expectLocked, unlock } from '../pages/protection-pages';

const NAME = SOKHA.latinName;
const PIN = '739204';
const NOTE = 'A note of the first browser.';

async function remove(page: Page, host: Pick<BrowserHostProcess, 'url'>, texts: PageTexts): Promise<void> {
  await page.goto(`${host.url}#/settings/remove-learner`);
  await confirmRemoval(page, texts);
}

async function confirmRemoval(page: Page, texts: PageTexts): Promise<void> {
  const { t, like } = texts;
  await page.getByLabel(like('removal.confirm.label')).fill(NAME);
  await page.getByRole('button', { name: t('removal.confirm.button') }).click();
  // Where no learner is left a page is in the computer's language.
  await expect(page.getByRole('heading', { name: ENGLISH.t('firstRun.heading') })).toBeVisible();
}

/** Reads a section of the second module while the journal can't be reached. */
async function readUnsent(page: Page, texts: PageTexts): Promise<void> {
  const { t } = texts;
  await page.route('**/operations', (route) =>
    (route.request().postData() ?? '').includes('"journal.append"') ? route.abort() : route.continue(),
  );
  await openModule(page, 2, texts);
  await sectionList(page, texts).getByRole('link').nth(1).click();
  await page.getByRole('button', { name: t('section.mark') }).click();
  await expect(page.getByText(t('section.isRead'))).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText(t('saveState.local'));
}

const journals = (host: BrowserHostProcess): readonly string[] =>
  readdirSync(join(host.dataFolder, 'journals')).filter((name) => name.endsWith('.jsonl'));

/** Opens the record in another browser, which has it from then on, and sees its note. */
async function study(page: Page, texts: PageTexts): Promise<void> {
  await expectLocked(page, texts);
  await unlock(page, PIN, texts);
  await navigate(page, 'Notes', texts);
  await expect(page.getByText(NOTE)).toBeVisible();
}

/** The choice of a browser that has something of a removed learner which the journal never got. */
async function expectAsked(page: Page, { t }: PageTexts): Promise<void> {
  await expect(page.getByRole('heading', { name: t('removedElsewhere.heading') })).toBeFocused();
  await expect(page.getByRole('main')).toContainText(t('removedElsewhere.lead', { name: NAME }));
  await expect(page.getByRole('navigation', { name: t('shell.navigation') })).toBeHidden();
}

inBothLanguages(() => {
  test.use({ record: { ...withNotes(NOTE), pin: PIN } });

  test('a learner removed in one browser is not brought back by another: one that has nothing unsent removes them too, one with something unsent asks, and so does one at work', async ({
    host,
    openBrowser,
    texts,
    expectedErrors,
  }, testInfo) => {
    const { t } = texts;
    expectedErrors.push('net::ERR_FAILED');
    // One after another has the record: one that did something which the journal never got, one that only read, one
    // that is at work, and the one that removes it.
    const unsent = await openBrowser();
    await study(unsent, texts);
    await readUnsent(unsent, texts);
    await unsent.goto('about:blank');
    await unsent.unroute('**/operations');
    const reader = await openBrowser();
    await study(reader, texts);
    await reader.goto('about:blank');
    const atWork = await openBrowser();
    await study(atWork, texts);
    const field = await beginNote(atWork, texts);
    const remover = await openBrowser();
    await study(remover, texts);
    await remove(remover, host, texts);
    expect(leaks(auditFolder(host.dataFolder), [NAME, SOKHA.id])).toEqual([]);

    // At work: the next change ends in a question, and nothing more reaches the host.
    await field.fill('Typed after the removal.');
    await atWork.getByRole('button', { name: t('notes.done') }).click();
    await expectAsked(atWork, texts);
    const words = [NOTE, 'Typed after the removal.'];
    await expect.poll(() => textsInHeap(atWork, words), { timeout: 30_000 }).toEqual([]);
    expect(journals(host)).toEqual([]);

    await reader.goto(host.url);
    await expect(reader.getByText(ENGLISH.like('notices.removalFollowed.title'))).toBeVisible();
    await expect(reader.getByRole('heading', { name: ENGLISH.t('firstRun.heading') })).toBeVisible();
    expect(leaks(await auditWindow(reader), [NAME, SOKHA.id])).toEqual([]);

    await unsent.goto(host.url);
    await expectAsked(unsent, texts);
    await expectAccessible(unsent, 'removed elsewhere');
    // A copy, whose notes stay sealed, then nothing of it is left.
    const download = unsent.waitForEvent('download');
    await unsent.getByRole('button', { name: t('startFailures.save') }).click();
    const kept = testInfo.outputPath('kept.jsonl');
    await (await download).saveAs(kept);
    await unsent.reload();
    await confirmRemoval(unsent, texts);
    expect(leaks(await auditWindow(unsent), [NAME, SOKHA.id])).toEqual([]);
    expect(leaks(auditFolder(host.dataFolder), [NAME, SOKHA.id])).toEqual([]);

    // A person's import lifts the removal, with what was unsent.
    await beginWithBackup(unsent, readFileSync(kept), texts);
    await expect(contentsLine(unsent, 2, texts)).toContainText(readOf(1, texts));
    await expect.poll(() => journals(host)).toContain(`${SOKHA.id}.jsonl`);
  });
});
