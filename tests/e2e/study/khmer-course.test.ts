import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import { beginInKhmer, khmerScreens as screens } from '../pages/language-pages';
import { textsIn } from '../pages/page-texts';
import { shownQuestion } from '../pages/quiz-pages';

const KHMER = /\p{Script=Khmer}/u;

test('module 2 is read in Khmer and side by side, and a quiz keeps its answers through a change of language @walk', async ({
  app: page,
  host,
}) => {
  await page.getByRole('button', { name: 'ភាសាខ្មែរ' }).click();
  await beginInKhmer(page, ['Sokha Chan', 'ចាន់ សុខា']);
  await page.goto(`${host.url}#/modules/diversion`);
  await expect(page.getByRole('main').locator('header')).toContainText(` · ${screens.translation.draft}`);
  await expect(page.getByText(screens.module.remaining.left)).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(/\p{Script=Khmer}, /u);
  await page.getByRole('region', { name: screens.module.sections, exact: true }).getByRole('link').first().click();
  const article = page.getByRole('main').locator('article').first();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(KHMER);
  const languages = page.getByRole('group', { name: screens.section.languages.label });
  await expect(languages.getByRole('button', { name: 'ភាសាខ្មែរ' })).toHaveAttribute('aria-pressed', 'true');
  const english = article.getByText('A boy of fourteen takes a phone');
  await expect(article.locator('[data-text]').first()).toHaveText(KHMER);
  await expect(english).toHaveCount(0);

  await languages.getByRole('button', { name: screens.section.languages.both }).click();
  await expect(english).toBeVisible();
  await expect(article.locator('[data-block] :lang(km)').filter({ hasText: KHMER }).first()).toBeVisible();
  await expectAccessible(page, 'a section in two languages');

  await page.goto(`${host.url}#/modules/diversion/quiz`);
  await page.getByRole('button', { name: screens.quiz.beginAttempt }).click();
  const steps = page.getByRole('navigation', { name: screens.quiz.steps });
  const heading = page.getByRole('heading', { level: 1 });
  const stem = page.getByRole('main').locator('legend, h2').first();
  await expect(stem).toHaveText(KHMER);
  // To the first question that takes one option: a case takes several, and isn't answered by its first.
  while (!['single', 'true-false'].includes((await shownQuestion(page, 'diversion', textsIn('km'))).type)) {
    const place = (await heading.textContent()) ?? '';
    await steps.getByRole('button').last().click();
    await expect(heading).not.toHaveText(place);
  }
  const option = page.getByRole('main').getByRole('radio').first();
  await option.check();
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
  const khmerStem = await stem.innerText();

  await page.getByRole('banner').getByRole('button', { name: 'Sokha Chan' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expect(heading).toHaveText(/^Question \d+ of 10$/u);
  await expect(stem).not.toHaveText(khmerStem);
  await expect(stem).toHaveText(/\p{Script=Latin}{3}/u);
  await expect(option).toBeChecked();
  await page.reload();
  await expect(option).toBeChecked();
  await expect(page.getByText('1 of 10 answered')).toBeVisible();
});
