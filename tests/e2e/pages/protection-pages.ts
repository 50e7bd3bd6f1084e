import { expect, type Page } from '@playwright/test';
import { navigate } from './app-pages';
import { ENGLISH, type PageTexts } from './page-texts';

/** Opens the screen of PIN and lock. */
export async function openProtection(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  const { t } = texts;
  await navigate(page, 'Settings', texts);
  await page
    .getByRole('link', { name: t('protection.linkOff') })
    .or(page.getByRole('link', { name: t('protection.linkOn') }))
    .click();
  await expect(page.getByRole('heading', { name: t('protection.heading'), level: 1 })).toBeFocused();
}

/** Notes the code that is shown by typing the group that is asked for, and returns it. */
export async function confirmCode(page: Page, { t, like }: PageTexts = ENGLISH): Promise<string> {
  await expect(page.getByRole('heading', { name: t('recoveryCode.heading') })).toBeVisible();
  const code = (await page.getByRole('group', { name: t('recoveryCode.heading') }).innerText()).replace(/\s/gu, '');
  const asked = ((await page.getByText(like('recoveryCode.confirm')).textContent()) ?? '').trim();
  const group = code.split('-').find((_, at) => t('recoveryCode.confirm', { number: at + 1 }) === asked) ?? '';
  await page.getByLabel(asked).fill(group.toLowerCase());
  await page.getByRole('button', { name: t('recoveryCode.done') }).click();
  return code;
}

/** Sets a first PIN and waits until everything is sealed; returns the recovery code. */
export async function setPin(page: Page, pin: string, texts: PageTexts = ENGLISH): Promise<string> {
  const { t } = texts;
  await openProtection(page, texts);
  await page.getByLabel(t('pin.new'), { exact: true }).fill(pin);
  await page.getByLabel(t('pin.again'), { exact: true }).fill(pin);
  await page.getByRole('button', { name: t('protection.setUp.button') }).click();
  const code = await confirmCode(page, texts);
  await expect(page.getByText(t('protection.work.sealingDone'))).toBeVisible();
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
