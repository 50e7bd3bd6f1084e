import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import NameSettings from '../../../../src/renderer/src/features/settings/NameSettings.vue';
import { openWindow } from '../../support/app-scene';

it('a name that was not touched here stays as another window corrected it meanwhile, and is shown so', async () => {
  const one = openWindow();
  await one.create('Sok Dara', 'សុខ ដារា');
  const other = openWindow(one.host);
  await other.begin();
  const screen = await render(NameSettings, { global: other.mounting });
  await one.session.update({ latinName: 'Sok Dara Chan' });

  const [latin, khmer] = screen.getByRole('textbox').all();
  if (!latin || !khmer) throw new Error('The form has two names.');
  await khmer.fill('សុខ ដារ៉ា');
  await screen.getByRole('button').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Saved.');
  expect(await one.session.current?.profile.learner()).toMatchObject({
    latinName: 'Sok Dara Chan',
    khmerName: 'សុខ ដារ៉ា',
  });
  await expect.element(latin).toHaveValue('Sok Dara Chan');
});

it('a name that was typed while the one before was saved is not called saved before it is', async () => {
  const window = openWindow();
  await window.create('Sok Dara');
  const { current } = window.atWork();
  const screen = await render(NameSettings, { global: window.mounting });
  const [latin] = screen.getByRole('textbox').all();
  const { promise: turn, resolve: release } = Promise.withResolvers<undefined>();
  const flushing = vi.spyOn(current.sync, 'flush').mockReturnValueOnce(turn);
  await latin?.fill('Sok Dara Chan');
  await screen.getByRole('button').click();
  await expect.poll(() => flushing.mock.calls.length).toBe(1);
  await latin?.fill('Sok Dara Chan Sophea');
  release(undefined);
  await window.sent();
  expect(screen.getByRole('status').element().textContent.trim()).toBe('');
  await screen.getByRole('button').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Saved.');
  expect(window.session.learnerName).toBe('Sok Dara Chan Sophea');
});
