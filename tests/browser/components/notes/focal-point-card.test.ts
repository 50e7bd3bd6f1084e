import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import FocalPointCard from '../../../../src/renderer/src/components/notes/FocalPointCard.vue';
import { openWindow } from '../../support/app-scene';

it('what is being written of the focal point stays where reading it anew fails', async () => {
  const screen = await render(FocalPointCard, {
    props: {
      focalPoint: null,
      state: 'read',
      save: () => Promise.reject(new Error('The database is gone.')),
      retry: () => undefined,
    },
    global: openWindow().mounting,
  });
  await screen.getByRole('button', { name: 'Write down the focal point' }).click();
  const name = screen.getByLabelText('Name', { exact: true });
  await name.fill('Keo Sophea');
  await screen.rerender({ state: 'failed' });
  await expect.element(name).toHaveValue('Keo Sophea');
});
