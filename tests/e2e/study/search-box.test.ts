import type { Figure } from '../../../src/domain/series/figure';
import { expect, inBothLanguages, test } from '../begun-test';
import { expectAccessible } from '../accessible';
import { navigate } from '../pages/app-pages';
import type { PageTexts } from '../pages/page-texts';
import { openSearch, searchFor } from '../pages/search-pages';

/** What is typed before and after the box is there; a word of the course. */
const TYPED = { en: ['norm', 's'], km: ['ច្បា', 'ប់'] } as const;

test('the box is worked by keyboard alone, and Escape gives the focus back', async ({ app }) => {
  await navigate(app, 'Glossary');
  await expect(app.getByRole('heading', { level: 1 })).toBeFocused();
  const link = app.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reference' });
  await link.focus();
  const box = await openSearch(app);
  const field = box.getByRole('combobox');
  const results = await searchFor(app, 'diversion');
  await expect(results.first()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await results.first().getAttribute('id')) ?? '');
  await field.press('ArrowDown');
  await expect(results.nth(1)).toHaveAttribute('aria-selected', 'true');
  await field.press('End');
  await expect(results.last()).toHaveAttribute('aria-selected', 'true');
  await field.press('Home');
  await expect(results.first()).toHaveAttribute('aria-selected', 'true');
  await field.press('ArrowUp');
  await expect(results.last()).toHaveAttribute('aria-selected', 'true');
  await field.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(link).toBeFocused();
  await openSearch(app);
  await searchFor(app, 'diversion');
  await expectAccessible(app, 'the search box with results');
  // The term is called exactly that.
  await field.press('Enter');
  await expect(app).toHaveURL(/#\/glossary\?term=/u);
  await expect(app.locator('[data-pointed]')).toContainText('diversion');

  // Chosen again where the page was scrolled and narrowed meanwhile, it is gone to again.
  await app.getByLabel('Search terms and definitions').fill('zzz');
  await expect(app.locator('[data-term]')).toHaveCount(0);
  await openSearch(app);
  await searchFor(app, 'diversion');
  await field.press('Enter');
  await expect(app.locator('[data-pointed]')).toContainText('diversion');
  await expect(app.locator('[data-pointed]')).toBeFocused();
});

inBothLanguages(() => {
  test('what is typed while the box is on its way is in it, and no shortcut of the page', async ({
    app,
    host,
    texts,
  }) => {
    const [before, after] = TYPED[texts.language];
    let bring = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      bring = resolve;
    });
    await app.route(/SearchDialog.*\.js/u, async (route) => {
      await held;
      await route.continue();
    });
    await app.goto(`${host.url}#/modules/diversion/sections/why-not-court`);
    const heading = app.getByRole('heading', { level: 1 });
    await expect(heading).toBeFocused();
    await app.keyboard.press('Control+k');
    // As a keyboard of the language does it: Playwright types Khmer without keys.
    const keys = await app.context().newCDPSession(app);
    for (const key of before)
      for (const type of ['keyDown', 'keyUp'] as const)
        await keys.send('Input.dispatchKeyEvent', { type, key, ...(type === 'keyDown' ? { text: key } : {}) });
    bring();
    const field = app.getByRole('combobox', { name: texts.t('search.label') });
    await expect(field).toBeFocused();
    await app.keyboard.type(after);
    await expect(field).toHaveValue(before + after);
    await expect(app.getByRole('option').first()).toContainText(before, { ignoreCase: true });
    await app.keyboard.press('Escape');
    await expect(heading).toHaveText((await texts.course()).outline('diversion').sections[0]?.title ?? '');
    await app.keyboard.press('Control+k');
    await expect(field).toHaveValue('');
  });
});

/** A figure of the course. */
async function figureOf({ course }: PageTexts, moduleId: string, figureId: string): Promise<Figure> {
  const figures = (await course())
    .module(moduleId)
    .sections.flatMap(({ blocks }) => blocks.flatMap((each) => each.figures));
  const figure = figures.find(({ id }) => id === figureId);
  if (!figure) throw new RangeError(`The module has no figure "${figureId}".`);
  return figure;
}

inBothLanguages(() => {
  test('articles by their number, figures, settings and commands are found and led to', async ({ app, texts }) => {
    const { t } = texts;
    await openSearch(app, texts);
    await (await searchFor(app, 'CRC 40(3)(b)', texts)).first().click();
    await expect(app.getByRole('heading', { name: t('articleIndex.heading') })).toBeVisible();
    await expect(app.locator('tr[data-pointed]')).toContainText('40(3)(b)');

    // The second time from one section's page to a section of another module, whose text has to come first.
    for (const [moduleId, figureId] of [
      ['diversion', 'ladder-of-responses'],
      ['deprivation-of-liberty', 'cambodia-numbers'],
    ] as const) {
      const { title } = await figureOf(texts, moduleId, figureId);
      await openSearch(app, texts);
      const results = await searchFor(app, title, texts);
      await results
        .filter({ hasText: t('search.kinds.figure') })
        .first()
        .click();
      await expect(app.locator('figure[data-pointed]')).toContainText(title);
      await expect(app.locator('figure[data-pointed]')).toBeFocused();
    }

    await openSearch(app, texts);
    const size = t('search.commands.textSize.title');
    await (await searchFor(app, size, texts)).filter({ hasText: size }).click();
    await expect(app.locator('#appearance-heading')).toBeFocused();

    await openSearch(app, texts);
    await (await searchFor(app, t('search.commands.dark.title'), texts)).first().click();
    await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');
  });

  test('own notes are found, also by Khmer inside unspaced text in either spelling, and a removed one no more', async ({
    app,
    host,
    texts,
  }) => {
    const { t } = texts;
    const ofNotes = { hasText: t('search.kinds.note') };
    await app.goto(`${host.url}#/modules/diversion/sections/why-not-court`);
    await app
      .getByRole('button', { name: t('notes.add') })
      .first()
      .click();
    // Typed with the subscript `da` and zero-width spaces between the words.
    await app
      .getByLabel(t('notes.text'))
      .fill('ការ\u200Bបង្វែរ\u200Bកុមារ\u200Bចេញ\u200Bពី\u200Bប្រព័ន្ធ\u200Bយុ\u17D2\u178Aិធម៌');
    await app.getByRole('button', { name: t('notes.done') }).click();
    await openSearch(app, texts);
    const results = await searchFor(app, 'កុមារចេញ', texts);
    // The course's own Khmer has the words too.
    await expect(results.filter(ofNotes)).toHaveCount(1);
    const spelt = (await searchFor(app, 'យុ\u17D2\u178Fិធម៌', texts)).filter(ofNotes);
    await expect(spelt).toHaveCount(1);
    await spelt.click();
    await expect(app.getByText('ការ\u200Bបង្វែរ').first()).toBeVisible();
    await app
      .getByRole('button', { name: t('notes.remove'), exact: true })
      .first()
      .click();
    await openSearch(app, texts);
    // Terms of the glossary have the one word or the other.
    await searchFor(app, 'កុមារចេញ', texts);
    await expect(results.filter(ofNotes)).toHaveCount(0);
  });
});

test('a search without a result says so and offers near words and other places', async ({ app }) => {
  const box = await openSearch(app);
  await box.getByRole('combobox').fill('juvanelle');
  await expect(box.getByText('Nothing was found for “juvanelle”')).toBeVisible();
  await expectAccessible(app, 'the search box without a result');
  await box.getByRole('button', { name: 'juvenile', exact: true }).click();
  await expect(box.getByRole('option').first()).toBeVisible();
  await box.getByRole('combobox').fill('qqqqzzzz');
  await box.getByRole('link', { name: 'the glossary' }).click();
  await expect(app.getByRole('heading', { name: 'Glossary' })).toBeFocused();
});
