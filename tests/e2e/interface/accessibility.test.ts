import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
import { inBothLanguages, test as testOfBegun } from '../begun-test';
import { beginAs } from '../pages/app-pages';
import { addLearner, openMenu, showPicker } from '../pages/learner-pages';
import { OPENED_SCREENS } from '../../support/screens';

// In halves: one test of all screens would be the longest by far, and hold up a whole core at the end.
const HALF = Math.ceil(OPENED_SCREENS.length / 2);
for (const [half, screens] of [
  ['first', OPENED_SCREENS.slice(0, HALF)],
  ['second', OPENED_SCREENS.slice(HALF)],
] as const) {
  test(`no screen that an address opens breaks an accessibility rule, ${half} half`, async ({ app: page, host }) => {
    await expect(page.getByRole('heading', { name: 'Your name' })).toBeVisible();
    if (half === 'first') await expectAccessible(page, 'first run');
    await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
    for (const [name, address, heading] of screens) {
      await page.goto(`${host.url}${address}`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(heading);
      await expectAccessible(page, name);
    }
  });
}

inBothLanguages(() => {
  testOfBegun(
    'no screen that a learner opens by what they do breaks an accessibility rule',
    async ({ app: page, host, texts }) => {
      const { t } = texts;
      await page.goto(`${host.url}#/articles`);
      await page.getByLabel(t('articleIndex.search')).fill('CRC');
      await expect(page.getByRole('rowheader').first()).toBeVisible();
      await expectAccessible(page, 'an instrument with its places');
      await page.goto(`${host.url}#/modules/diversion`);
      await page
        .getByRole('region', { name: t('module.sections'), exact: true })
        .getByRole('link')
        .first()
        .click();
      await expect(page.getByRole('button', { name: t('section.mark') })).toBeVisible();
      await page
        .getByRole('button', { name: t('notes.add') })
        .first()
        .click();
      await expectAccessible(page, 'a section with the note editor');
      await page.setViewportSize({ width: 900, height: 600 });
      await expectAccessible(page, 'a section, narrow');
      await page.goto(`${host.url}#/modules/diversion/quiz`);
      await page.getByRole('button', { name: t('quiz.beginPractice') }).click();
      await expect(page.getByRole('navigation', { name: t('quiz.steps') })).toBeVisible();
      await expectAccessible(page, 'a question');
      for (const place of [
        ...Array.from({ length: 9 }, (_, index) => t('quiz.place', { index: index + 2, total: 10 })),
        t('quiz.reflection.heading'),
      ]) {
        await page
          .getByRole('navigation', { name: t('quiz.steps') })
          .getByRole('button')
          .last()
          .click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(place);
      }
      await page
        .getByRole('navigation', { name: t('quiz.steps') })
        .getByRole('button')
        .last()
        .click();
      await expectAccessible(page, 'the end of a practice, with questions that are open');
      await page.getByRole('button', { name: t('quiz.end.practiceSubmit') }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        t('quiz.result.practice', { right: 0, total: 10 }),
      );
      await expectAccessible(page, 'a result with every question wrong');
      await openMenu(page, texts);
      await expectAccessible(page, 'the menu at the name');
      await page.keyboard.press('Escape');
      await addLearner(page, { khmer: 'គីម វណ្ណា' }, texts);
      await showPicker(page, texts);
      await expectAccessible(page, 'the learners');
      await page.getByRole('button', { name: t('firstRun.adding.heading') }).click();
      await page.getByRole('button', { name: t('firstRun.begin') }).click();
      await expect(page.getByText(t('names.problems.missing'))).toBeVisible();
      await expectAccessible(page, 'adding a learner, with a problem');
    },
  );
});
