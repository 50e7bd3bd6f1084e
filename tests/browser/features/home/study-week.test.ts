import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import StudyWeek from '../../../../src/renderer/src/features/home/StudyWeek.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { emptyRouter } from '../../support/empty-router';

describe('the week of study', () => {
  it('says a minute as one, and more as minutes', async () => {
    const router = emptyRouter();
    const screen = await render(StudyWeek, {
      props: {
        days: [
          { day: '2026-11-19', seconds: 0 },
          { day: '2026-11-20', seconds: 60 },
          { day: '2026-11-21', seconds: 600 },
        ],
      },
      global: { plugins: [createInterfaceTexts(), router] },
    });
    await expect.element(screen.getByText('20 November 2026: 1 minute', { exact: true })).toBeInTheDocument();
    await expect.element(screen.getByText('21 November 2026: 10 minutes', { exact: true })).toBeInTheDocument();
    await expect.element(screen.getByText('19 November 2026: 0 minutes', { exact: true })).toBeInTheDocument();
  });

  it('is the way to all study alone where nothing was studied', async () => {
    const day = '2026-11-19';
    const router = emptyRouter();
    const shown = (seconds: number) =>
      render(StudyWeek, { props: { days: [{ day, seconds }] }, global: { plugins: [createInterfaceTexts(), router] } });
    const empty = await shown(20);
    await expect.element(empty.getByRole('link', { name: 'Your study' })).toBeVisible();
    expect(empty.container.textContent.trim()).toBe('Your study');
    await empty.unmount();
    const one = await shown(60);
    await expect.element(one.getByRole('list')).toBeVisible();
  });
});
