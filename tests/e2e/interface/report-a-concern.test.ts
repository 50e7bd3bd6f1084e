import { expect, inBothLanguages, SECTION_WITH_NOTES, SOKHA, test } from '../begun-test';
import { test as withoutRecord } from '../app-test';
import { expectAccessible } from '../accessible';
import { openSearch, searchFor } from '../pages/search-pages';
import { readPdf } from '../../unit/main/certificate/certificate-reading';
import type { Page } from '@playwright/test';
import type { PageTexts } from '../pages/page-texts';

const link = (page: Page, { t }: PageTexts) =>
  page.getByRole('banner').getByRole('link', { name: `${t('shell.report')} 1280` });
const number = (page: Page) => page.getByRole('main').getByRole('heading', { name: '1280' });

inBothLanguages(() => {
  test('who seeks help in the search box is led to the number first, in either language @walk', async ({
    app,
    texts,
  }) => {
    const box = await openSearch(app, texts);
    const command = texts.t('search.commands.reporting.title');
    await expect(box.getByRole('option').nth(1)).toContainText(command);
    for (const words of ['helpline', 'hotline', 'emergency', 'violence', '1280', 'ជំនួយ', 'អំពើហិង្សា'])
      await expect((await searchFor(app, words, texts)).first()).toContainText(command);
    await app.keyboard.press('Enter');
    await expect(number(app)).toBeVisible();
    await expectAccessible(app, 'how to report a concern');
  });

  test('who counts a call as the report of the law is told beside the number, in both languages', async ({
    app,
    texts,
  }) => {
    await link(app, texts).click();
    const helpline = app.getByRole('region', { name: '1280' });
    await expect(helpline).toContainText('A call is not the report that the law asks for.');
    await expect(helpline).toContainText('ការហៅ មិនមែនជាការរាយការណ៍ដែលច្បាប់តម្រូវទេ។');
  });

  test('whoever comes back from it to a text is where the text was left, also after the menu', async ({
    app,
    host,
    texts,
  }) => {
    const place = (): Promise<number> => app.evaluate(() => Math.round(window.scrollY));
    await app.goto(host.url + SECTION_WITH_NOTES);
    await expect.poll(() => app.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(2_500);
    await app.evaluate(() => {
      window.scrollTo(0, 1_200);
    });
    await app.getByRole('banner').locator('button[aria-haspopup="menu"]').click();
    await expect(app.getByRole('menu')).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(app.getByRole('banner').locator('button[aria-haspopup="menu"]')).toBeFocused();
    expect(await place()).toBe(1_200);
    await link(app, texts).click();
    await expect(number(app)).toBeVisible();
    await app.getByRole('button', { name: texts.t('reporting.back') }).click();
    await expect.poll(place).toBe(1_200);
  });

  test('the page is there when the host is gone', async ({ app, host, expectedErrors, texts }) => {
    // The part with the focal point isn't loaded yet.
    expectedErrors.push('net::ERR_', 'Unable to preload CSS', 'dynamically imported module');
    await host.stop();
    await link(app, texts).click();
    await expect(number(app)).toBeVisible();
    await expect(app.getByRole('main').getByRole('listitem').first()).toBeVisible();
    await expect(app.getByRole('heading', { level: 1 })).toBeFocused();
    await app.getByRole('button', { name: texts.t('reporting.back') }).click();
    await expect(app.getByRole('heading', { name: texts.t('home.contents') })).toBeVisible();
  });

  test('in the smallest window what is done in danger begins in sight, in both languages', async ({ app, texts }) => {
    await app.setViewportSize({ width: 900, height: 600 });
    await link(app, texts).click();
    for (const words of ['If a child is in danger now', 'បើកុមារកំពុងមានគ្រោះថ្នាក់ឥឡូវនេះ']) {
      const lineEnd = async (): Promise<number> => ((await app.getByText(words).boundingBox())?.y ?? 600) + 30;
      await expect.poll(lineEnd).toBeLessThan(600);
    }
  });

  test('on paper it is one card: the number, what today asks, and lines for the focal point', async ({
    app,
    texts,
  }) => {
    const { t } = texts;
    await link(app, texts).click();
    await expect(number(app)).toBeVisible();
    await expect(app.getByText(t('focalPoint.empty'))).toBeVisible();
    await expect(app.getByText('Today:')).toBeHidden();
    await app.emulateMedia({ media: 'print' });
    await expect(number(app)).toBeVisible();
    await expect(app.getByText('Today:')).toBeVisible();
    await expect(app.getByText('ថ្ងៃនេះ៖')).toBeVisible();
    await expect(app.getByText(t('focalPoint.empty'))).toBeHidden();
    await expect(app.getByRole('term')).toHaveText([t('focalPoint.name'), t('focalPoint.telephone')]);
    await expect(app.getByRole('main').getByRole('list')).toBeHidden();
    await expect(app.getByRole('main').getByRole('button')).toHaveCount(0);
    expect((await readPdf(await app.pdf({ preferCSSPageSize: true }))).numPages).toBe(1);
  });

  withoutRecord.describe('before a PIN', () => {
    withoutRecord.use({ record: { learner: SOKHA, pin: '2580' } });

    withoutRecord('the number is one press away, and nothing of the record with it @walk', async ({ app, texts }) => {
      await link(app, texts).click();
      await expect(number(app)).toBeVisible();
      await expect(app.getByText(texts.t('focalPoint.heading'))).toHaveCount(0);
      await app.getByRole('button', { name: texts.t('reporting.back') }).click();
      await expect(app.getByLabel(texts.t('lock.pin'), { exact: true })).toBeVisible();
    });
  });
});
