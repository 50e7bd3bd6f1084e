import { expect, type Page } from '@playwright/test';
import { navigate } from './app-pages';
import { ENGLISH, type PageTexts } from './page-texts';

/** Opens the screen of PIN and lock. */
export async function openProtection(page: Page): Promise<void> {
  await navigate(page, 'Settings');
  await page.getByRole('link', { name: /with a PIN|remove the PIN/u }).click();
  await expect(page.getByRole('heading', { name: 'PIN and lock', level: 1 })).toBeFocused();
}

/** Notes the code that is shown by typing the group that is asked for, and returns it. */
export async function confirmCode(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'Recovery code' })).toBeVisible();
  const code = (await page.getByRole('group', { name: 'Recovery code' }).innerText()).replace(/\s/gu, '');
  const field = page.getByLabel(/^To confirm, type group \d of the code$/u);
  const number = Number(
    /group (\d)/u.exec((await page.getByText(/^To confirm, type group \d/u).textContent()) ?? '')?.[1],
  );
  await field.fill((code.split('-')[number - 1] ?? '').toLowerCase());
  await page.getByRole('button', { name: 'The code is noted' }).click();
  return code;
}

/** Sets a first PIN and waits until everything is sealed; returns the recovery code. */
export async function setPin(page: Page, pin: string): Promise<string> {
  await openProtection(page);
  await page.getByLabel('New PIN', { exact: true }).fill(pin);
  await page.getByLabel('New PIN once more', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
  const code = await confirmCode(page);
  await expect(
    page.getByText('Your notes are encrypted: in the database, the journal and the earlier states.'),
  ).toBeVisible();
  return code;
}

/** Removes the PIN on the screen of PIN and lock. */
export async function removePin(page: Page, pin: string): Promise<void> {
  await openProtection(page);
  await page.getByRole('button', { name: 'Remove the PIN' }).click();
  await page.getByLabel('Present PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Remove the PIN' }).click();
}

/** The screen that asks for the PIN. */
export async function expectLocked(page: Page, { t }: PageTexts = ENGLISH): Promise<void> {
  await expect(page.getByRole('heading', { name: t('lock.heading'), level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation', { name: t('shell.navigation') })).toBeHidden();
}

/** Types the PIN on the lock. */
export async function unlock(page: Page, pin: string, { t }: PageTexts = ENGLISH): Promise<void> {
  await page.getByLabel(t('lock.pin'), { exact: true }).fill(pin);
  await page.getByRole('button', { name: t('lock.open') }).click();
}

/** Asks on the lock to go on without the PIN and its code. */
export async function goOnWithoutSealed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await page.getByRole('button', { name: 'PIN and code are both lost' }).click();
  await page.getByLabel('I understand that my encrypted notes cannot be read.').check();
  await page.getByRole('button', { name: 'Go on without the encrypted notes' }).click();
}
