import type { Page } from '@playwright/test';
import { expect, inBothLanguages, SECTION_WITH_NOTES, test, withNotes } from '../begun-test';
import { navigate } from '../pages/app-pages';
import type { PageTexts } from '../pages/page-texts';

const BEGUN = 'As it was in both browsers.';
const HERE = 'Typed in the first browser.';
const THERE = 'Typed in the second browser.';

/** Opens the editor of a note and types over it. */
async function typeOver(page: Page, typed: string, { t }: PageTexts): Promise<void> {
  await page
    .getByRole('article')
    .filter({ hasText: BEGUN })
    .getByRole('button', { name: t('notes.edit') })
    .click();
  await page.getByLabel(t('notes.text')).fill(typed);
  await expect(page.locator('.editor').getByText(t('notes.state.saved'), { exact: true })).toBeVisible();
}

/** Every text stands in a card of its own, once. */
async function expectInNotebook(page: Page, texts: PageTexts): Promise<void> {
  await navigate(page, 'Notes', texts);
  for (const text of [HERE, THERE]) await expect(page.getByText(text, { exact: true })).toHaveCount(1);
  await expect(page.getByText(BEGUN, { exact: true })).toHaveCount(0);
}

inBothLanguages(() => {
  test.use({ record: withNotes(BEGUN) });

  test('of a note that was being typed over in one browser when another one took the record and did the same, both texts stand side by side in both, and it is said', async ({
    openBrowser,
    texts,
  }) => {
    const { t } = texts;
    const first = await openBrowser({ address: SECTION_WITH_NOTES });
    await typeOver(first, HERE, texts);
    const second = await openBrowser({ address: SECTION_WITH_NOTES });
    await typeOver(second, THERE, texts);
    await second.getByRole('button', { name: t('notes.done') }).click();
    await expect(second.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

    await first.getByRole('button', { name: t('notes.done') }).click();
    await first.getByRole('button', { name: t('elsewhere.take') }).click();
    await expect(first.getByText(t('notices.noteChangedTwice.title'))).toBeVisible();
    await expectInNotebook(first, texts);
    await second.reload();
    await expectInNotebook(second, texts);
  });
});
