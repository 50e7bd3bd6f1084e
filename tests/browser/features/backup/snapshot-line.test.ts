import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import SnapshotLine, { type SnapshotShown } from '../../../../src/renderer/src/features/backup/SnapshotLine.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

const snapshot: SnapshotShown = {
  snapshotId: 's',
  createdAt: '2026-11-20T01:00:00.000Z',
  reason: 'manual',
  size: 1_000,
  content: null,
};

it('a state that is damaged says so and can’t be chosen; another can', async () => {
  const props = { snapshot, action: 'Compare with now', disabled: false };
  const screen = await render(SnapshotLine, { props, global: { plugins: [createInterfaceTexts()] } });
  await expect.element(screen.getByText('This copy is damaged')).toBeVisible();
  await expect.element(screen.getByRole('button')).not.toBeInTheDocument();

  const counts = { sections: 1, quizzes: 0, notes: 2, statements: 1, revisions: 2, first: null, last: null };
  await screen.rerender({ ...props, snapshot: { ...snapshot, content: { counts } } });
  await screen.getByRole('button', { name: 'Compare with now' }).click();
  expect(screen.emitted('act')).toHaveLength(1);
  await expect.element(screen.getByText('This copy is damaged')).not.toBeInTheDocument();
});
