import { bare, pageTexts } from '../../unit/main/certificate/certificate-reading';
import type { Language } from '../../../src/domain/text/language';
import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test, withNotes } from '../begun-test';
import { downloadBy } from '../certificates/certificate-scenes';
import { openModule } from '../pages/app-pages';

const MODULE = 'diversion';
/** How many pages the job aid takes at most: Khmer needs more room. */
const PAGES: Readonly<Record<Language, number>> = { en: 1, km: 2 };

inBothLanguages(() => {
  test('a module ends in a page that is read on the screen and saved as one page of PDF @walk', async ({
    app: page,
    texts,
  }) => {
    const { t } = texts;
    const { jobAid: aid } = (await texts.course()).module(MODULE);
    if (!aid) throw new Error('The module has no job aid.');
    await openModule(page, 2, texts);
    await page
      .getByRole('listitem')
      .filter({ hasText: t('jobAid.toTakeAlong') })
      .getByRole('link', { name: aid.title })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(aid.title);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    for (const { heading } of aid.parts) await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await expect(page.getByText(t('jobAid.invented'))).toBeVisible();

    await page.setViewportSize({ width: 683, height: 384 });
    const { name, bytes } = await downloadBy(page, page.getByRole('button', { name: t('jobAid.save') }));
    expect(name).toBe(`${aid.title.replace(': ', ' - ')}.pdf`);
    await expect(page.getByText(t('records.outcome.download', { fileName: name }))).toBeInViewport({ ratio: 1 });
    const pages = (await pageTexts(bytes)).map(bare);
    expect(pages.length).toBeLessThanOrEqual(PAGES[texts.language]);
    for (const item of aid.parts.flatMap(({ items }) => items)) expect(pages.join('')).toContain(bare(item));
  });

  test.describe('with a note', () => {
    test.use({
      record: withNotes({
        sectionId: 'diversion/six-safeguards',
        text: 'Ask the aunt of Dara, 14.02.2026, tel 012 345 678\nសួរអំពីភស្តុតាង',
      }),
    });

    test('the learner’s own notes follow the page if wanted, are read before they are saved, and are asked for each time', async ({
      app: page,
      host,
      texts: { language, t, course },
    }) => {
      await page.goto(`${host.url}#/modules/${MODULE}/job-aid`);
      await expect(page.getByRole('heading', { name: t('jobAid.notes.heading') })).toHaveCount(0);
      await page.getByLabel(t('jobAid.withNotes')).check();
      await expect(page.getByText('Ask the aunt of Dara')).toBeVisible();
      await expect(page.getByText(t('jobAid.notes.warning'))).toContainText(t('jobAid.notes.identifying', { n: 1 }, 1));
      await expectAccessible(page, 'a job aid with notes');
      const { bytes } = await downloadBy(page, page.getByRole('button', { name: t('jobAid.save') }));
      const pages = (await pageTexts(bytes)).map(bare);
      expect(pages.length).toBeLessThanOrEqual(PAGES[language] + 1);
      expect(pages.slice(0, -1).join('')).not.toContain(bare('Ask the aunt'));
      expect(pages.at(-1)).toContain(bare((await course()).outline(MODULE).sections[1]?.title ?? ''));
      expect(pages.at(-1)).toContain(bare('Ask the aunt of Dara'));
      expect(pages.at(-1)).toContain(bare(t('jobAid.notes.identifying', { n: 1 }, 1)));

      await page.goto(`${host.url}#/modules/deprivation-of-liberty/job-aid`);
      await expect(page.getByLabel(t('jobAid.withNotes'))).not.toBeChecked();
      await page.getByLabel(t('jobAid.withNotes')).check();
      await expect(page.getByText(t('jobAid.notes.none'))).toBeVisible();
    });
  });

  test('while the PDF is made the button says so and keeps the focus, and one that cannot be written names the reason', async ({
    app: page,
    host,
    texts,
    expectedErrors,
  }) => {
    const { t, course } = texts;
    expectedErrors.push('Failed to load resource');
    let fail: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await page.route('**/operations', async (route) => {
      const { name } = route.request().postDataJSON() as { name: string };
      if (name !== 'job-aid.export') return route.fallback();
      await held;
      return route.fulfill({ json: { ok: false, error: { code: 'disk-full', message: 'ENOSPC' } } });
    });
    await page.goto(`${host.url}#/modules/${MODULE}/job-aid`);
    await page.getByRole('button', { name: t('jobAid.save') }).press('Enter');
    await expect(page.getByRole('button', { name: t('files.making') })).toBeFocused();
    await expect(page.getByRole('status').filter({ hasText: t('records.work.saving') })).toBeVisible();
    fail();
    await expect(page.getByRole('button', { name: t('jobAid.save') })).toBeFocused();
    await expect(page.getByRole('alert').filter({ hasText: t('errors.disk-full') })).toContainText(
      t('records.nothingChanged'),
    );
    await page.goto(`${host.url}#/modules/deprivation-of-liberty/job-aid`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(
      (await course()).introductions['deprivation-of-liberty']?.jobAid?.title ?? '',
    );
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});
