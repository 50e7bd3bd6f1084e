import type { Page } from '@playwright/test';
import { expect, test } from './app-test';

/**
 * Moves the focus by Tab until it stands on something with this name, once that is on the page; the way must be shorter
 * than the whole page twice.
 */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  await expect(
    page
      .getByRole('link', { name })
      .or(page.getByRole('button', { name }))
      .or(page.getByRole('textbox', { name }))
      .first(),
  ).toBeVisible();
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? (element.labels?.[0]?.textContent ?? '')
          : (element?.textContent ?? '');
      return `${element?.getAttribute('aria-label') ?? ''} ${label}`.replace(/\s+/gu, ' ').trim();
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${String(name)}.`);
}

test('a member studies, takes a note and a quiz with the keyboard alone', async ({ app: page }) => {
  test.setTimeout(120_000);
  await tabTo(page, /^Name in Latin script/u);
  await page.keyboard.type('Sokha Chan');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await tabTo(page, /Diversion and non-custodial measures/u);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Diversion and non-custodial measures' })).toBeFocused();

  await tabTo(page, /^Why not court$/u);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Why not court' })).toBeFocused();

  await tabTo(page, /^Add a note$/u);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Text of the note')).toBeFocused();
  await page.keyboard.type('Written without a mouse.');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Written without a mouse.')).toBeVisible();

  await tabTo(page, /^Mark as read$/u);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This section is read.')).toBeVisible();

  await tabTo(page, /^2\. Diversion and non-custodial measures/u);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Open the quiz$/u);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Begin a practice$/u);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Question 1 of 10');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  for (const place of [
    ...Array.from({ length: 9 }, (_, index) => `Question ${index + 2} of 10`),
    'Reflection',
    'End of the practice',
  ]) {
    await tabTo(page, place === 'End of the practice' ? /^To the end$/u : /^Next$/u);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(place);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  }
  await tabTo(page, /^End the practice$/u);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Practice ended: 0 of 10 right');
});

test('a term opens its definition and gives the focus back', async ({ app: page, host }) => {
  await tabTo(page, /^Name in Latin script/u);
  await page.keyboard.type('Sokha Chan');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goto(`${host.url}#/modules/diversion/sections/why-not-court`);
  const term = page.locator('a.term').first();
  await term.focus();
  await page.keyboard.press('Enter');
  const definition = page.getByRole('dialog', { name: /^Definition of/u });
  await expect(definition).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(definition).toBeHidden();
  await expect(term).toBeFocused();
});
