import { readFileSync } from 'node:fs';
import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import {
  beginInKhmer,
  khmerScreens as screens,
  khmerStart as start,
  wronglyMarkedTexts,
} from '../pages/language-pages';

const NAMES = ['Sokha Chan', 'ចាន់ សុខា'] as const;

test('what a learner opens by what they do is Khmer too', async ({ app: page, host }) => {
  const wrong: string[] = [];
  const look = async (screen: string): Promise<void> => {
    for (const text of await wronglyMarkedTexts(page, NAMES)) wrong.push(`${screen}: ${text}`);
  };
  const heading = page.getByRole('heading', { level: 1 });
  await page.getByRole('button', { name: 'ភាសាខ្មែរ' }).click();
  await beginInKhmer(page, NAMES);
  await expectAccessible(page, 'the contents in Khmer');
  await page.goto(`${host.url}#/modules/diversion`);
  await page.getByRole('region', { name: screens.module.sections, exact: true }).getByRole('link').first().click();
  await expect(page.getByRole('button', { name: screens.section.mark, exact: true })).toBeVisible();
  await page.getByRole('button', { name: screens.notes.add }).first().click();
  await page.getByRole('textbox').first().fill('កំណត់ត្រា');
  await look('a section with the note editor');
  await expectAccessible(page, 'a section in Khmer');
  await page.getByRole('button', { name: screens.notes.done, exact: true }).click();
  await page.getByRole('button', { name: screens.section.mark, exact: true }).click();
  await expect(page.getByRole('button', { name: screens.section.unmark, exact: true })).toBeVisible();
  await look('a section that is read');
  await page.goto(`${host.url}#/modules/diversion/quiz`);
  await page.getByRole('button', { name: screens.quiz.beginPractice }).click();
  const questions = page.getByRole('navigation', { name: screens.quiz.steps });
  await expect(questions).toBeVisible();
  for (let place = 1; place <= 12; place += 1) {
    await look(`place ${place} of a practice`);
    const shown = (await heading.textContent()) ?? '';
    if (place < 12) {
      await questions.getByRole('button').last().click();
      await expect(heading).not.toHaveText(shown);
    }
  }
  await page.getByRole('button', { name: screens.quiz.end.practiceSubmit }).click();
  await expect(page.getByRole('list').filter({ has: page.locator('[data-question]') })).toBeVisible();
  await look('a result');
  await expectAccessible(page, 'a result in Khmer');
  await page.goto(`${host.url}#/notes`);
  await expect(heading).toHaveText(screens.notes.heading);
  await expect(page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link').first()).toBeVisible();
  await look('the notebook');
  await page.getByRole('button', { name: screens.notes.export.label }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: screens.notes.export.markdown }).click();
  const notebook = readFileSync(await (await downloading).path(), 'utf8');
  expect(notebook).toContain('មេរៀនទី');
  expect(notebook).not.toContain('\u2060');
  await page.goto(`${host.url}#/study`);
  await expect(heading).toHaveText(screens.study.heading);
  await look('the learner’s study');
  await page.getByRole('button', { name: start.shell.search }).click();
  await page.getByRole('dialog').getByRole('combobox').fill('diversion');
  await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  await look('the search');
  await page.keyboard.press('Escape');
  await page.getByRole('banner').getByRole('button', { name: NAMES[0] }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look('the menu at the name');
  expect(wrong).toEqual([]);
});

test('the language is the learner’s: it changes at once, stays, and another learner has their own', async ({
  app: page,
}) => {
  await page.getByRole('button', { name: 'ភាសាខ្មែរ' }).click();
  await beginInKhmer(page, NAMES);
  await page.reload();
  await expect(page.getByRole('heading', { name: start.home.contents })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'km');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveAttribute('lang', 'km');
  // Who can't read the page finds the way out in their own language.
  await page.getByRole('banner').getByRole('button', { name: NAMES[0] }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  // The course's titles change with the page that is open.
  await expect(title).toHaveAttribute('lang', 'en');
  await page.goto(page.url().replace(/#.*/u, '#/settings'));
  await page.getByRole('radio', { name: 'ភាសាខ្មែរ' }).check();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(screens.settings.heading);
  await expect(page).toHaveTitle(new RegExp(`^${screens.settings.heading} · `, 'u'));
  await expect(page.getByText(screens.settings.language.draft)).toBeVisible();
  await page.setViewportSize({ width: 900, height: 600 });
  await page.getByLabel(screens.settings.appearance.textSize).selectOption('200');
  // Until then the header moves, and a press on it can miss what it began on.
  await expect(page.locator('html')).toHaveCSS('font-size', '32px');
  await page.getByRole('banner').getByRole('button', { name: NAMES[0] }).click();
  // At its end the menu says that the Khmer is a draft.
  const last = page.getByText(screens.learnerMenu.draft);
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('menuitem').last()).toBeInViewport({ ratio: 1 });
  await page.getByRole('menuitem', { name: screens.learnerMenu.add }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(screens.firstRun.adding.heading);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Name in Latin letters').fill('Chan Dara');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await page.reload();
  // Two learners: the list is in the language of who opened theirs last.
  await page.getByRole('button', { name: /Sokha Chan/u }).click();
  await expect(page.getByRole('heading', { name: start.home.contents })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'km');
});

test.describe('a computer in Khmer', () => {
  test.use({ locale: 'km-KH' });

  test('begins in Khmer, and where those texts never come, in English', async ({ app: page }) => {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(screens.firstRun.heading);
    await page.route(/assets\/start-[^/]+\.js$/u, () => new Promise(() => undefined));
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your name');
  });
});
