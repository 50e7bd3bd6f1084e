import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import KeyboardSettings from '../../../../src/renderer/src/features/settings/KeyboardSettings.vue';
import { openWindow } from '../../support/app-scene';

it('the keys of one letter work until the learner switches them off, and that is kept beside their other choices', async () => {
  const window = openWindow();
  await window.create();
  await window.session.update({ preferences: { theme: 'dark' } });
  const screen = await render(KeyboardSettings, { global: window.mounting });
  const box = screen.getByRole('checkbox', { name: 'Keyboard shortcuts of one letter' });
  await expect.element(box).toBeChecked();
  await box.click();
  await expect.poll(() => window.session.preferences).toEqual({ theme: 'dark', textSize: 100, letterKeys: false });
  await expect.element(box).not.toBeChecked();
  await box.click();
  await expect.poll(() => window.session.preferences.letterKeys).toBe(true);
});
