import { expect, type Page } from '@playwright/test';
import { navigate } from './app-pages';
import { chooseLanguage } from './language-pages';
import { ENGLISH, type PageTexts } from './page-texts';

/** Opens the menu at the learner's name. */
export async function openMenu(page: Page, { t }: PageTexts = ENGLISH): Promise<void> {
  await page.getByRole('banner').locator('button[aria-haspopup="menu"]').click();
  await expect(page.getByRole('menu', { name: t('learnerMenu.label') })).toBeVisible();
}

/** Puts the record away that is open and begins as a further learner. */
export async function addLearner(
  page: Page,
  names: { readonly latin?: string; readonly khmer?: string },
  texts: PageTexts = ENGLISH,
): Promise<void> {
  const { t } = texts;
  await openMenu(page, texts);
  await page.getByRole('menuitem', { name: t('firstRun.adding.heading') }).click();
  await expect(page.getByRole('heading', { name: t('firstRun.adding.heading') })).toBeFocused();
  if (names.latin) await page.getByLabel(t('names.latin')).fill(names.latin);
  if (names.khmer) await page.getByLabel(t('names.khmer')).fill(names.khmer);
  await page.getByRole('button', { name: t('firstRun.begin') }).click();
  await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
}

/** Puts the record away that is open and shows the learners. */
export async function showPicker(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  const { t } = texts;
  await openMenu(page, texts);
  await page.getByRole('menuitem', { name: t('learnerMenu.switch') }).click();
  await expect(page.getByRole('heading', { name: t('learners.heading') })).toBeFocused();
}

/** Opens the page of the backup. */
export async function openRecords(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  const { t } = texts;
  await navigate(page, 'Settings', texts);
  await page
    .getByRole('region', { name: t('records.heading') })
    .getByRole('link', { name: t('records.link') })
    .click();
  await expect(page.getByRole('heading', { name: t('records.heading'), level: 1 })).toBeFocused();
}

/** Brings a backup of the open record in, on the page of the backup. */
export async function bringIn(page: Page, file: string | Buffer): Promise<void> {
  await openRecords(page);
  await chooseBackup(page, 'Choose a backup, or drop it here', file);
  await page.getByRole('button', { name: 'Bring it in' }).click();
  await expect(page.getByText('The file is part of the record now')).toBeVisible();
}

/** Brings somebody else's backup in beside the open record, and goes on with it. */
export async function addFromBackup(page: Page, file: string | Buffer): Promise<void> {
  await openRecords(page);
  await chooseBackup(page, 'Choose a backup, or drop it here', file);
  await page.getByRole('button', { name: 'Add as another learner on this computer' }).click();
  await page.getByRole('button', { name: /^Switch to /u }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
}

/** First run, in the language of the texts: in with a backup. */
export async function beginWithBackup(
  page: Page,
  file: string | Buffer,
  { t, language }: PageTexts = ENGLISH,
): Promise<void> {
  await chooseLanguage(page, language);
  await expect(page.getByRole('heading', { name: t('firstRun.heading') })).toBeVisible();
  await chooseBackup(page, t('records.have'), file);
  await page.getByRole('button', { name: t('records.preview.open') }).click();
  await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
}

async function chooseBackup(page: Page, label: string, file: string | Buffer): Promise<void> {
  await page
    .getByLabel(label)
    .setInputFiles({ name: 'record.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(file) });
}
