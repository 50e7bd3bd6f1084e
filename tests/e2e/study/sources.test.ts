import type { Page } from '@playwright/test';
import { compiledSeries } from '../../support/builders/compiled-series';
import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../begun-test';
import { navigate } from '../pages/app-pages';

/** What a paste would bring. */
async function clipboard(page: Page): Promise<string> {
  return page.evaluate(async () => navigator.clipboard.readText());
}

test('a section’s source is cited, copied and opened only after asking @walk', async ({ app: page, host }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(host.url).origin });
  await page.goto(`${host.url}#/modules/general-comment-24/sections/how-it-came-about`);

  await page.getByRole('button', { name: 'Open or cite GC 24', exact: true }).click();
  await expect(page.getByText('https://docs.un.org/en/CRC/C/GC/24', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Copy citation of GC 24', exact: true }).click();
  await expect(page.getByText('The citation is in the clipboard.')).toBeVisible();
  expect(await clipboard(page)).toMatch(
    /^Committee on the Rights of the Child, General comment No\. 24 \(2019\).*CRC\/C\/GC\/24.*para.* https:\/\/docs\.un\.org\/en\/CRC\/C\/GC\/24 \(text read in another copy, 25 November 2026\)$/u,
  );
  await page.getByRole('button', { name: 'Copy address of GC 24' }).click();
  await expect(page.getByText('The address is in the clipboard.')).toBeVisible();
  expect(await clipboard(page)).toBe('https://docs.un.org/en/CRC/C/GC/24');

  // The host of a test has no browser to open: what counts is that it is asked after the question alone.
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.postData()?.includes('docs.un.org')) asked.push(request.url());
  });
  await page.getByRole('button', { name: 'Open GC 24 in the browser' }).click();
  await expect(page.getByText('This opens docs.un.org in the browser.', { exact: false })).toBeVisible();
  await expectAccessible(page, 'a source that is about to be opened');
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('It could not be opened here.', { exact: false })).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('all sources are listed by kind, searched, and narrowed to a module @walk', async ({ app: page, host }) => {
  const { sources, series } = await compiledSeries();
  await navigate(page, 'Glossary');
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sources of the course' })).toBeVisible();
  await expect(page.getByText(`${sources.length} sources`)).toBeVisible();
  await page.getByLabel('Search sources').fill('juvenile justice kingdom');
  await expect(page.getByRole('button', { name: 'Open or cite LJJ', exact: true })).toBeVisible();

  const [first] = series.modules;
  if (!first) throw new Error('The course has no module.');
  await page.goto(`${host.url}#/modules/${first.id}`);
  await page.getByRole('link', { name: 'Sources of this module' }).click();
  const ofFirst = sources.filter(({ modules }) => modules.some(({ moduleId }) => moduleId === first.id));
  await expect(page.getByText(`${ofFirst.length} sources`)).toBeVisible();
});

inBothLanguages(() => {
  test('a module names the network’s page as the place to look for its recording', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    const open = t('sources.address.openOf', { subject: t('sources.session.subject') });
    await page.goto(`${host.url}#/modules/diversion`);
    const session = page.getByRole('region', { name: t('module.topics') });
    await session.getByRole('heading').click();
    await expect(session.getByText(t('sources.session.text', { language: t('sources.session.km') }))).toBeVisible();
    await expect(session.getByText('https://www.childjusticecambodia.org/childjusticeseries')).toBeVisible();
    await session.getByRole('button', { name: open }).click();
    await expect(session.getByText(t('sources.address.ask', { site: 'childjusticecambodia.org' }))).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(session.getByRole('button', { name: open })).toBeFocused();
  });
});

test('the glossary is read by letter, with Khmer and source beside a term @walk', async ({ app: page }) => {
  const { glossary } = await compiledSeries();
  const diversion = glossary.find(({ id }) => id === 'diversion');
  if (!diversion?.khmer) throw new Error('The glossary no longer has the Khmer of diversion.');
  await navigate(page, 'Glossary');
  await page.getByRole('button', { name: 'Terms with D' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'D', exact: true })).toBeFocused();
  await expect(page.getByText(`Khmer as in: ${diversion.khmer.source}`, { exact: false })).toBeVisible();
  await page.getByLabel('Search terms and definitions').fill(diversion.khmer.text);
  await expect(page.locator('[data-term="diversion"]').getByRole('term')).toContainText(diversion.khmer.text);
  await expect(page.getByText(`${glossary.length} terms`)).toHaveCount(0);
});
