import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { textsInHeap } from '../../support/traces/heap-texts';
import { auditFolder, leaks } from '../../support/traces/leak-audit';
import { expectAccessible } from '../accessible';
import { expect, expectQuiet, test, watch, type Seen } from '../app-test';
import { withNotes } from '../begun-test';
import { navigate, openFirstSection, openModule } from '../pages/app-pages';
import { addLearner, showPicker } from '../pages/learner-pages';
import { waitLongerFor } from '../pages/patient-pages';
import { expectLocked, unlock } from '../pages/protection-pages';

const NAME = 'Sokha Chan';
const PIN = '739204';
const NOTE = 'A note of the first browser.';

test.use({ record: { ...withNotes(NOTE), pin: PIN } });

/** Milliseconds that a start waits for the host to tell who was removed elsewhere. */
const REMOVAL_WAITS = [500, 2_000];

/** Another browser on this computer: databases of its own, the same host. */
interface OtherBrowser {
  readonly page: Page;
  readonly seen: Seen;
  readonly close: () => Promise<void>;
}

async function openBrowser(browser: Browser, host: BrowserHostProcess): Promise<OtherBrowser> {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  const seen = watch(page, host.url, ['net::ERR_FAILED']);
  await waitLongerFor(page, REMOVAL_WAITS);
  await page.goto(host.url);
  return { page, seen, close: () => context.close() };
}

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

test('a learner removed in one browser is not brought back by another, which removes a copy with nothing new, asks about one with more, and puts away one at work', async ({
  browser,
  host,
}, testInfo) => {
  // The same learner in one that removes it, one that only looked, one that did something which the journal never got,
  // and one at work.
  const [a, clean, unsent, atWork] = [
    await openBrowser(browser, host),
    await openBrowser(browser, host),
    await openBrowser(browser, host),
    await openBrowser(browser, host),
  ];
  for (const { page } of [a, clean, unsent, atWork]) {
    await expectLocked(page);
    await unlock(page, PIN);
    await navigate(page, 'Notes');
    await expect(page.getByText(NOTE)).toBeVisible();
  }
  await addLearner(unsent.page, { latin: 'Vanna Kim' });
  await showPicker(unsent.page);
  await unsent.page.getByRole('button', { name: new RegExp(NAME, 'u') }).click();
  await unlock(unsent.page, PIN);
  await readUnsent(unsent.page);
  for (const { page } of [clean, unsent]) await page.goto('about:blank');
  await openFirstSection(atWork.page, 2);
  await atWork.page.getByRole('button', { name: 'Add a note' }).first().click();

  const idOf =
    journals(host)
      .find((name) => readFileSync(join(host.dataFolder, 'journals', name), 'utf8').includes(NAME))
      ?.replace('.jsonl', '') ?? '';
  await remove(a.page, host);
  expect(leaks(auditFolder(host.dataFolder), [NAME, idOf])).toEqual([]);

  // At work: the typing ends in a question, and nothing more reaches the host.
  await atWork.page.getByLabel('Text of the note').fill('Typed after the removal.');
  await expect(atWork.page.getByRole('heading', { name: 'This record was removed in another browser' })).toBeFocused();
  await expect(atWork.page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  const words = [NOTE, 'Typed after the removal.'];
  await expect.poll(() => textsInHeap(atWork.page, words), { timeout: 30_000 }).toEqual([]);
  expect(journals(host)).not.toContain(`${idOf}.jsonl`);

  // Nothing new: removed at once, which is told without the name.
  await clean.page.goto(host.url);
  await expect(
    clean.page
      .getByRole('heading', { name: 'Who is studying?' })
      .or(clean.page.getByRole('heading', { name: 'Contents' })),
  ).toBeVisible();
  await expect(clean.page.getByText('A record was removed here too')).toBeVisible();
  await expect(clean.page.locator('body')).not.toContainText(NAME);
  const left = await clean.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).join());
  expect(left).not.toContain(idOf);

  // Something that the journal never got: listed with the day, asked about when chosen.
  await unsent.page.unroute('**/operations');
  await unsent.page.goto(host.url);
  const choice = unsent.page.getByRole('listitem').filter({ hasText: NAME });
  await expect(choice).toContainText(/Removed in another browser on \d+ \w+ \d{4}/u);
  await choice.getByRole('button').click();
  await expect(unsent.page.getByRole('heading', { name: 'This record was removed in another browser' })).toBeFocused();
  await expect(unsent.page.getByRole('main')).toContainText(
    `The record of ${NAME} was removed in another browser on this computer on`,
  );
  await expect(unsent.page.getByRole('main')).toContainText('never reached the journal');
  await expectAccessible(unsent.page, 'removed elsewhere');
  await unsent.page.getByRole('button', { name: 'Show the learners' }).click();
  await unsent.page.getByRole('button', { name: /Vanna Kim/u }).click();
  await expect(unsent.page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await showPicker(unsent.page);
  await unsent.page.getByRole('button', { name: new RegExp(NAME, 'u') }).click();

  // A copy with the PIN, then the record back.
  await unsent.page.getByRole('button', { name: 'Save the record as a file' }).click();
  await unsent.page.getByRole('button', { name: /Save .*Sokha Chan/u }).click();
  const download = unsent.page.waitForEvent('download');
  await unsent.page.getByLabel('PIN or recovery code', { exact: true }).fill(PIN);
  await unsent.page.keyboard.press('Enter');
  await (await download).saveAs(testInfo.outputPath('kept.jsonl'));
  await unsent.page.getByRole('button', { name: 'Keep the record' }).click();
  await expectLocked(unsent.page);
  await unlock(unsent.page, PIN);
  await navigate(unsent.page, 'Notes');
  await expect(unsent.page.getByText(NOTE)).toBeVisible();
  await expect.poll(() => journals(host)).toContain(`${idOf}.jsonl`);

  // It is back in the others as well; the one that was asked while at work finds it with its own note.
  await atWork.page.reload();
  await expectLocked(atWork.page);
  await unlock(atWork.page, PIN);
  await navigate(atWork.page, 'Notes');
  await expect(atWork.page.getByText('Typed after the removal.')).toBeVisible();
  await remove(atWork.page, host);
  expect(leaks(auditFolder(host.dataFolder), [NAME, idOf])).toEqual([]);

  for (const each of [a, clean, unsent, atWork]) {
    expectQuiet(each.seen);
    await each.close();
  }
});
