import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h, nextTick, ref } from 'vue';
import FocalPointCard from '../../../../src/renderer/src/components/notes/FocalPointCard.vue';
import { openWindow } from '../../support/app-scene';

it('what is being written of the focal point stays where reading it anew fails', async () => {
  const screen = await render(FocalPointCard, {
    props: {
      focalPoint: null,
      state: 'read',
      save: () => Promise.reject(new Error('The database is gone.')),
      retry: () => Promise.resolve(),
    },
    global: openWindow().mounting,
  });
  await screen.getByRole('button', { name: 'Write down the focal point' }).click();
  const name = screen.getByLabelText('Name', { exact: true });
  await name.fill('Keo Sophea');
  await screen.rerender({ state: 'failed' });
  await expect.element(name).toHaveValue('Keo Sophea');
});

it('a focal point that is read again, in vain and then well, keeps the focus at its button', async () => {
  const state = ref<'failed' | 'reading' | 'read'>('failed');
  let outcome: 'failed' | 'read' = 'failed';
  const retry = async (): Promise<void> => {
    state.value = 'reading';
    await nextTick();
    state.value = outcome;
  };
  const screen = await render(
    () => h(FocalPointCard, { focalPoint: null, state: state.value, save: () => Promise.resolve(), retry }),
    { global: openWindow().mounting },
  );
  const again = screen.getByRole('button', { name: 'Try again' });
  await again.click();
  await expect.element(again).toHaveFocus();
  outcome = 'read';
  await again.click();
  await expect.element(screen.getByRole('button', { name: 'Write down the focal point' })).toHaveFocus();
});
