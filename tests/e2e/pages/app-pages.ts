import { expect, type Locator, type Page } from '@playwright/test';

/** Has the browser forget the app's databases; the page is at no app afterwards. */
export async function deleteDatabases(page: Page, url: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await page.goto('about:blank');
  await session.send('Storage.clearDataForOrigin', { origin: url.slice(0, -1), storageTypes: 'indexeddb' });
}

/** First run: the names, and in. */
export async function beginAs(page: Page, names: { readonly latin?: string; readonly khmer?: string }): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Your name' })).toBeVisible();
  if (names.latin) await page.getByLabel('Name in Latin letters').fill(names.latin);
  if (names.khmer) await page.getByLabel('Name in Khmer letters').fill(names.khmer);
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
}

/** What is reached through "Look up". */
const LOOKED_UP: ReadonlySet<string> = new Set(['Glossary', 'Articles', 'Sources']);

/** Goes to a screen through the main navigation; to Settings through the learner's menu. */
export async function navigate(page: Page, name: string): Promise<void> {
  if (name === 'Settings') {
    await page.getByRole('banner').locator('button[aria-haspopup="menu"]').click();
    await page.getByRole('menuitem', { name }).click();
    return;
  }
  const main = page.getByRole('navigation', { name: 'Main' });
  if (LOOKED_UP.has(name)) {
    // The glossary is the first that is shown.
    await main.getByRole('link', { name: 'Look up' }).click();
    if (name !== 'Glossary')
      await page.getByRole('navigation', { name: 'Look up' }).getByRole('link', { name }).click();
    return;
  }
  await main.getByRole('link', { name }).click();
}

/** A module's line on the contents page. */
export function contentsLine(page: Page, number: number): Locator {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: new RegExp(`^Module ${number}:`, 'u') }) });
}

/** Opens a module from the contents page. */
export async function openModule(page: Page, number: number): Promise<void> {
  await navigate(page, 'Contents');
  await contentsLine(page, number).getByRole('heading').getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Sections', exact: true })).toBeVisible();
}

/** Opens the first section of a module. */
export async function openFirstSection(page: Page, number: number): Promise<void> {
  await openModule(page, number);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').first().click();
}

/** Writes a note beside the first block of the second module. */
export async function writeNote(page: Page, text: string): Promise<void> {
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.getByLabel('Text of the note').fill(text);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(text)).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
}

/** Reads every section of the open module by marking it, and comes back to the module's page. */
export async function readAllSections(page: Page): Promise<void> {
  const address = page.url();
  const links = page
    .getByRole('region', { name: 'Sections', exact: true })
    .getByRole('listitem')
    .filter({ hasNotText: 'to take along' })
    .getByRole('link');
  const count = await links.count();
  for (let index = 0; index < count; index += 1) {
    await page.goto(address);
    await links.nth(index).click();
    await page.getByRole('button', { name: 'Mark as read' }).click();
    await expect(page.getByText('This section is read.')).toBeVisible();
  }
  await page.goto(address);
}
