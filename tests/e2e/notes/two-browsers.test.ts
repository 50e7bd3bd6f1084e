import type { Page } from '@playwright/test';
import { expect, SECTION_WITH_NOTES, test, withNotes } from '../begun-test';
import { navigate } from '../pages/app-pages';

const BEGUN = 'As it was in both browsers.';
const HERE = 'Typed in the first browser.';
const THERE = 'Typed in the second browser.';

test.use({ record: withNotes(BEGUN) });

/** Opens the editor of a note and types over it. */
async function typeOver(page: Page, text: string, typed: string): Promise<void> {
  await page.getByRole('article').filter({ hasText: text }).getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Text of the note').fill(typed);
  await expect(page.locator('.editor').getByText('Saved', { exact: true })).toBeVisible();
}

/** Every text stands in a card of its own, once. */
async function expectInNotebook(page: Page): Promise<void> {
  await navigate(page, 'Notes');
  for (const text of [HERE, THERE]) await expect(page.getByText(text, { exact: true })).toHaveCount(1);
  await expect(page.getByText(BEGUN, { exact: true })).toHaveCount(0);
}

test('of a note that was being typed over in one browser when another one took the record and did the same, both texts stand side by side in both, and it is said', async ({
  openBrowser,
}) => {
  const first = await openBrowser({ address: SECTION_WITH_NOTES });
  await typeOver(first, BEGUN, HERE);
  const second = await openBrowser({ address: SECTION_WITH_NOTES });
  await typeOver(second, BEGUN, THERE);
  await second.getByRole('button', { name: 'Done' }).click();
  await expect(second.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

  await first.getByRole('button', { name: 'Done' }).click();
  await first.getByRole('button', { name: 'Use it here' }).click();
  await expect(first.getByText('This note was changed in two places')).toBeVisible();
  await expectInNotebook(first);
  await second.reload();
  await expectInNotebook(second);
});
