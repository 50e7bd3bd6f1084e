import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { codeGroups } from '../../../../src/domain/protection/recovery-code';
import ProtectionPage from '../../../../src/renderer/src/features/settings/ProtectionPage.vue';
import { PIN, withPin } from '../../support/locked-scene';

const IN_FORCE = /The new recovery code is in force/u;

/** The page, with a new recovery code shown. */
async function withNewCode() {
  const scene = await withPin();
  const screen = await render(ProtectionPage, { global: scene.window.mounting });
  await screen.getByRole('button', { name: 'Make a new code' }).click();
  await screen.getByRole('textbox', { name: 'Present PIN' }).fill(PIN);
  await screen.getByRole('button', { name: 'Make the code' }).click();
  const label = screen.getByRole('group', { name: 'Recovery code' });
  await expect.element(label).toBeVisible();
  const groups = codeGroups((label.element().textContent ?? '').trim());
  const field = screen.getByRole('textbox', { name: /To confirm, type group/u });
  const number = Number(/group (\d)/u.exec(screen.container.textContent ?? '')?.[1]);
  const note = async (): Promise<void> => {
    await field.fill(groups[number - 1] ?? '');
    await screen.getByRole('button', { name: 'The code is noted' }).click();
  };
  return { ...scene, screen, note };
}

describe('a new recovery code', () => {
  it('is called valid once it was noted, not before', async () => {
    const { window, screen, note } = await withNewCode();
    const said = (): string => window.announcements.spoken.key;
    expect(said()).not.toBe('protection.change.code.done');
    expect(screen.container.textContent).not.toMatch(IN_FORCE);
    await note();
    await expect.element(screen.getByText(IN_FORCE)).toBeVisible();
    expect(said()).toBe('protection.change.code.done');
  });

  it('is not kept where the host is away, which is said, and can be kept once it answers', async () => {
    const { window, screen, note } = await withNewCode();
    window.host.fail('unreachable');
    await note();
    const alert = screen.getByRole('alert').filter({ hasText: 'Nothing was changed, and this code opens nothing yet' });
    await expect.element(alert).toHaveTextContent('it needs the app’s service');
    window.host.recover();
    await note();
    await expect.element(screen.getByText(IN_FORCE)).toBeVisible();
  });
});

it('a PIN that was typed to change something is gone once that was cancelled', async () => {
  const { window } = await withPin();
  const screen = await render(ProtectionPage, { global: window.mounting });
  await screen.getByRole('button', { name: 'Make a new code' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Present PIN' })).toHaveFocus();
  await screen.getByRole('textbox', { name: 'Present PIN' }).fill(PIN);
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(screen.getByRole('button', { name: 'Make a new code' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Make a new code' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Present PIN' })).toHaveValue('');
});
