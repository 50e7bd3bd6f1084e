import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './app-test';
import { beginAs } from './pages/app-pages';
import { confirmCode, expectLocked, openProtection, unlock } from './pages/protection-pages';

const PIN = 'green river 47';

for (const scheme of ['light', 'dark'] as const) {
  test(`lock, recovery and PIN screens break no accessibility rule, ${scheme}`, async ({ app: page }, testInfo) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const look = async (name: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`), name).toEqual([]);
      for (const size of [{ width: 900, height: 600 }, { width: 1280, height: 800 }]) {
        await page.setViewportSize(size);
        await page.screenshot({ path: testInfo.outputPath(`${name}-${scheme}-${size.width}.png`), fullPage: true });
      }
    };
    await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
    await openProtection(page);
    await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
    await look('set-up');
    await page.getByLabel('New PIN', { exact: true }).fill(PIN);
    await page.getByLabel('New PIN once more', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Go on to the recovery code' }).click();
    await expect(page.getByRole('heading', { name: 'Recovery code' })).toBeFocused();
    await look('code');
    // On paper stands the code alone, with whose it is.
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('group', { name: 'Recovery code' })).toBeVisible();
    await expect(page.getByText('record of Sokha Chan')).toBeVisible();
    for (const hidden of [page.getByRole('banner'), page.getByRole('heading', { name: 'PIN and lock' }), page.getByLabel(/^To confirm/u), page.getByRole('button')]) await expect(hidden.first()).toBeHidden();
    await page.screenshot({ path: testInfo.outputPath(`code-paper-${scheme}.png`) });
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Copy' }).click();
    await expect(page.getByText(/^The code is in the clipboard|^The browser did not allow copying/u)).toBeVisible();
    await confirmCode(page);
    await expect(page.getByText('Everything is sealed')).toBeVisible();
    await look('protected');
    await page.keyboard.press('Control+Shift+L');
    await expectLocked(page);
    await look('lock');
    await unlock(page, 'wrong one');
    await expect(page.getByText('That is not the PIN.')).toBeVisible();
    await look('lock-wrong');
    await page.getByRole('button', { name: 'Use the recovery code' }).click();
    await look('lock-code');
    await page.getByRole('button', { name: 'PIN and code are both lost' }).click();
    await look('lock-forgotten');
  });
}
