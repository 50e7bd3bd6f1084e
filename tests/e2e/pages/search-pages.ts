import { expect, type Locator, type Page } from '@playwright/test';
import { anyOf, ENGLISH, type PageTexts } from './page-texts';

/** The box that finds everything. */
export function searchBox(page: Page, { t }: PageTexts = ENGLISH): Locator {
  return page.getByRole('dialog', { name: t('search.label') });
}

/** Opens the box by its key; it is ready to be typed in. */
export async function openSearch(page: Page, texts: PageTexts = ENGLISH): Promise<Locator> {
  await page.keyboard.press('Control+KeyK');
  const box = searchBox(page, texts);
  await expect(box.getByRole('combobox')).toBeFocused();
  return box;
}

/** Types a query and waits for its results; returns them. */
export async function searchFor(page: Page, query: string, texts: PageTexts = ENGLISH): Promise<Locator> {
  const box = searchBox(page, texts);
  await box.getByRole('combobox').fill(query);
  await expect(box.getByRole('status')).toContainText(anyOf(texts.like('search.found'), texts.like('search.best')));
  return box.getByRole('option');
}

/** The words that are marked in the text as the target of a navigation. */
export function markedWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...(CSS.highlights.get('words-pointed-at') ?? [])].map(String));
}
