import { expect, type Locator, type Page } from '@playwright/test';
import { compiledQuestions } from '../../support/builders/compiled-series';
import type { GradedQuestion, Question } from '../../../src/domain/series/question';

/** Answers a whole quiz from the answer key and submits it; the page must be a module's quiz page. */
export async function passQuiz(page: Page, moduleId: string): Promise<void> {
  await page.getByRole('button', { name: 'Begin the quiz' }).click();
  await expect(page.getByRole('navigation', { name: 'Questions' })).toBeVisible();
  const questions = await compiledQuestions(moduleId);
  for (;;) {
    const place = await page.getByRole('heading', { level: 1 }).textContent();
    if (place?.trim() === 'End of the quiz') break;
    if (place?.trim() !== 'Reflection') await answerRightly(page, questions);
    await page.getByRole('navigation', { name: 'Questions' }).getByRole('button').last().click();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(place ?? '');
  }
  await page.getByRole('button', { name: 'Submit the quiz' }).click();
}

/**
 * Opens a page of the quiz or practice that has begun, by its number: the questions come first, then the reflection,
 * then the end.
 */
export async function openQuizPage(page: Page, number: number): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Questions' })).toBeVisible();
  const [address = ''] = page.url().split('?');
  // The page that an address names is shown where the quiz is opened anew.
  await page.goto(address.replace(/#.*$/u, '#/help'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Help');
  await page.goto(`${address}?question=${number}`);
}

/** Opens the reflection that follows the ten questions of the quiz that has begun. */
export async function toReflection(page: Page): Promise<void> {
  await openQuizPage(page, 11);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Reflection');
}

async function answerRightly(page: Page, questions: readonly Question[]): Promise<void> {
  const main = page.getByRole('main');
  await expect(main.locator('legend, h2').first()).toBeVisible();
  const stem = ((await main.locator('legend, h2').first().textContent()) ?? '').trim();
  const question = questions.find((candidate) => (candidate.stem.trim() || 'Case') === stem);
  if (!question) throw new Error(`No question of the bank has the stem "${stem}".`);
  if (question.type === 'reflection') throw new Error('A reflection stands among the questions that count.');
  if (question.type === 'case') {
    const parts = main.locator('.part');
    for (const [index, part] of question.parts.entries()) await answerPart(parts.nth(index), part);
  } else {
    await answerPart(main, question);
  }
  await expect(page.getByRole('banner').getByRole('status')).toHaveText('Saved');
}

async function answerPart(scope: Locator, question: GradedQuestion): Promise<void> {
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      for (const option of question.options.filter(({ correct }) => correct)) {
        const text = question.type === 'true-false' ? (option.id === 'true' ? 'True' : 'False') : option.text;
        await scope.getByRole(question.type === 'multiple' ? 'checkbox' : 'radio', { name: text, exact: true }).click();
      }
      return;
    case 'matching':
      for (const pair of question.pairs) {
        const field = scope.getByLabel(pair.left, { exact: true });
        // The choices carry letters: "A. Human Rights Committee".
        const value = await field
          .locator('option')
          .evaluateAll(
            (options, text) =>
              options
                .find(({ textContent }) => textContent.trim().replace(/^[A-Z]\. /u, '') === text)
                ?.getAttribute('value'),
            pair.right,
          );
        await field.selectOption(value ?? pair.right);
      }
      return;
    case 'ordering':
      for (const [target, item] of question.items.entries()) await bringToPlace(scope, item.text, target);
      return;
    default:
      question satisfies never;
  }
}

/**
 * Moves an item up until it stands in its place; where nothing has to be moved the order shown is kept as the answer.
 */
async function bringToPlace(scope: Locator, text: string, target: number): Promise<void> {
  const keep = scope.getByRole('button', { name: 'The order shown is my answer' });
  const up = scope.getByRole('button', { name: `Move up: ${text}`, exact: true });
  const rows = scope.locator('ol > li');
  for (;;) {
    const texts = await rows.evaluateAll((elements) =>
      elements.map((element) => element.querySelector('.row > span:nth-child(2)')?.textContent?.trim() ?? ''),
    );
    const position = texts.indexOf(text.trim());
    if (position <= target) break;
    await up.click();
    await expect(rows.nth(position - 1)).toContainText(text);
  }
  if (await keep.isVisible()) await keep.click();
}
