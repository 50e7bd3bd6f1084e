import type { Page } from '@playwright/test';
import { compiledQuestions } from '../../support/builders/compiled-series';
import { read, statements } from '../../support/builders/statement-builders';
import { expect, SOKHA, test as base } from '../begun-test';
import type { PlacedRecord } from '../../support/hosts/placed-record';
import { expectAccessible } from '../accessible';
import { navigate } from '../pages/app-pages';
import { answerOne, endPractice, reviewOne } from '../pages/review-pages';

const DAY = 86_400_000;
const START = new Date('2026-11-20T02:00:00Z');

/** The page's clock says so from the first moment on. */
const test = base.extend({
  page: async ({ page }, use) => {
    await page.clock.setFixedTime(START);
    await use(page);
  },
});

/** Opens the app anew so many days later, as the page's clock has it; at the contents, which may be on their way. */
async function daysLater(page: Page, days: number): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await page.clock.setFixedTime(new Date(START.getTime() + days * DAY));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
}

test('a question that was answered wrongly comes back, leads to the learner’s own notes, and then waits longer', async ({
  app: page,
  host,
}) => {
  await expect(page.getByRole('banner').getByText('due')).toHaveCount(0);
  await page.goto(`${host.url}#/review`);
  await expect(page.getByText('What you answer in a quiz or a practice comes back here')).toBeVisible();
  await page.goto(`${host.url}#/study`);
  await page.getByRole('heading', { name: 'More', exact: true }).click();
  await expect(page.getByText('Modules will appear here when their first section is read.')).toBeVisible();

  await page.goto(`${host.url}#/modules/diversion/quiz`);
  await page.getByRole('button', { name: 'Begin a practice' }).click();
  const sectionAddress = await answerOne(page, 'diversion', 'wrong');
  await endPractice(page);
  await page.goto(`${host.url}${sectionAddress}`);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.getByLabel('Text of the note').fill('Ask the prosecutor first.');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

  await navigate(page, 'Contents');
  await daysLater(page, 30);
  await expect(page.getByRole('banner').getByRole('link', { name: 'Review 1 due' })).toBeVisible();
  await navigate(page, 'Review');
  await expect(page.getByRole('heading', { name: 'Question 1 of 1' })).toBeVisible();
  await reviewOne(page, 'diversion', 'wrong');
  await expect(page.getByRole('heading', { name: /^Your notes on/u })).toBeVisible();
  await expect(page.getByText('Ask the prosecutor first.')).toBeVisible();
  await expect(page.getByText('It comes back tomorrow.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Review the section' })).toBeVisible();
  await expectAccessible(page, 'a question of the review');
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await expect(page.getByText('One question reviewed, 0 right.')).toBeVisible();
  await expect(page.getByText('The others come back soon.')).toBeVisible();
  await expectAccessible(page, 'the end of the review');

  await page.getByRole('main').getByRole('link', { name: 'Go to the contents' }).click();
  await expect(page.getByRole('banner').getByText('due')).toHaveCount(0);
  // Left open over night, and seen again.
  await page.clock.setFixedTime(new Date(START.getTime() + 31 * DAY));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await navigate(page, 'Review');
  await reviewOne(page, 'diversion', 'right');
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await expect(page.getByText('One question reviewed, 1 right.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Go to the contents' }).click();
  await daysLater(page, 60);
  await navigate(page, 'Review');
  await reviewOne(page, 'diversion', 'right');
  await expect(page.getByText(/^It comes back on \d+ \w+ 202\d\./u)).toBeVisible();
});

/** The record of who read a section and answered a question that takes one option, sure of it. */
async function answeredOne(points: 0 | 1): Promise<PlacedRecord> {
  const question = (await compiledQuestions('diversion')).find(({ type }) => type === 'single');
  if (!question) throw new Error('The bank has no question that takes one option.');
  return {
    learner: SOKHA,
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

test.describe('after a wrong answer', () => {
  test.use({ record: { make: () => answeredOne(0) } });

  test('a review can be paused, and a question set aside and brought back', async ({ app: page, host }) => {
    // Only what is due can be put off.
    await page.goto(`${host.url}#/review`);
    await expect(page.getByText('Nothing is due today.')).toBeVisible();
    await page.getByRole('heading', { name: 'Review settings' }).click();
    await expect(page.getByLabel('Questions in one sitting, at most')).toBeVisible();
    await expect(page.getByLabel('Length of the pause')).toHaveCount(0);
    await navigate(page, 'Contents');
    await daysLater(page, 1);
    await navigate(page, 'Review');
    await page.getByRole('heading', { name: 'Review settings' }).click();
    await page.getByLabel('Length of the pause').selectOption('30 days');
    await page.getByRole('button', { name: 'Pause the review' }).click();
    await expect(page.getByText('The review is paused until 21 December 2026.')).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Go to the contents' }).click();
    await daysLater(page, 3);
    await page.goto(`${host.url}#/review`);
    await expect(page.getByRole('button', { name: 'Review now' })).toBeVisible();
    // What is due is known by now.
    await navigate(page, 'Contents');
    await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
    await expect(page.getByRole('banner').getByText('due')).toHaveCount(0);
    await page.goto(`${host.url}#/review`);
    await page.getByRole('button', { name: 'Review now' }).click();
    await expect(page.getByRole('heading', { name: 'Question 1 of 1' })).toBeVisible();
    await reviewOne(page, 'diversion', 'right');
    await page.getByRole('button', { name: 'Set this question aside' }).click();
    await expect(page.getByText('You set it aside.')).toBeVisible();
    await expectAccessible(page, 'a question set aside');
    await page.getByRole('button', { name: /^Bring it back/u }).click();
    await expect(page.getByText('You set it aside.')).toHaveCount(0);
  });
});

test.describe('after a right answer', () => {
  test.use({ record: { make: () => answeredOne(1) } });

  test('the learner’s study is one page of tables, with a goal that can be set', async ({ app: page }) => {
    await page.getByRole('link', { name: 'Your study' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your study');
    await page.getByRole('heading', { name: 'More', exact: true }).click();
    const modules = page.getByRole('table', { name: 'Modules over time' });
    await expect(modules.getByRole('row').nth(1)).toContainText('begun on 20 November 2026');
    await expect(page.getByRole('table', { name: 'Sure and not sure' })).toContainText('100% right (1 of 1)');
    await expect(page.getByRole('table', { name: 'Due in the next weeks' })).toContainText('1 question');
    await page.getByLabel('Goal for a week').selectOption('60 min');
    await expect(page.locator('caption').filter({ hasText: '60' })).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Goal for a week')).toHaveValue('60');
    await expectAccessible(page, 'the learner’s study');
  });
});
