import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import type { OperationName } from '../../../../src/contract/operations';
import { failure, success, type Result } from '../../../../src/contract/result';
import { updateRefusalSchema, type ChosenUpdate, type InstalledUpdate } from '../../../../src/contract/update';
import AppUpdate from '../../../../src/renderer/src/features/settings/AppUpdate.vue';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';

/** The card, over a host that answers so. */
async function card(
  chosen: Result<ChosenUpdate>,
  installed: Result<InstalledUpdate> = success({ outcome: 'closing' }),
) {
  const asked: { readonly name: OperationName; readonly input: unknown }[] = [];
  const inner = new InMemoryHost();
  const host = {
    invoke: async (name: OperationName, input: never) => {
      if (!name.startsWith('update.')) return inner.invoke(name, input);
      asked.push({ name, input });
      return name === 'update.choose' ? chosen : installed;
    },
  } as unknown as HostClient;
  const screen = await render(AppUpdate, { global: openWindow(inner, { host }).mounting });
  return { screen, asked, choose: () => screen.getByRole('button', { name: 'Choose update.json' }).click() };
}

it('a version that is in order is installed by one more press, which says first what it will do', async () => {
  const { screen, asked, choose } = await card(success({ outcome: 'ready', version: '1.3.0' }));
  await choose();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Version 1.3.0 is in order');
  await expect.element(screen.getByRole('status')).toHaveTextContent('First a copy of every record');
  await screen.getByRole('button', { name: 'Close the app and install' }).click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('The app closes now.');
  await expect.element(screen.getByRole('button', { name: 'Choose update.json' })).toHaveFocus();
  expect(asked).toEqual([
    { name: 'update.choose', input: {} },
    { name: 'update.install', input: { version: '1.3.0' } },
  ]);
  // The app may stay open: the learner was asked about words that can't be saved.
  await choose();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Version 1.3.0 is in order');
});

it.each(updateRefusalSchema.options)(
  'the refusal "%s" is told in words, and nothing can be installed',
  async (reason) => {
    const { screen, choose } = await card(success({ outcome: 'refused', reason }));
    await choose();
    await expect.element(screen.getByRole('status')).toHaveTextContent(/[Nn]othing was/u);
    await expect.element(screen.getByRole('button', { name: 'Close the app and install' })).not.toBeInTheDocument();
  },
);

it('a record that can’t be copied before stops the installation, and a new choice may be made', async () => {
  const { screen, choose } = await card(
    success({ outcome: 'ready', version: '1.3.0' }),
    success({ outcome: 'refused', reason: 'snapshot' }),
  );
  await choose();
  await screen.getByRole('button', { name: 'Close the app and install' }).click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('nothing was installed');
  await choose();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Version 1.3.0 is in order');
});

it('a disk without room is told, and choosing nothing leaves the card as it was', async () => {
  const full = await card(failure('disk-full', 'No room.'));
  await full.choose();
  await expect.element(full.screen.getByRole('status')).toHaveTextContent('too little room');
  await full.screen.unmount();
  const cancelled = await card(success({ outcome: 'cancelled' }));
  await cancelled.choose();
  await expect.poll(() => cancelled.asked.length).toBe(1);
  await expect.element(cancelled.screen.getByRole('status')).toHaveTextContent(/^$/u);
});
