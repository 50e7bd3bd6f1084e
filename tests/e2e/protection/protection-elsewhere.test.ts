import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, expectQuiet, test, watch } from '../app-test';
import { withNotes } from '../begun-test';
import { navigate, writeNote } from '../pages/app-pages';
import { expectLocked, goOnWithoutSealed, openProtection, removePin, setPin, unlock } from '../pages/protection-pages';
import { filesWith, storedRows } from '../../support/traces/stored-bytes';

const PIN = 'green river 47';
const NEXT_PIN = 'blue hill 12';
const CANARY = 'Canary of the mango tree';
const SINCE = 'Written since in the first browser';
const LATE = 'Late words in the second browser';

test.use({ record: { ...withNotes(CANARY), pin: PIN } });

/** Two browsers on one host, in which the same protected record was opened with its PIN. */
async function twoBrowsers(
  browser: Browser,
  url: string,
): Promise<{ readonly first: Page; readonly second: Page; readonly close: () => Promise<void> }> {
  const contexts: readonly BrowserContext[] = [await browser.newContext(), await browser.newContext()];
  const [first, second] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!first || !second) throw new Error('No pages.');
  const seen = [watch(first, url, []), watch(second, url, [])];
  for (const page of [first, second]) {
    await page.goto(url);
    await expectLocked(page);
    await unlock(page, PIN);
    await expectNotes(page, CANARY);
  }
  return {
    first,
    second,
    close: async () => {
      seen.forEach(expectQuiet);
      for (const context of contexts) await context.close();
    },
  };
}

async function expectNotes(page: Page, ...texts: readonly string[]): Promise<void> {
  await navigate(page, 'Notes');
  for (const text of texts) await expect(page.getByText(text, { exact: true })).toBeVisible();
}

test('a browser that is open while another one removes the PIN seals nothing again, and both show every note without a PIN', async ({
  browser,
  host,
}) => {
  const { first, second, close } = await twoBrowsers(browser, host.url);
  await removePin(first, PIN);
  await expect(first.getByText('Everything is open. Nothing is encrypted any more.')).toBeVisible();
  await writeNote(second, LATE);
  await expect(second.getByText('The PIN was removed')).toBeVisible();
  await expect.poll(async () => (await storedRows(second)).includes('"sealed"')).toBe(false);
  await expect.poll(() => filesWith(host.dataFolder, LATE)).not.toEqual([]);
  expect(filesWith(host.dataFolder, 'sealed')).toEqual([]);
  for (const page of [second, first]) {
    await page.reload();
    await expectNotes(page, CANARY, LATE);
  }
  expect(filesWith(host.dataFolder, 'sealed')).toEqual([]);
  await close();
});

test('a PIN that was removed and set anew in another browser opens every note here', async ({ browser, host }) => {
  const { first, second, close } = await twoBrowsers(browser, host.url);
  await second.goto('about:blank');
  await removePin(first, PIN);
  await expect(first.getByText('Everything is open. Nothing is encrypted any more.')).toBeVisible();
  await setPin(first, NEXT_PIN);
  await second.goto(host.url);
  await expectLocked(second);
  await unlock(second, NEXT_PIN);
  await expectNotes(second, CANARY);
  expect(await storedRows(second)).not.toContain(CANARY);
  expect(filesWith(host.dataFolder, CANARY)).toEqual([]);
  await close();
});

test('a browser that is open while another one goes on without the sealed notes seals none of the new ones', async ({
  browser,
  host,
}) => {
  const { first, second, close } = await twoBrowsers(browser, host.url);
  await first.reload();
  await goOnWithoutSealed(first);
  await writeNote(first, SINCE);
  await expect.poll(() => filesWith(host.dataFolder, SINCE)).not.toEqual([]);
  await openProtection(second);
  const loaded = second.waitForEvent('load');
  await second.getByRole('combobox').selectOption('30');
  await loaded;
  await expectNotes(second, SINCE);
  expect(await storedRows(second)).toContain(SINCE);
  expect(filesWith(host.dataFolder, SINCE)).not.toEqual([]);
  await openProtection(second);
  await expect(second.getByText('One note is sealed with a PIN that is not in use here.')).toBeVisible();
  await close();
});

test.describe(() => {
  test.use({ record: withNotes(CANARY) });

  test('a browser that had the notes before another one set the PIN shows none of them to whoever goes on without it', async ({
    browser,
    host,
  }) => {
    const contexts = [await browser.newContext(), await browser.newContext()];
    const [edge, chrome] = await Promise.all(contexts.map((context) => context.newPage()));
    if (!edge || !chrome) throw new Error('No pages.');
    await edge.goto(host.url);
    await expectNotes(edge, CANARY);
    await edge.goto('about:blank');

    await chrome.goto(host.url);
    await expectNotes(chrome, CANARY);
    await setPin(chrome, PIN);
    expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

    await edge.goto(host.url);
    await expectLocked(edge);
    await goOnWithoutSealed(edge);
    await navigate(edge, 'Notes');
    await expect(edge.getByText(/^No notes yet/u).or(edge.getByText(CANARY))).toBeVisible();
    await expect(edge.getByText(CANARY)).toHaveCount(0);
    expect(await storedRows(edge)).not.toContain(CANARY);
    for (const context of contexts) await context.close();
  });
});
