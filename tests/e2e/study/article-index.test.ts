import { compiledSeries } from '../../support/builders/compiled-series';
import { expect, inBothLanguages, test } from '../begun-test';
import { navigate } from '../pages/app-pages';

inBothLanguages(() => {
  test('a place is found by its number and leads to a section and a quiz that treat it @walk', async ({
    app: page,
    texts,
  }) => {
    const { t, course } = texts;
    const { articleIndex } = await compiledSeries();
    const { series } = await course();
    const crc = articleIndex.find(({ source }) => source.short === 'CRC');
    const place = crc?.places.find(({ label }) => label === 'art. 37(b)');
    const section = series.modules.flatMap(({ sections }) => sections).find(({ id }) => id === place?.sectionIds[0]);
    const asked = place?.questions[0];
    const number = series.modules.find(({ id }) => id === asked?.moduleId)?.number;
    if (!section || !asked || !number)
      throw new Error('The course no longer treats article 37(b) in a section and a question.');

    await navigate(page, 'Articles', texts);
    await expect(page.getByRole('heading', { level: 1, name: t('articleIndex.heading') })).toBeVisible();
    const [instruments, places] = [articleIndex.length, articleIndex.flatMap((each) => each.places).length];
    await expect(
      page.getByText(
        `${t('articleIndex.instruments', { n: instruments }, instruments)} · ${t('articleIndex.places', { n: places }, places)}`,
      ),
    ).toBeVisible();
    await expect(page.getByRole('table')).toHaveCount(0);

    await page.getByLabel(t('articleIndex.search')).fill('crc 37(b)');
    const row = page.getByRole('row', { name: /37\(b\)(?!-)/u }).first();
    await expect(row.getByRole('link', { name: section.title })).toBeVisible();
    await expect(page.getByRole('rowheader').filter({ hasNotText: '37' })).toHaveCount(0);
    await row.getByRole('link', { name: section.title }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: section.title })).toBeVisible();

    await navigate(page, 'Articles', texts);
    await page.getByLabel(t('articleIndex.search')).fill('crc 37(b)');
    await row
      .getByRole('link', { name: t('articleIndex.questionsOf', { n: asked.count, number }, asked.count), exact: true })
      .click();
    await expect(page).toHaveURL(new RegExp(`/modules/${asked.moduleId}/quiz$`, 'u'));
  });
});

test('an instrument opens and closes by keyboard, with all of its places, and a search that finds none says so', async ({
  app: page,
}) => {
  const { articleIndex } = await compiledSeries();
  const count = articleIndex.find(({ source }) => source.short === 'GC 24')?.places.length ?? 0;
  expect(count).toBeGreaterThan(50);
  await navigate(page, 'Glossary');
  await page.getByRole('link', { name: 'Articles', exact: true }).click();
  const instrument = page.locator('details').filter({ has: page.getByRole('heading', { name: 'GC 24', exact: true }) });
  await instrument.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(instrument.getByRole('rowheader')).toHaveCount(count);
  await page.keyboard.press('Enter');
  await expect(instrument.getByRole('rowheader')).toHaveCount(0);

  const search = page.getByLabel('Search instruments, articles and paragraphs');
  await search.fill('customs duty');
  await expect(
    page.getByRole('status').filter({ hasText: 'Nothing in the index answers to “customs duty”.' }),
  ).toBeVisible();
  await expect(page.locator('details')).toHaveCount(0);
  await search.fill('');
  await expect(page.locator('details')).toHaveCount(articleIndex.length);
});
