import { expectAccessible } from '../accessible';
import { expect, test } from '../app-test';
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

test('no screen that a learner opens by what they do breaks an accessibility rule', async ({ app: page, host }) => {
  await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
  await page.goto(`${host.url}#/articles`);
  await page.getByLabel('Search instruments, articles and paragraphs').fill('CRC');
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  await expectAccessible(page, 'an instrument with its places');
  await page.goto(`${host.url}#/modules/diversion`);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Mark as read' })).toBeVisible();
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await expectAccessible(page, 'a section with the note editor');
  await page.setViewportSize({ width: 900, height: 600 });
  await expectAccessible(page, 'a section, narrow');
  await page.goto(`${host.url}#/modules/diversion/quiz`);
  await page.getByRole('button', { name: 'Begin a practice' }).click();
  await expect(page.getByRole('navigation', { name: 'Questions' })).toBeVisible();
  await expectAccessible(page, 'a question');
  for (const place of [...Array.from({ length: 9 }, (_, index) => `Question ${index + 2} of 10`), 'Reflection']) {
    await page.getByRole('navigation', { name: 'Questions' }).getByRole('button').last().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(place);
  }
  await page.getByRole('navigation', { name: 'Questions' }).getByRole('button').last().click();
  await expectAccessible(page, 'the end of a practice, with questions that are open');
  await page.getByRole('button', { name: 'End the practice' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Practice ended: 0 of 10 right');
  await expectAccessible(page, 'a result with every question wrong');
  await openMenu(page);
  await expectAccessible(page, 'the menu at the name');
  await page.keyboard.press('Escape');
  await addLearner(page, { khmer: 'គីម វណ្ណា' });
  await showPicker(page);
  await expectAccessible(page, 'the learners');
  await page.getByRole('button', { name: 'Add a learner' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByText('Type a name, in Latin or in Khmer letters.')).toBeVisible();
  await expectAccessible(page, 'adding a learner, with a problem');
});
