import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { textsInHeap } from '../../support/traces/heap-texts';
import { auditFolder, leaks } from '../../support/traces/leak-audit';
import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import { SOKHA, withNotes } from '../begun-test';
import { navigate, openFirstSection, openModule } from '../pages/app-pages';
import { addLearner, showPicker } from '../pages/learner-pages';
import { waitLongerFor } from '../pages/patient-pages';
import { expectLocked, unlock } from '../pages/protection-pages';

const NAME = SOKHA.latinName;
const PIN = '739204';
const NOTE = 'A note of the first browser.';

test.use({ record: { ...withNotes(NOTE), pin: PIN } });

/** Milliseconds that a start waits for the host to tell who was removed elsewhere. */
const REMOVAL_WAITS = [500, 2_000];

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

const journals = (host: BrowserHostProcess): readonly string[] => readdirSync(join(host.dataFolder, 'journals'));

test('a learner removed in one browser is not brought back by another, which asks about one with something unsent, and about one at work', async ({
  host,
  openBrowser,
  expectedErrors,
}, testInfo) => {
  expectedErrors.push('net::ERR_FAILED');
  // The same learner in one that removes it, one that did something which the journal never got, and one at work.
  const prepare = (page: Page): Promise<void> => waitLongerFor(page, REMOVAL_WAITS);
  const [remover, unsent, atWork] = [
    await openBrowser({ prepare }),
    await openBrowser({ prepare }),
    await openBrowser({ prepare }),
  ];
  for (const page of [remover, unsent, atWork]) {
    await expectLocked(page);
    await unlock(page, PIN);
    await navigate(page, 'Notes');
    await expect(page.getByText(NOTE)).toBeVisible();
  }
  await addLearner(unsent, { latin: 'Vanna Kim' });
  await showPicker(unsent);
  await unsent.getByRole('button', { name: new RegExp(NAME, 'u') }).click();
  await unlock(unsent, PIN);
  await readUnsent(unsent);
  await unsent.goto('about:blank');
  await openFirstSection(atWork, 2);
  await atWork.getByRole('button', { name: 'Add a note' }).first().click();

  await remove(remover, host);
  expect(leaks(auditFolder(host.dataFolder), [NAME, SOKHA.id])).toEqual([]);

  // At work: the typing ends in a question, and nothing more reaches the host.
  await atWork.getByLabel('Text of the note').fill('Typed after the removal.');
  await expect(atWork.getByRole('heading', { name: 'This record was removed in another browser' })).toBeFocused();
  await expect(atWork.getByRole('navigation', { name: 'Main' })).toBeHidden();
  const words = [NOTE, 'Typed after the removal.'];
  await expect.poll(() => textsInHeap(atWork, words), { timeout: 30_000 }).toEqual([]);
  expect(journals(host)).not.toContain(`${SOKHA.id}.jsonl`);

  // Something that the journal never got: listed with the day, asked about when chosen.
  await unsent.unroute('**/operations');
  await unsent.goto(host.url);
  const choice = unsent.getByRole('listitem').filter({ hasText: NAME });
  await expect(choice).toContainText(/Removed in another browser on \d+ \w+ \d{4}/u);
  await choice.getByRole('button').click();
  await expect(unsent.getByRole('heading', { name: 'This record was removed in another browser' })).toBeFocused();
  await expect(unsent.getByRole('main')).toContainText(
    `The record of ${NAME} was removed in another browser on this computer on`,
  );
  await expect(unsent.getByRole('main')).toContainText('never reached the journal');
  await expectAccessible(unsent, 'removed elsewhere');
  await unsent.getByRole('button', { name: 'Show the learners' }).click();
  await unsent.getByRole('button', { name: /Vanna Kim/u }).click();
  await expect(unsent.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await showPicker(unsent);
  await unsent.getByRole('button', { name: new RegExp(NAME, 'u') }).click();

  // A copy, then the record back.
  const download = unsent.waitForEvent('download');
  await unsent.getByRole('button', { name: 'Save the raw record as a file' }).click();
  await (await download).saveAs(testInfo.outputPath('kept.jsonl'));
  await unsent.getByRole('button', { name: 'Keep the record' }).click();
  await expectLocked(unsent);
  await unlock(unsent, PIN);
  await navigate(unsent, 'Notes');
  await expect(unsent.getByText(NOTE)).toBeVisible();
  await expect.poll(() => journals(host)).toContain(`${SOKHA.id}.jsonl`);

  // It is back in the others as well; the one that was asked while at work finds it with its own note.
  await atWork.reload();
  await expectLocked(atWork);
  await unlock(atWork, PIN);
  await navigate(atWork, 'Notes');
  await expect(atWork.getByText('Typed after the removal.')).toBeVisible();
  await remove(atWork, host);
  expect(leaks(auditFolder(host.dataFolder), [NAME, SOKHA.id])).toEqual([]);
});
