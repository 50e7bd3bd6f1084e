import { expect, test } from '../app-test';
import { compiledSeries } from '../../support/builders/compiled-series';
import { answerByKeyboard, expectHeading, focusOf, pressOn, tabTo } from '../pages/keyboard-pages';

test('a member studies, takes a note and a quiz with the keyboard alone', async ({ app: page }) => {
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
  // Where the note was begun, and not at the page's beginning.
  await expect(page.getByRole('button', { name: 'Add a note' }).first()).toBeFocused();

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

/**
 * As somebody goes through it who follows the app's own words: each step is the one primary button, but for the first,
 * to the sequence.
 */
test(
  'a member comes from the first run to the certificate of the sequence by keyboard alone',
  { tag: '@browser-host' },
  async ({ app: page }) => {
    test.setTimeout(300_000);
    await tabTo(page, /^Name in Latin script/u);
    await page.keyboard.type('Sokha Chan');
    await page.keyboard.press('Enter');
    await expectHeading(page, 'CJN Child Justice Series');

    await pressOn(page, /Human rights treaties and treaty bodies$/u);
    const { series } = await compiledSeries();
    for (const [part, moduleId] of ['human-rights-treaties', 'united-nations', 'human-rights-council'].entries()) {
      if (part > 0) await pressOn(page, new RegExp(`^Or go on with module ${part + 8}`, 'u'));
      const sections = series.modules.find(({ id }) => id === moduleId)?.sections ?? [];
      await expectHeading(page, `Part ${part + 1}`);
      await pressOn(page, /^Begin reading$/u);
      for (const [index, { title }] of sections.entries()) {
        await expectHeading(page, title);
        // The first text is gone through link by link; past the others leads what comes first.
        if (index === 0) await pressOn(page, /^Mark as read and go on$/u);
        else {
          expect(await pressOn(page, /^To the end of the section$/u)).toBe(2);
          expect(await focusOf(page)).toEqual({ name: 'Mark as read and go on', seen: 'yes' });
          await page.keyboard.press('Enter');
        }
      }
      await expectHeading(page, 'Quiz');
      await pressOn(page, /^Begin the quiz$/u);
      await answerByKeyboard(page, moduleId);
      await pressOn(page, /^Submit the quiz$/u);
      await expectHeading(page, 'Passed: 100%');
      // What comes next is in sight, without a key.
      const next = page.getByRole('region', { name: 'What to do next' }).getByRole('link').first();
      await expect(next).toBeInViewport({ ratio: 1 });
    }
    await pressOn(page, /^Get the certificates$/u);
    await expectHeading(page, 'Certificates');
    await pressOn(page, /^Human rights treaties, mechanisms, and engagement/u);
    await expectHeading(page, 'Human rights treaties, mechanisms, and engagement');
    const downloading = page.waitForEvent('download');
    await pressOn(page, /^Export as PDF$/u);
    expect((await downloading).suggestedFilename()).toMatch(/^Sequence certificate - Sokha Chan .*\.pdf$/u);
    await expect(page.getByText('is in your browser’s downloads')).toBeVisible();
    expect(await focusOf(page)).toEqual({ name: 'Export as PDF', seen: 'yes' });
  },
);
