import { expect, test } from '../begun-test';
import { contentsLine, navigate, openModule } from '../pages/app-pages';
import { toReflection } from '../pages/quiz-pages';
import { endPractice } from '../pages/review-pages';

const MODULE = 'general-comment-24';

test('an unanswered quiz is not passed, its review gives every reason, and the next draw differs, as does the reflection after it @walk', async ({
  app: page,
  host,
}) => {
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  const stems: string[][] = [];
  const reflections: string[] = [];
  for (const round of [0, 1]) {
    await page.getByRole('button', { name: 'Begin the quiz' }).click();
    await toReflection(page);
    reflections.push(await page.getByRole('main').locator('label.stem').innerText());
    await page.getByRole('navigation', { name: 'Questions' }).getByRole('button', { name: 'To the end' }).click();
    await expect(page.getByText('10 questions are not answered')).toBeVisible();
    await page.getByRole('button', { name: 'Submit the quiz' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not passed yet: 0%');
    await expect(page.getByRole('link', { name: 'Review the section' })).toHaveCount(11);
    stems.push(await page.locator('[data-question]').locator('legend, h2').allTextContents());
    await page.getByRole('link', { name: 'Take the quiz again' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: 'not passed' })).toHaveCount(round + 1);
  }
  expect(stems[0]?.length).toBeGreaterThanOrEqual(10);
  expect(stems[1]?.filter((stem) => !stems[0]?.includes(stem))).not.toEqual([]);
  expect(new Set(reflections).size).toBe(2);
  await navigate(page, 'Contents');
  await expect(contentsLine(page, 3)).toContainText('quiz 0%');
});

test('a quiz that was left is never submitted by itself, comes first everywhere, and goes on at its question; a practice comes first on its page alone, never counts, and can be discarded', async ({
  app: page,
  host,
}) => {
  await openModule(page, 3);
  await page.getByRole('link', { name: 'Open the quiz' }).click();
  await page.getByRole('button', { name: 'Begin a practice' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Question 1 of 10');
  await page.getByRole('link', { name: 'Pause.' }).click();
  // In a small window with large text too: what was paused is what the page begins with.
  await page.setViewportSize({ width: 683, height: 384 });
  await expect(page.getByRole('link', { name: 'Continue the practice' })).toBeInViewport({ ratio: 1 });
  await page.goto(`${host.url}#/modules/${MODULE}`);
  await page.getByRole('region', { name: 'Quiz' }).getByRole('link', { name: 'Continue the practice' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('link', { name: 'Continue the practice' })).toBeHidden();

  await page.getByRole('button', { name: 'Begin a practice' }).click();
  await endPractice(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Practice ended: 0 of 10 right');
  await expect(page.getByRole('link', { name: 'To the quiz of this module' })).toBeVisible();
  await navigate(page, 'Contents');
  await expect(contentsLine(page, 3).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '0');
  await expect(contentsLine(page, 3)).not.toContainText(/sections|complete/u);

  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await page.getByRole('button', { name: 'Begin the quiz' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Question 1 of 10');
  const stem = page.getByRole('main').locator('legend, h2').first();
  const asked = await stem.innerText();
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await expect(page.getByText('Not finished yet')).toBeVisible();
  await navigate(page, 'Contents');
  const next = page.getByRole('region', { name: 'What to do next' });
  await expect(next).toContainText('You began the quiz of module 3');
  await next.getByRole('link', { name: 'Continue the quiz' }).click();
  await expect(page).toHaveURL(address);
  await expect(stem).toHaveText(asked);
});
