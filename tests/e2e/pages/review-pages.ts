import { expect, type Locator, type Page } from '@playwright/test';
import type { Question } from '../../../src/domain/series/question';
import { compiledQuestions } from '../../support/builders/compiled-series';
import { learner, read, statements } from '../../support/builders/statement-builders';
import type { PlacedRecord } from '../../support/hosts/placed-record';
import { ENGLISH, type PageTexts } from './page-texts';
import { openQuizPage, optionText, quizSteps, shownQuestion } from './quiz-pages';

/** A question with one option to choose. */
type OneOf = Extract<Question, { type: 'single' | 'true-false' }>;

/** How a question is to be answered. */
export type Wanted = 'right' | 'wrong';

async function choose(scope: Locator, question: OneOf, wanted: Wanted, texts: PageTexts): Promise<void> {
  const option = question.options.find(({ correct }) => correct === (wanted === 'right'));
  if (!option) throw new Error(`No option of the question is ${wanted}.`);
  await scope.getByRole('radio', { name: optionText(question, option, texts), exact: true }).click();
}

/**
 * Answers the first question of a practice that takes one option, and checks the answer. Returns the address of the
 * section that teaches it.
 */
export async function answerOne(
  page: Page,
  moduleId: string,
  wanted: Wanted,
  texts: PageTexts = ENGLISH,
): Promise<string> {
  const { t } = texts;
  const heading = page.getByRole('heading', { level: 1 });
  for (;;) {
    const place = (await heading.textContent()) ?? '';
    const question = await shownQuestion(page, moduleId, texts);
    if (question.type === 'single' || question.type === 'true-false') {
      await choose(page.getByRole('main'), question, wanted, texts);
      await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
      await page.getByRole('button', { name: t('quiz.check') }).click();
      await expect(page.getByRole('link', { name: t('quiz.reviewSection') })).toBeVisible();
      const [, section = ''] = question.sectionId.split('/');
      return `#/modules/${moduleId}/sections/${section}`;
    }
    await quizSteps(page, texts)
      .getByRole('button', { name: t('quiz.next') })
      .click();
    await expect(heading).not.toHaveText(place);
  }
}

/** Goes to the end of the open practice, of ten questions and a reflection, and ends it. */
export async function endPractice(page: Page, texts: PageTexts = ENGLISH): Promise<void> {
  await openQuizPage(page, 12, texts);
  await page.getByRole('button', { name: texts.t('quiz.end.practiceSubmit') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts.like('quiz.result.practice'));
}

/** Answers and checks the question that the review shows; it takes one option. */
export async function reviewOne(
  page: Page,
  moduleId: string,
  wanted: Wanted,
  texts: PageTexts = ENGLISH,
): Promise<void> {
  const { t } = texts;
  const question = await shownQuestion(page, moduleId, texts);
  if (question.type !== 'single' && question.type !== 'true-false') throw new Error('It takes more than one option.');
  await choose(page.getByRole('main'), question, wanted, texts);
  await page.getByRole('button', { name: t('quiz.check') }).click();
  await expect(page.getByRole('link', { name: t('quiz.reviewSection') })).toBeVisible();
}

/** The record of who read a section and answered a question that takes one option, sure of it. */
export async function answeredOne(points: 0 | 1): Promise<PlacedRecord> {
  const question = (await compiledQuestions('diversion')).find(({ type }) => type === 'single');
  if (!question) throw new Error('The bank has no question that takes one option.');
  return {
    learner: learner({ latinName: 'Sokha Chan', khmerName: '' }),
    statements: statements(read('diversion/why-not-court'), {
      verb: 'reviewed',
      questionId: question.id,
      points,
      confidence: 'sure',
      revision: question.revision,
      seconds: 10,
    }),
  };
}
