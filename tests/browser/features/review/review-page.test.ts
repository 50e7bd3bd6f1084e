import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { laterDay } from '../../../../src/domain/text/calendar-day';
import ReviewPage from '../../../../src/renderer/src/features/review/ReviewPage.vue';
import { FIRST_MINUTE } from '../../../support/builders/statement-builders';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

const DAY = 86_400_000;

afterEach(() => {
  document.body.replaceChildren();
});

it('pauses from the day on which that is asked for, where its page has been open since the day before', async () => {
  let now = FIRST_MINUTE;
  const window = openWindow(undefined, { now: () => (now += 1) });
  await window.create();
  const screen = await render(ReviewPage, {
    global: withRouter(window.mounting),
  });
  await expect.element(screen.getByRole('button', { name: 'Pause the review' })).toBeVisible();
  now += DAY;
  await screen.getByRole('combobox', { name: 'Length of the pause' }).selectOptions('7 days');
  await screen.getByRole('button', { name: 'Pause the review' }).click();
  const until = laterDay(new Date(now).toISOString().slice(0, 10), 7);
  await expect.poll(() => window.session.preferences.reviewPausedUntil).toBe(until);
  await expect.element(screen.getByRole('button', { name: 'Pause the review' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('heading', { name: 'Review' })).toHaveFocus();
});
