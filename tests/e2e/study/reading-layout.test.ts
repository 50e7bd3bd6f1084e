import type { Page } from '@playwright/test';
import { learner } from '../../support/builders/statement-builders';
import { expectAccessible } from '../accessible';
import { test as testOfFirstRun } from '../app-test';
import { expect, inBothLanguages, test } from '../begun-test';
import { selectWords, sentencesOf } from '../pages/highlight-pages';
import type { PageTexts } from '../pages/page-texts';

const SECTION = '#/modules/diversion/sections/why-not-court';
const SECTION_ID = 'diversion/why-not-court';

/** The first sentence of a block that begins with a term: the term, and what follows it. */
async function termSentence({ course }: PageTexts, name: string): Promise<readonly [string, string]> {
  const [section] = (await course()).module('diversion').sections;
  const html = section?.blocks.find(({ id }) => id === `${SECTION_ID}#${name}`)?.html ?? '';
  const [, term = '', rest = ''] =
    /<p><a class="term" data-term="restorative-justice"[^>]*>(.+?)<\/a>([^<]+?[.។])/u.exec(html) ?? [];
  return [term, rest];
}

inBothLanguages(() => {
  test.describe('with a long name', () => {
    test.use({
      record: { learner: learner({ latinName: 'Sreyneang Chanthavy-Boreyrath', khmerName: 'ស្រីនាង ចាន់ថាវី' }) },
    });

    test('at a text size of 200 % the text has the window’s width, the header scrolls away, and no word is cut', async ({
      app: page,
      host,
      texts,
    }) => {
      const { t, course } = texts;
      const [sentence = ''] = await sentencesOf(texts, `${SECTION_ID}#opening`);
      await page.goto(`${host.url}#/settings`);
      await page.getByLabel(t('settings.appearance.textSize')).selectOption('200');
      await page.goto(`${host.url}${SECTION}`);
      const words = page.getByText(sentence);
      await expect(words).toBeVisible();
      await expect.poll(async () => (await words.boundingBox())?.width ?? 0).toBeGreaterThan(1_000);
      await expect(page.getByRole('banner')).toHaveCSS('position', 'static');
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      await expectAccessible(page, 'a section at 200 %');

      // And from the start of the app on.
      await page.reload();
      await expect(words).toBeVisible();
      await expect.poll(async () => (await words.boundingBox())?.width ?? 0).toBeGreaterThan(1_000);
      await expect(page.getByRole('banner')).toHaveCSS('position', 'static');

      // The handout is as wide as a page of paper, unless its text is larger than the paper's.
      await page.goto(`${host.url}#/modules/diversion/handout`);
      const summary = page.getByText((await course()).introductions['diversion']?.summary ?? '');
      await expect.poll(async () => (await summary.boundingBox())?.width ?? 0).toBeGreaterThan(1_000);
    });
  });

  test('in a window of any width a line of the text has room for its words', async ({ app: page, host, texts }) => {
    const [sentence = ''] = await sentencesOf(texts, `${SECTION_ID}#opening`);
    await page.goto(`${host.url}${SECTION}`);
    const words = page.getByText(sentence);
    await expect(words).toBeVisible();
    for (const width of [900, 1000, 1024, 1087, 1089, 1152, 1280, 1366, 1920]) {
      await page.setViewportSize({ width, height: 768 });
      await expect.poll(async () => (await words.boundingBox())?.width ?? 0, `${width} px`).toBeGreaterThan(500);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`).toBe(true);
    }
  });

  test('notes that are longer than their text leave it together, and highlights without a note have no cards', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t, course } = texts;
    const [first = '', second = ''] = await sentencesOf(texts, `${SECTION_ID}#opening`);
    const [third = ''] = await sentencesOf(texts, `${SECTION_ID}#three-articles`);
    await page.goto(`${host.url}${SECTION}`);
    const next = page.getByRole('heading', {
      name: (await course()).module('diversion').sections[0]?.blocks[1]?.heading ?? '',
    });
    const toolbar = page.getByRole('toolbar', { name: t('highlights.toolbar') });
    await expect(next).toBeVisible();
    const heightToNext = async (): Promise<number> =>
      page.evaluate(async () => {
        // The text moves once more when its fonts are there.
        await document.fonts.ready;
        const [first, second] = document.querySelectorAll('[data-block]');
        return (second?.getBoundingClientRect().top ?? 0) - (first?.getBoundingClientRect().top ?? 0);
      });
    const before = await heightToNext();
    await selectWords(page, first);
    await toolbar.getByRole('button', { name: t('highlights.colours.green') }).click();
    await expect(page.getByRole('button', { name: t('highlights.list', { n: 1 }, 1) })).toBeVisible();
    await expect(page.getByRole('article').getByRole('article')).toHaveCount(0);

    for (const words of [second, third]) {
      await selectWords(page, words);
      await toolbar.getByRole('button', { name: t('notes.add') }).click();
      const field = page.getByLabel(t('notes.text'));
      // The editor opens beside its words.
      await expect.poll(async () => (await field.boundingBox())?.y ?? 10_000).toBeLessThan(400);
      await field.fill('It goes on for a while. '.repeat(40));
      await page.getByRole('button', { name: t('notes.done') }).click();
      await expect(field).toHaveCount(0);
    }
    await expect.poll(heightToNext).toBe(before);
    const cards = page.getByRole('article').getByRole('article');
    await expect(cards).toHaveCount(2);
    await expect
      .poll(async () => {
        const [upper, lower] = [await cards.first().boundingBox(), await cards.last().boundingBox()];
        return (lower?.y ?? 0) - ((upper?.y ?? 0) + (upper?.height ?? 0));
      })
      .toBeGreaterThan(0);
  });

  test('words of a term are selected from the term on, and the term stays closed', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    const [, other = ''] = await sentencesOf(texts, `${SECTION_ID}#opening`);
    const [term, rest] = await termSentence(texts, 'three-concepts');
    await page.goto(`${host.url}${SECTION}`);
    const toolbar = page.getByRole('toolbar', { name: t('highlights.toolbar') });
    await selectWords(page, other);
    await expect(toolbar).toBeVisible();
    await selectWords(page, term, rest);
    await expect.poll(() => page.evaluate(() => String(document.getSelection()))).toBe(`${term}${rest}`);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('a term’s card, opened by key, begins in sight in a low window and gives the focus back', async ({
    app: page,
    host,
    texts,
  }) => {
    const [name] = await termSentence(texts, 'three-concepts');
    await page.setViewportSize({ width: 640, height: 260 });
    await page.goto(`${host.url}${SECTION}`);
    const term = page.getByRole('link', { name }).first();
    await term.press('Enter');
    const card = page.getByRole('dialog', { name: texts.like('section.definition') });
    await expect(card.locator('p').first()).toBeInViewport({ ratio: 1 });
    await expect(card).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
    await expect(card).toBeHidden();
    await expect(term).toBeFocused();
  });

  test('keys lead to the next section, back, and to the page of help; switched off they do nothing', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t, course } = texts;
    const [own = '', following = ''] = (await course()).outline('diversion').sections.map((section) => section.title);
    await page.goto(`${host.url}${SECTION}`);
    const title = page.getByRole('heading', { level: 1 });
    await expect(title).toHaveText(own);
    await page.keyboard.press('n');
    await expect(title).toHaveText(following);
    await expect(title).toBeFocused();
    await page.keyboard.press('p');
    await expect(title).toHaveText(own);
    await page.keyboard.press('?');
    await expect(title).toHaveText(t('help.heading'));

    await page.getByRole('checkbox', { name: t('settings.keyboard.letterKeys') }).uncheck();
    await expect(page.getByText(`(${t('help.keys.off')})`).first()).toBeVisible();
    await page.goto(`${host.url}${SECTION}`);
    await expect(title).toHaveText(own);
    await page.keyboard.press('n');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(title).toHaveText(own);
  });
});

test('no citation loses a bracket, on screen or on paper, and a small window folds the outline above the text', async ({
  app: page,
  host,
}) => {
  await page.goto(`${host.url}#/modules/united-nations/sections/the-six-organs`);
  await expect(page.locator('.citations').first()).toBeVisible();
  for (const width of [900, 860, 820, 780, 740, 700, 660, 620]) {
    await page.setViewportSize({ width, height: 600 });
    expect(await cutOffCitations(page), `at ${width} px`).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  await page.emulateMedia({ media: 'print' });
  // A4 and A5 less the margins, and widths between.
  for (const width of [658, 620, 580, 540, 500, 460, 423]) {
    await page.setViewportSize({ width, height: 600 });
    expect(await cutOffCitations(page), `on paper of ${width} px`).toEqual([]);
  }
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 620, height: 600 });
  const outline = page.getByRole('navigation', { name: 'Sections of this module' });
  await expect(outline.getByRole('link')).toHaveCount(0);
  await outline.getByRole('button', { name: 'Sections of this module' }).press('Enter');
  await outline.getByRole('link').nth(1).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(outline.getByRole('button')).toHaveAttribute('aria-expanded', 'false');
});

testOfFirstRun('the first screen has its button in sight in the smallest window', async ({ app: page }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  await expect(page.getByRole('button', { name: 'Begin' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'ភាសាខ្មែរ' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'km');
  await expect(page.locator('form').getByRole('button')).toBeInViewport({ ratio: 1 });
});

/** The citations beside tables whose first or last bracket stands in another line than what is next to it. */
async function cutOffCitations(page: Page): Promise<readonly string[]> {
  return page.locator('.citations:not(td *)').evaluateAll((all) =>
    all
      .filter((each) => {
        const tops = [...each.getClientRects()].map(({ top }) => top);
        const apart = (a: number | undefined, b: number | undefined): boolean => Math.abs((a ?? 0) - (b ?? 0)) > 8;
        // The brackets are the first and the last piece.
        return apart(tops[0], tops[1]) || apart(tops.at(-1), tops.at(-2));
      })
      .map(({ textContent }) => textContent),
  );
}

test('a new learner meets few words at home and on the page of a module', async ({ app: page, host }) => {
  const words = async (): Promise<number> =>
    ((await page.getByRole('main').innerText()).match(/[\p{L}\p{N}]\S*/gu) ?? []).length;
  // 20 of them are only read out: each module's number.
  expect(await words()).toBeLessThanOrEqual(180);
  await page.goto(`${host.url}#/modules/diversion`);
  await expect(page.getByRole('link', { name: 'Open the quiz' })).toBeVisible();
  expect(await words()).toBeLessThanOrEqual(246);
});
