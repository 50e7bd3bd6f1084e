import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import ProtectionSetUp from '../../../../src/renderer/src/features/settings/ProtectionSetUp.vue';
import { openWindow } from '../../support/app-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('setting a PIN', () => {
  it('says that the key is being made while it is, on the button, to a screen reader, and with the focus where it was', async () => {
    const window = openWindow();
    await window.create();
    let release: () => void = () => undefined;
    const made = new Promise<void>((resolve) => {
      release = resolve;
    });
    const derive = crypto.subtle.deriveKey.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'deriveKey').mockImplementation(async (...given) => {
      await made;
      return derive(...given);
    });
    const screen = await render(ProtectionSetUp, { global: window.mounting });
    await screen.getByRole('textbox', { name: 'New PIN', exact: true }).fill('four unrelated words');
    await screen.getByRole('textbox', { name: 'New PIN once more' }).fill('four unrelated words');
    await screen.getByRole('button', { name: 'Go on to the recovery code' }).click();

    const button = page.getByRole('button', { name: 'Making the key' });
    await expect.element(button).toHaveFocus();
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await expect.element(screen.getByRole('status')).toHaveTextContent('Making the key');
    // The page is drawn meanwhile: the key is made beside it.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

    release();
    await expect.poll(() => screen.emitted('pending')).toHaveLength(1);
    await expect.element(screen.getByRole('status')).toHaveTextContent('');
  });
});
