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

  it('is called void where another window changed the PIN while it was shown, and it can be cancelled', async () => {
    const { window, screen, note } = await withNewCode();
    const session = window.session.current;
    const [record] = (await session?.protection.state())?.keys ?? [];
    if (!session || !record) throw new Error('The record has no key.');
    await session.protection.saveKey({ ...record, updatedAt: '2030-01-01T00:00:00.000Z' }, record, false);
    await note();
    const alert = screen.getByRole('alert').filter({ hasText: 'the code above opens nothing' });
    await expect.element(alert).toBeVisible();
    await screen.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(screen.getByRole('heading', { name: 'PIN and lock' })).toHaveFocus();
    await expect.element(screen.getByRole('button', { name: 'Make a new code' })).toBeVisible();
    expect(screen.container.textContent).not.toMatch(IN_FORCE);
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
