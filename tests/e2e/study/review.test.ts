import type { Page } from '@playwright/test';
import { expect, inBothLanguages, test as base } from '../begun-test';
import { expectAccessible } from '../accessible';
import { navigate } from '../pages/app-pages';
import { inDigits } from '../../../src/domain/text/digits';
import type { PageTexts } from '../pages/page-texts';
import { answeredOne, answerOne, endPractice, reviewOne } from '../pages/review-pages';

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
async function daysLater(page: Page, days: number, { t }: PageTexts): Promise<void> {
  await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
  await page.clock.setFixedTime(new Date(START.getTime() + days * DAY));
  await page.reload();
  await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
}

inBothLanguages(() => {
  test('a question that was answered wrongly comes back, leads to the learner’s own notes, and then waits longer @walk', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t, like } = texts;
    await expect(page.getByRole('banner').getByText(t('shell.due'))).toHaveCount(0);
    await page.goto(`${host.url}#/review`);
    await expect(page.getByText(t('review.empty'))).toBeVisible();
    await page.goto(`${host.url}#/study`);
    await page.getByRole('heading', { name: t('study.more'), exact: true }).click();
    await expect(page.getByText(t('study.modules.empty'))).toBeVisible();

    await page.goto(`${host.url}#/modules/diversion/quiz`);
    await page.getByRole('button', { name: t('quiz.beginPractice') }).click();
    const sectionAddress = await answerOne(page, 'diversion', 'wrong', texts);
    await endPractice(page, texts);
    await page.goto(`${host.url}${sectionAddress}`);
    await page
      .getByRole('button', { name: t('notes.add') })
      .first()
      .click();
    await page.getByLabel(t('notes.text')).fill('Ask the prosecutor first.');
    await page.getByRole('button', { name: t('notes.done') }).click();
    await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);

    await navigate(page, 'Contents', texts);
    await daysLater(page, 30, texts);
    await expect(
      page.getByRole('banner').getByRole('link', { name: `${t('shell.review')} 1 ${t('shell.due')}` }),
    ).toBeVisible();
    await navigate(page, 'Review', texts);
    await expect(page.getByRole('heading', { name: t('quiz.place', { index: 1, total: 1 }) })).toBeVisible();
    await reviewOne(page, 'diversion', 'wrong', texts);
    await expect(page.getByRole('heading', { name: like('review.ownNotes') })).toBeVisible();
    await expect(page.getByText('Ask the prosecutor first.')).toBeVisible();
    await expect(page.getByText(t('review.backTomorrow'))).toBeVisible();
    await expect(page.getByRole('link', { name: t('quiz.reviewSection') })).toBeVisible();
    await expectAccessible(page, 'a question of the review');
    await page.getByRole('button', { name: t('review.end'), exact: true }).click();
    await expect(page.getByText(t('review.over', { right: 0, total: 1 }, 1))).toBeVisible();
    await expect(page.getByText(t('review.others'))).toBeVisible();
    await expectAccessible(page, 'the end of the review');

    await page
      .getByRole('main')
      .getByRole('link', { name: t('review.toContents') })
      .click();
    await expect(page.getByRole('banner').getByText(t('shell.due'))).toHaveCount(0);
    // Left open over night, and seen again.
    await page.clock.setFixedTime(new Date(START.getTime() + 31 * DAY));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await navigate(page, 'Review', texts);
    await reviewOne(page, 'diversion', 'right', texts);
    await page.getByRole('button', { name: t('review.end'), exact: true }).click();
    await expect(page.getByText(t('review.over', { right: 1, total: 1 }, 1))).toBeVisible();
    await page
      .getByRole('main')
      .getByRole('link', { name: t('review.toContents') })
      .click();
    await daysLater(page, 60, texts);
    await navigate(page, 'Review', texts);
    await reviewOne(page, 'diversion', 'right', texts);
    await expect(page.getByText(like('review.back'))).toBeVisible();
  });

  test.describe('after a wrong answer', () => {
    test.use({ record: { make: () => answeredOne(0) } });

    test('a review can be paused, and a question set aside and brought back', async ({ app: page, host, texts }) => {
      const { t, like, day } = texts;
      // Only what is due can be put off.
      await page.goto(`${host.url}#/review`);
      await expect(page.getByText(t('review.nothing'))).toBeVisible();
      await page.getByRole('heading', { name: t('review.settings.heading') }).click();
      await expect(page.getByLabel(t('review.settings.sitting'))).toBeVisible();
      await expect(page.getByLabel(t('review.pauseDays'))).toHaveCount(0);
      await navigate(page, 'Contents', texts);
      await daysLater(page, 1, texts);
      await navigate(page, 'Review', texts);
      await page.getByRole('heading', { name: t('review.settings.heading') }).click();
      await page.getByLabel(t('review.pauseDays')).selectOption(t('review.days', { n: 30 }, 30));
      await page.getByRole('button', { name: t('review.pause') }).click();
      await expect(page.getByText(t('review.paused', { day: day('2026-12-21') }))).toBeVisible();
      await page
        .getByRole('main')
        .getByRole('link', { name: t('review.toContents') })
        .click();
      await daysLater(page, 3, texts);
      await page.goto(`${host.url}#/review`);
      await expect(page.getByRole('button', { name: t('review.resume') })).toBeVisible();
      // What is due is known by now.
      await navigate(page, 'Contents', texts);
      await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
      await expect(page.getByRole('banner').getByText(t('shell.due'))).toHaveCount(0);
      await page.goto(`${host.url}#/review`);
      await page.getByRole('button', { name: t('review.resume') }).click();
      await expect(page.getByRole('heading', { name: t('quiz.place', { index: 1, total: 1 }) })).toBeVisible();
      await reviewOne(page, 'diversion', 'right', texts);
      await page.getByRole('button', { name: t('review.setAside') }).click();
      await expect(page.getByText(t('review.asideSelf'))).toBeVisible();
      await expectAccessible(page, 'a question set aside');
      await page.getByRole('button', { name: like('review.bringBackNamed') }).click();
      await expect(page.getByText(t('review.asideSelf'))).toHaveCount(0);
    });
  });

  test.describe('after a right answer', () => {
    test.use({ record: { make: () => answeredOne(1) } });

    test('the learner’s study is one page of tables, with a goal that can be set @walk', async ({
      app: page,
      texts: { t, day, language },
    }) => {
      await page.getByRole('link', { name: t('home.week.study') }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('study.heading'));
      await page.getByRole('heading', { name: t('study.more'), exact: true }).click();
      const modules = page.getByRole('table', { name: t('study.modules.heading') });
      await expect(modules.getByRole('row').nth(1)).toContainText(
        t('study.modules.begun', { from: day('2026-11-20') }),
      );
      await expect(page.getByRole('table', { name: t('study.calibration.heading') })).toContainText(
        t('study.calibration.of', { percent: 100, right: 1, answers: 1 }),
      );
      await expect(page.getByRole('table', { name: t('study.due.heading') })).toContainText(
        t('study.due.count', { n: 1 }, 1),
      );
      await page.getByLabel(t('study.weeks.goal')).selectOption(t('study.weeks.minutes', { minutes: 60 }));
      await expect(page.locator('caption').filter({ hasText: inDigits(60, language) })).toBeVisible();
      await page.reload();
      await expect(page.getByLabel(t('study.weeks.goal'))).toHaveValue('60');
      await expectAccessible(page, 'the learner’s study');
    });
  });
});
