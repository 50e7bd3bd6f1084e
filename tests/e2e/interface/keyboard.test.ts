import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readPdf } from '../../unit/main/certificate/certificate-reading';
import { expect, test } from '../app-test';
import { compiledSeries } from '../../support/builders/compiled-series';
import { answerByKeyboard, expectHeading, focusOf, pressOn, tabTo } from '../pages/keyboard-pages';

/** Writes a note beside the first block of the open section. */
async function takeNote(page: Page): Promise<void> {
  await pressOn(page, /^Add a note$/u);
  await expect(page.getByLabel('Text of the note')).toBeFocused();
  await page.keyboard.type('Written without a mouse.');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Written without a mouse.')).toBeVisible();
  // Where the note was begun, and not at the page's beginning.
  await expect(page.getByRole('button', { name: 'Add a note' }).first()).toBeFocused();
}

/**
 * As somebody goes through it who follows the app's own words: each step is the one primary button, but for the first,
 * to the sequence.
 */
test(
  'a member comes from the first run, with a note on the way, to the certificate of the sequence by keyboard alone',
  { tag: '@browser-host' },
  async ({ app: page }) => {
    test.setTimeout(300_000);
    await tabTo(page, /^Name in Latin letters/u);
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
        if (part === 0 && index === 0) await takeNote(page);
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
    await pressOn(page, /^Save as PDF$/u);
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^Sequence certificate - Sokha Chan .*\.pdf$/u);
    const pdf = await readPdf(await readFile(await download.path()));
    expect(pdf.numPages).toBe(1);
    expect(JSON.stringify(await pdf.getMetadata())).toContain('Human rights treaties, mechanisms, and engagement');
    await expect(page.getByText('is in your browser’s downloads')).toBeVisible();
    expect(await focusOf(page)).toEqual({ name: 'Save as PDF', seen: 'yes' });
  },
);
