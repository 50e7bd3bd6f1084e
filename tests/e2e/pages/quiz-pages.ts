import { expect, type Locator, type Page } from '@playwright/test';
import type { GradedQuestion, ScoredQuestion } from '../../../src/domain/series/question';
import { ENGLISH, type PageTexts } from './page-texts';

/** Answers a whole quiz from the answer key and submits it; the page must be a module's quiz page. */
export async function passQuiz(page: Page, moduleId: string, texts: PageTexts = ENGLISH): Promise<void> {
  const { t } = texts;
  const steps = quizSteps(page, texts);
  await page.getByRole('button', { name: t('quiz.beginAttempt') }).click();
  await expect(steps).toBeVisible();
  for (;;) {
    const place = await page.getByRole('heading', { level: 1 }).textContent();
    if (place?.trim() === t('quiz.end.attemptHeading')) break;
    if (place?.trim() !== t('quiz.reflection.heading'))
      await answerRightly(page, await shownQuestion(page, moduleId, texts), texts);
    await steps.getByRole('button').last().click();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(place ?? '');
  }
  await page.getByRole('button', { name: t('quiz.end.attemptSubmit') }).click();
}

/** What leads from question to question. */
export function quizSteps(page: Page, { t }: PageTexts = ENGLISH): Locator {
  return page.getByRole('navigation', { name: t('quiz.steps') });
}

/**
 * Opens a page of the quiz or practice that has begun, by its number: the questions come first, then the reflection,
 * then the end.
 */
export async function openQuizPage(page: Page, number: number, texts: PageTexts = ENGLISH): Promise<void> {
  await expect(quizSteps(page, texts)).toBeVisible();
  const [address = ''] = page.url().split('?');
  // The page that an address names is shown where the quiz is opened anew.
  await page.goto(address.replace(/#.*$/u, '#/help'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts.t('help.heading'));
  await page.goto(`${address}?question=${number}`);
}

/** Opens the reflection that follows the ten questions of the quiz that has begun. */
export async function toReflection(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  await openQuizPage(page, 11, texts);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts.t('quiz.reflection.heading'));
}

/** The question that is shown, found in the module's bank by its stem: the bank comes after a change of language. */
export async function shownQuestion(
  page: Page,
  moduleId: string,
  { t, course }: PageTexts = ENGLISH,
): Promise<ScoredQuestion> {
  const bank = (await course()).questions(moduleId);
  const stem = page.getByRole('main').locator('legend, h2.stem').first();
  const shown = async (): Promise<string> => ((await stem.textContent()) ?? '').trim();
  const find = (text: string) => bank.find((each) => (each.stem.trim() || t('quiz.case.scenario')) === text);
  await expect.poll(async () => find(await shown()), 'a question of the bank').toBeTruthy();
  const question = find(await shown());
  if (!question || question.type === 'reflection') throw new Error('What is shown is no question that is scored.');
  return question;
}

/** An option as it is called on the screen. */
export function optionText(
  { type }: Pick<GradedQuestion, 'type'>,
  { id, text }: { readonly id: string; readonly text: string },
  { t }: PageTexts = ENGLISH,
): string {
  return type === 'true-false' ? t(`quiz.trueFalse.${id}`) : text;
}

async function answerRightly(page: Page, question: ScoredQuestion, texts: PageTexts): Promise<void> {
  const main = page.getByRole('main');
  if (question.type === 'case') {
    const parts = main.locator('.part');
    for (const [index, part] of question.parts.entries()) await answerPart(parts.nth(index), part, texts);
  } else {
    await answerPart(main, question, texts);
  }
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
}

async function answerPart(scope: Locator, question: GradedQuestion, texts: PageTexts): Promise<void> {
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      for (const option of question.options.filter(({ correct }) => correct)) {
        const name = optionText(question, option, texts);
        await scope.getByRole(question.type === 'multiple' ? 'checkbox' : 'radio', { name, exact: true }).click();
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
      for (const [target, item] of question.items.entries()) await bringToPlace(scope, item.text, target, texts);
      return;
    default:
      question satisfies never;
  }
}

/**
 * Moves an item up until it stands in its place; where nothing has to be moved the order shown is kept as the answer.
 */
async function bringToPlace(scope: Locator, text: string, target: number, { t }: PageTexts): Promise<void> {
  const keep = scope.getByRole('button', { name: t('quiz.ordering.keep') });
  const up = scope.getByRole('button', { name: t('quiz.ordering.up', { item: text }), exact: true });
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
