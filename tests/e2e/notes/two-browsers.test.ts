import type { Page } from '@playwright/test';
import { expect, SECTION_WITH_NOTES, test, withNotes } from '../begun-test';
import { navigate } from '../pages/app-pages';

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
  openBrowser,
}) => {
  const [first, second] = [
    await openBrowser({ address: SECTION_WITH_NOTES }),
    await openBrowser({ address: SECTION_WITH_NOTES }),
  ];
  for (const page of [first, second]) await openEditor(page);

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
});
