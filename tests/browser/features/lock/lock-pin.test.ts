import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import LockPin from '../../../../src/renderer/src/features/lock/LockPin.vue';
import type { AppWindow } from '../../support/app-scene';
import { lockedAgain, PIN, withPin } from '../../support/locked-scene';

const LATER = 'after the record was opened without an earlier PIN';

/** What the lock says of a PIN. */
async function tried(window: AppWindow, pin: string, told = 'That is not the PIN.'): Promise<string> {
  const screen = await render(LockPin, { global: window.mounting });
  const field = screen.getByLabelText('PIN', { exact: true });
  await field.fill(pin);
  await screen.getByRole('button', { name: 'Unlock' }).click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent(told);
  await expect.element(field).toHaveFocus();
  return screen.container.textContent;
}

describe('a wrong PIN', () => {
  it('is told that another was set after the record was opened without this one', async () => {
    const scene = await withPin();
    const { window, protection, unlock } = scene;
    await lockedAgain(scene);
    await unlock.unlockWithoutPin();
    await (await protection.prepare('a colleague’s own'))?.confirm();
    await lockedAgain(scene);
    expect(await tried(window, PIN)).toContain(LATER);
  });

  it('is told nothing else where the PIN is the only one', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    expect(await tried(scene.window, 'not the PIN')).not.toContain(LATER);
  });
});

describe('a right PIN', () => {
  it('opens nothing where tries can’t be counted, which is told', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    scene.window.host.fail('disk-full', 'unlock-tries.count');
    await tried(scene.window, PIN, 'The try could not be counted, so it was not made');
    expect(scene.window.session.state.phase).toBe('locked');
  });
});
