import { expect, type Page } from '@playwright/test';

/** Opens the menu at the learner's name. */
export async function openMenu(page: Page): Promise<void> {
  await page.getByRole('banner').locator('button[aria-haspopup="menu"]').click();
  await expect(page.getByRole('menu', { name: 'Learner' })).toBeVisible();
}

/** Puts the record away that is open and begins as a further learner. */
export async function addLearner(
  page: Page,
  names: { readonly latin?: string; readonly khmer?: string },
): Promise<void> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Add a learner' }).click();
  await expect(page.getByRole('heading', { name: 'Add a learner' })).toBeFocused();
  if (names.latin) await page.getByLabel('Name in Latin script').fill(names.latin);
  if (names.khmer) await page.getByLabel('Name in Khmer script').fill(names.khmer);
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
}

/** Puts the record away that is open and shows the learners. */
export async function showPicker(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Switch learner' }).click();
  await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();
}
