import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h } from 'vue';
import SnapshotWork from '../../../../src/renderer/src/features/backup/SnapshotWork.vue';
import { openWindow } from '../../support/app-scene';

afterEach(() => {
  document.body.replaceChildren();
});

it('a comparison with an earlier state that is left gives the focus to the page', async () => {
  const { mounting, snapshots } = openWindow();
  const screen = await render(() => [h('h1', { tabindex: -1 }, 'Earlier states'), h(SnapshotWork)], {
    global: mounting,
  });
  const counts = { sections: 1, quizzes: 0, notes: 2 };
  const none = { statements: 0, revisions: 0 };
  snapshots.work = {
    phase: 'preview',
    snapshot: { snapshotId: 's', createdAt: '2026-11-20T01:00:00.000Z' },
    comparison: { then: counts, now: counts, comesBack: none, goesAway: none },
  } as never;
  await expect.element(screen.getByRole('heading', { level: 2 })).toHaveFocus();
  await screen.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveFocus();
});

it('a state that can’t be kept, or a record that can’t be set back, is told with the reason', async () => {
  const { mounting, snapshots } = openWindow();
  const screen = await render(SnapshotWork, { global: mounting });
  snapshots.work = { phase: 'failed', from: 'host', code: 'disk-full' };
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The disk is full, so the file was not written.');
  snapshots.work = { phase: 'failed', from: 'storage', code: 'full' };
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/Free some space/u);
});
