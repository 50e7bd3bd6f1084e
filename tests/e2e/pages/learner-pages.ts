import { expect, type Page } from '@playwright/test';
import { navigate } from './app-pages';

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
  if (names.latin) await page.getByLabel('Name in Latin letters').fill(names.latin);
  if (names.khmer) await page.getByLabel('Name in Khmer letters').fill(names.khmer);
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
}

/** Puts the record away that is open and shows the learners. */
export async function showPicker(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Switch learner' }).click();
  await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();
}

/** Opens the page of the record as a file. */
export async function openRecords(page: Page): Promise<void> {
  await navigate(page, 'Certificates');
  await page.getByRole('link', { name: 'Make a backup, or bring one back' }).click();
  await expect(page.getByRole('heading', { name: 'Backup', level: 1 })).toBeFocused();
}

/** Brings a learner file in, on the page of the record as a file. */
export async function bringIn(page: Page, file: string | Buffer): Promise<void> {
  await openRecords(page);
  await page
    .getByLabel('Learner file (.jsonl)')
    .setInputFiles({ name: 'record.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(file) });
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await expect(page.getByText('The file is part of the record now')).toBeVisible();
}
