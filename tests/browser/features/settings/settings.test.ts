import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import AboutSeries from '../../../../src/renderer/src/features/settings/AboutSeries.vue';
import { openWindow, type AppWindow } from '../../support/app-scene';
import type { OperationName } from '../../../../src/contract/operations';
import { failure, success, type Result } from '../../../../src/contract/result';
import { updateRefusalSchema, type ChosenUpdate, type InstalledUpdate } from '../../../../src/contract/update';
import AppUpdate from '../../../../src/renderer/src/features/settings/AppUpdate.vue';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import AppearanceSettings from '../../../../src/renderer/src/features/settings/AppearanceSettings.vue';
import LanguageSettings from '../../../../src/renderer/src/features/settings/LanguageSettings.vue';
import KeyboardSettings from '../../../../src/renderer/src/features/help/KeyboardSettings.vue';
import NameSettings from '../../../../src/renderer/src/features/settings/NameSettings.vue';

/** The part of Settings, with licences that are read so. */
async function about(loadLicences: () => Promise<string>) {
  const { mounting } = openWindow(undefined, { loadLicences });
  return render(AboutSeries, { props: { host: null }, global: mounting });
}

it('the licences of everything in the app are shown on "Show licences", as they are', async () => {
  const screen = await about(async () => '# Third-party notices\n\n<b>valibot</b> 1.5.0 (MIT)');
  const licences = screen.getByLabelText('Show licences');
  await expect.element(screen.getByText('valibot')).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Show licences' }).click();
  await expect.element(licences).toHaveTextContent('<b>valibot</b> 1.5.0 (MIT)');
  await expect.element(screen.getByRole('button', { name: 'Show licences' })).not.toBeInTheDocument();
  await expect.element(licences).toHaveFocus();
});

it('licences that can’t be read are said to be in the app’s folder, and may be asked for again', async () => {
  let canRead = false;
  const screen = await about(async () => {
    if (!canRead) throw new Error('No answer.');
    return 'valibot';
  });
  await screen.getByRole('button', { name: 'Show licences' }).click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('It is also in the app’s folder.');
  canRead = true;
  await screen.getByRole('button', { name: 'Show licences' }).click();
  await expect.element(screen.getByText('valibot')).toBeVisible();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
});

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

async function withFullDisk(): Promise<AppWindow> {
  const window = openWindow();
  await window.create();
  const { current } = window.atWork();
  vi.spyOn(current.profile, 'changeLearner').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
  return window;
}

it('a theme that could not be saved is not shown as chosen; the next one that is saved is', async () => {
  const window = await withFullDisk();
  const screen = await render(AppearanceSettings, { global: window.mounting });
  const theme = (name: string) => screen.getByRole('radio', { name });
  await expect.element(theme('As the computer')).toBeChecked();
  await theme('Dark').click();
  await expect.poll(() => window.save.state).toBe('failed');
  await expect.element(theme('As the computer')).toBeChecked();
  await theme('Dark').click();
  await expect.poll(() => window.session.preferences.theme).toBe('dark');
  await expect.element(theme('Dark')).toBeChecked();
});

it('a text size that another window chose is shown here, as a number is saved', async () => {
  const window = openWindow();
  await window.create();
  const screen = await render(AppearanceSettings, { global: window.mounting });
  const size = screen.getByRole('combobox');
  await size.selectOptions('125%');
  await expect.poll(() => window.session.preferences.textSize).toBe(125);
  await window.session.update({ preferences: { textSize: 150 } });
  await expect.element(size).toHaveValue('150');
});

it('a language that could not be saved is not shown as chosen', async () => {
  const window = await withFullDisk();
  const screen = await render(LanguageSettings, { global: window.mounting });
  await screen.getByRole('radio', { name: 'ខ្មែរ' }).click();
  await expect.poll(() => window.save.state).toBe('failed');
  await expect.element(screen.getByRole('radio', { name: 'English' })).toBeChecked();
});

it('the keys of one letter work until the learner switches them off, and that is kept beside their other choices', async () => {
  const window = openWindow();
  await window.create();
  await window.session.update({ preferences: { theme: 'dark' } });
  const screen = await render(KeyboardSettings, { global: window.mounting });
  const box = screen.getByRole('checkbox', { name: 'Shortcuts of a single key' });
  await expect.element(box).toBeChecked();
  await box.click();
  await expect.poll(() => window.session.preferences).toEqual({ theme: 'dark', textSize: 100, letterKeys: false });
  await expect.element(box).not.toBeChecked();
  await box.click();
  await expect.poll(() => window.session.preferences.letterKeys).toBe(true);
});

it('a name that was typed while the one before was saved is not called saved before it is', async () => {
  const window = openWindow();
  await window.create('Sok Dara');
  const { current } = window.atWork();
  const screen = await render(NameSettings, { global: window.mounting });
  const [latin] = screen.getByRole('textbox').all();
  const { promise: turn, resolve: release } = Promise.withResolvers<number>();
  const flushing = vi.spyOn(current.sync, 'flush').mockReturnValueOnce(turn);
  await latin?.fill('Sok Dara Chan');
  await screen.getByRole('button').click();
  await expect.poll(() => flushing.mock.calls.length).toBe(1);
  await latin?.fill('Sok Dara Chan Sophea');
  release(0);
  await window.sent();
  expect(screen.getByRole('status').element().textContent.trim()).toBe('');
  await screen.getByRole('button').click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Saved.');
  expect(window.session.learnerName).toBe('Sok Dara Chan Sophea');
});
