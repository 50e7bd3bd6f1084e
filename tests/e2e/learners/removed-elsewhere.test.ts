import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { textsInHeap } from '../../support/traces/heap-texts';
import { auditFolder, auditWindow, leaks } from '../../support/traces/leak-audit';
import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import { SOKHA, withNotes } from '../begun-test';
import { contentsLine, navigate, openFirstSection, openModule } from '../pages/app-pages';
import { beginWithBackup } from '../pages/learner-pages';
import { expectLocked, unlock } from '../pages/protection-pages';

const NAME = SOKHA.latinName;
const PIN = '739204';
const NOTE = 'A note of the first browser.';

test.use({ record: { ...withNotes(NOTE), pin: PIN } });

async function remove(page: Page, host: BrowserHostProcess): Promise<void> {
  await page.goto(`${host.url}#/settings/remove-learner`);
  await page.getByLabel('Type the name').fill(NAME);
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByRole('heading', { name: /Your name|Who is studying/u })).toBeVisible();
}

/** Reads a section of the second module while the journal can't be reached. */
async function readUnsent(page: Page): Promise<void> {
  await page.route('**/operations', (route) =>
    (route.request().postData() ?? '').includes('"journal.append"') ? route.abort() : route.continue(),
  );
  await openModule(page, 2);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').nth(1).click();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('This section is read.')).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Saved here, not yet in the journal');
}

const journals = (host: BrowserHostProcess): readonly string[] =>
  readdirSync(join(host.dataFolder, 'journals')).filter((name) => name.endsWith('.jsonl'));

/** Opens the record in another browser, which has it from then on, and sees its note. */
async function study(page: Page): Promise<void> {
  await expectLocked(page);
  await unlock(page, PIN);
  await navigate(page, 'Notes');
  await expect(page.getByText(NOTE)).toBeVisible();
}

/** The choice of a browser that has something of a removed learner which the journal never got. */
async function expectAsked(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'This record was removed in another browser' })).toBeFocused();
  await expect(page.getByRole('main')).toContainText('never reached the journal');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
}

test('a learner removed in one browser is not brought back by another: one that has nothing unsent removes them too, one with something unsent asks, and so does one at work', async ({
  host,
  openBrowser,
  expectedErrors,
}, testInfo) => {
  expectedErrors.push('net::ERR_FAILED');
  // One after another has the record: one that did something which the journal never got, one that only read, one that
  // is at work, and the one that removes it.
  const unsent = await openBrowser();
  await study(unsent);
  await readUnsent(unsent);
  await unsent.goto('about:blank');
  await unsent.unroute('**/operations');
  const reader = await openBrowser();
  await study(reader);
  await reader.goto('about:blank');
  const atWork = await openBrowser();
  await study(atWork);
  await openFirstSection(atWork, 2);
  await atWork.getByRole('button', { name: 'Add a note' }).first().click();
  const remover = await openBrowser();
  await study(remover);
  await remove(remover, host);
  expect(leaks(auditFolder(host.dataFolder), [NAME, SOKHA.id])).toEqual([]);

  // At work: the next change ends in a question, and nothing more reaches the host.
  await atWork.getByLabel('Text of the note').fill('Typed after the removal.');
  await atWork.getByRole('button', { name: 'Done' }).click();
  await expectAsked(atWork);
  const words = [NOTE, 'Typed after the removal.'];
  await expect.poll(() => textsInHeap(atWork, words), { timeout: 30_000 }).toEqual([]);
  expect(journals(host)).toEqual([]);

  await reader.goto(host.url);
  await expect(reader.getByText('A record was removed here too')).toBeVisible();
  await expect(reader.getByRole('heading', { name: 'Your name' })).toBeVisible();
  expect(leaks(await auditWindow(reader), [NAME, SOKHA.id])).toEqual([]);

  await unsent.goto(host.url);
  await expectAsked(unsent);
  await expectAccessible(unsent, 'removed elsewhere');
  // A copy, whose notes stay sealed, then nothing of it is left.
  const download = unsent.waitForEvent('download');
  await unsent.getByRole('button', { name: 'Save the raw record as a file' }).click();
  const kept = testInfo.outputPath('kept.jsonl');
  await (await download).saveAs(kept);
  await unsent.reload();
  await unsent.getByLabel('Type the name').fill(NAME);
  await unsent.getByRole('button', { name: 'Remove for good' }).click();
  await expect(unsent.getByRole('heading', { name: 'Your name' })).toBeVisible();
  expect(leaks(await auditWindow(unsent), [NAME, SOKHA.id])).toEqual([]);
  expect(leaks(auditFolder(host.dataFolder), [NAME, SOKHA.id])).toEqual([]);

  // A person's import lifts the removal, with what was unsent.
  await beginWithBackup(unsent, readFileSync(kept));
  await expect(contentsLine(unsent, 2)).toContainText('1 of');
  await expect.poll(() => journals(host)).toContain(`${SOKHA.id}.jsonl`);
});
