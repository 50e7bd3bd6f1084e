import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h } from 'vue';
import LearnerFileWork from '../../../../src/renderer/src/features/backup/LearnerFileWork.vue';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { openWindow } from '../../support/app-scene';

afterEach(() => {
  document.body.replaceChildren();
});

it('a preview that is left gives the focus to the page, and one that is refused to what is said of it', async () => {
  const window = openWindow();
  await window.create();
  const { learner } = window.atWork();
  const file = { createdAt: '2026-11-21T01:00:00.000Z', learner, position: null, statements: [], notes: [] };
  const screen = await render(() => [h('h1', { tabindex: -1 }, 'Backup'), h(LearnerFileWork)], {
    global: window.mounting,
  });
  await window.learnerFile.preview(new Blob([learnerFile(file)]));
  await screen.getByRole('button', { name: 'Close' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Backup' })).toHaveFocus();

  (document.activeElement as HTMLElement).blur();
  await window.learnerFile.preview(new Blob(['no learner file']));
  await expect.element(screen.getByRole('alert')).toBeVisible();
  await expect.poll(() => document.activeElement?.textContent).toContain('Nothing was changed.');
});
