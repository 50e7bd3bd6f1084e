import type { Page } from '@playwright/test';
import { expect, expectQuiet, SECTION_WITH_NOTES, test, watch, withNotes } from '../begun-test';
import { navigate, writeNote } from '../pages/app-pages';
import { expectLocked, setPin, unlock } from '../pages/protection-pages';

const PIN = 'green river 47';
const BEGUN = 'As it was in both browsers.';
const HERE = 'Typed in the first browser.';
const THERE = 'Typed in the second browser.';

test.use({ record: withNotes(BEGUN) });

async function openEditor(page: Page): Promise<void> {
  await page.getByRole('article').filter({ hasText: BEGUN }).getByRole('button', { name: 'Edit' }).click();
}

/** Types over the note, and waits until the journal has it: what its editor calls saved may be here alone. */
async function type(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text of the note').fill(text);
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Saved');
}

/** Every text stands in a card of its own, once. */
async function expectShown(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) await expect(page.getByText(text, { exact: true })).toHaveCount(1);
}

test('of a note that two browsers on one host have open in editors at once, both texts stand side by side in both, and it is said', async ({
  browser,
  host,
}) => {
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  const [first, second] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!first || !second) throw new Error('No pages.');
  const seen = [watch(first, host.url, []), watch(second, host.url, [])];
  for (const page of [first, second]) {
    await page.goto(`${host.url}${SECTION_WITH_NOTES}`);
    await openEditor(page);
  }

  await type(first, HERE);
  await type(second, THERE);
  await expect(second.getByText('This note was changed in two places')).toBeVisible();
  await expect(second.getByText(HERE, { exact: true })).toBeVisible();
  await second.getByRole('button', { name: 'Done' }).click();
  await expectShown(second, [HERE, THERE]);

  // The first one's editor is still open: it goes on typing, and hears of the other with the answer.
  await type(first, `${HERE} And more.`);
  await first.getByRole('button', { name: 'Done' }).click();
  await expectShown(first, [`${HERE} And more.`, THERE]);

  for (const page of [first, second]) {
    await page.reload();
    await navigate(page, 'Notes');
    await expectShown(page, [`${HERE} And more.`, THERE]);
  }
  seen.forEach(expectQuiet);
  for (const context of contexts) await context.close();
});

test('words of the one stay in sight where the other, which still shows the old note, adds to it and is locked at once', async ({
  browser,
  host,
}) => {
  const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
  const [first, second] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!first || !second) throw new Error('No pages.');
  const words = `${BEGUN} And a page of words.`;
  await first.goto(host.url);
  await setPin(first, PIN);
  await second.goto(`${host.url}${SECTION_WITH_NOTES}`);
  await unlock(second, PIN);
  await expect(second.getByText(BEGUN, { exact: true })).toBeVisible();
  await first.goto(`${host.url}${SECTION_WITH_NOTES}`);
  await openEditor(first);
  await type(first, words);
  await first.getByRole('button', { name: 'Done' }).click();

  await openEditor(second);
  await second.getByLabel('Text of the note').press('End');
  await second.keyboard.type(' OK');
  await second.keyboard.press('Control+Shift+L');
  await expectLocked(second);

  // The first one hears of it with the answer to what it saves next.
  await writeNote(first, 'Something else.');
  await navigate(first, 'Notes');
  await expectShown(first, [words, `${BEGUN} OK`, 'Something else.']);
  await unlock(second, PIN);
  await navigate(second, 'Notes');
  await expectShown(second, [words, `${BEGUN} OK`, 'Something else.']);
  await first.reload();
  await unlock(first, PIN);
  await navigate(first, 'Notes');
  await expectShown(first, [words, `${BEGUN} OK`, 'Something else.']);
  for (const context of contexts) await context.close();
});
