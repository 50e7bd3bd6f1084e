import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import AppearanceSettings from '../../../../src/renderer/src/features/settings/AppearanceSettings.vue';
import LanguageSettings from '../../../../src/renderer/src/features/settings/LanguageSettings.vue';
import { openWindow, type AppWindow } from '../../support/app-scene';

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
