import { expect, SOKHA, test } from '../begun-test';
import { test as withoutRecord } from '../app-test';
import { expectAccessible } from '../accessible';
import { openSearch, searchFor } from '../pages/search-pages';
import type { Page } from '@playwright/test';

const link = (page: Page) => page.getByRole('banner').getByRole('link', { name: 'Report a concern 1280' });
const number = (page: Page) => page.getByRole('main').getByRole('heading', { name: '1280' });

test('who seeks help in the search box is led to the number first, in either language', async ({ app }) => {
  await openSearch(app);
  for (const words of ['helpline', 'hotline', 'emergency', 'violence', '1280', 'ជំនួយ', 'អំពើហិង្សា'])
    await expect((await searchFor(app, words)).first()).toContainText('How to report a concern');
  await app.keyboard.press('Enter');
  await expect(number(app)).toBeVisible();
  await expectAccessible(app, 'how to report a concern');
});

test('the page is there when the host is gone', async ({ app, host, expectedErrors }) => {
  // The part with the focal point isn't loaded yet.
  expectedErrors.push('net::ERR_', 'Unable to preload CSS', 'dynamically imported module');
  await host.stop();
  await link(app).click();
  await expect(number(app)).toBeVisible();
  await expect(app.getByRole('main').getByRole('listitem').first()).toBeVisible();
  await expect(app.getByRole('heading', { level: 1 })).toBeFocused();
  await app.getByRole('button', { name: 'Back' }).click();
  await expect(app.getByRole('heading', { name: 'Contents' })).toBeVisible();
});

test('on paper it is a card: the number, and no steps', async ({ app }) => {
  await link(app).click();
  await expect(number(app)).toBeVisible();
  await app.emulateMedia({ media: 'print' });
  await expect(number(app)).toBeVisible();
  await expect(app.getByRole('main').getByRole('list')).toBeHidden();
  await expect(app.getByRole('main').getByRole('button')).toHaveCount(0);
});

withoutRecord.describe('before a PIN', () => {
  withoutRecord.use({ record: { learner: SOKHA, pin: '2580' } });

  withoutRecord('the number is one press away, and nothing of the record with it', async ({ app }) => {
    await link(app).click();
    await expect(number(app)).toBeVisible();
    await expect(app.getByText('Focal point of my organisation')).toHaveCount(0);
    await app.getByRole('button', { name: 'Back' }).click();
    await expect(app.getByLabel('PIN', { exact: true })).toBeVisible();
  });
});
