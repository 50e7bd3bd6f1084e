import { expect, test } from '../app-test';
import { beginInKhmer, khmerScreens as screens, wronglyMarkedTexts } from '../pages/language-pages';
import { OPENED_SCREENS } from '../../support/screens';

const NAMES = ['Sokha Chan', 'ចាន់ សុខា'] as const;

test('in Khmer every screen is Khmer, and what is English is marked as English @walk', async ({ app: page, host }) => {
  const wrong: string[] = [];
  const look = async (screen: string): Promise<void> => {
    for (const text of await wronglyMarkedTexts(page, NAMES)) wrong.push(`${screen}: ${text}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) wrong.push(`${screen}: wider than the window by ${overflow} px`);
  };
  await page.getByRole('button', { name: 'ភាសាខ្មែរ' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(screens.firstRun.heading);
  await look('first run');
  await beginInKhmer(page, NAMES);
  await page.setViewportSize({ width: 900, height: 600 });
  await page.goto('about:blank');
  for (const [name, address] of OPENED_SCREENS) {
    const before = await page.title();
    await page.goto(`${host.url}${address}`);
    await expect(page).not.toHaveTitle(before);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page.getByText(screens.section.loading)).toHaveCount(0);
    await look(name);
  }
  expect(wrong).toEqual([]);
});
