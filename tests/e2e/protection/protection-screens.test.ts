import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import { beginAs } from '../pages/app-pages';
import { confirmCode, expectLocked, openProtection, unlock } from '../pages/protection-pages';

const PIN = 'green river 47';

test('lock, recovery and PIN screens break no accessibility rule', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
  await openProtection(page);
  await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
  await expectAccessible(page, 'set-up');
  await page.getByLabel('New PIN', { exact: true }).fill(PIN);
  await page.getByLabel('New PIN once more', { exact: true }).fill(PIN);
  await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
  await expect(page.getByRole('heading', { name: 'Recovery code' })).toBeFocused();
  await expectAccessible(page, 'code');
  // On paper stands the code alone, with whose it is.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('group', { name: 'Recovery code' })).toBeVisible();
  await expect(page.getByText('record of Sokha Chan')).toBeVisible();
  for (const hidden of [
    page.getByRole('banner'),
    page.getByRole('heading', { name: 'PIN and lock' }),
    page.getByLabel(/^To confirm/u),
    page.getByRole('button'),
  ])
    await expect(hidden.first()).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText(/^The code is in the clipboard|^The browser did not allow copying/u)).toBeVisible();
  await confirmCode(page);
  await expect(page.getByText('Your notes are encrypted: ')).toBeVisible();
  await expectAccessible(page, 'protected');
  await page.keyboard.press('Control+Shift+L');
  await expectLocked(page);
  await expectAccessible(page, 'lock');
  await unlock(page, 'wrong one');
  await expect(page.getByText('That is not the PIN.')).toBeVisible();
  await expectAccessible(page, 'lock-wrong');
  await page.getByRole('button', { name: 'Use the recovery code' }).click();
  await expectAccessible(page, 'lock-code');
  await page.getByRole('button', { name: 'PIN and code are both lost' }).click();
  await expectAccessible(page, 'lock-forgotten');
});
