import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import LockForgotten from '../../../../src/renderer/src/features/lock/LockForgotten.vue';
import { useUnlock } from '../../../../src/renderer/src/stores/protection/unlock';
import { openWindow } from '../../support/app-scene';
import { lockedAgain, place, protectedWindow } from '../../support/locked-scene';
import { newKey } from '../../support/protected-scene';

describe('the way into a record whose PIN and code are lost', () => {
  it('says that it stays locked while notes are not sealed yet, that they are kept, and what seals them', async () => {
    const scene = protectedWindow();
    const { window } = scene;
    const learnerId = await window.create();
    await window.notes.add(place, 'Not sealed yet.');
    await window.sent();
    // The sealing was cut off before its first row.
    await window.session.current?.protection.saveKey((await newKey(learnerId)).record);
    await lockedAgain(scene);
    const screen = await render(LockForgotten, { global: window.mounting });
    await screen.getByRole('checkbox').click();
    await screen.getByRole('button', { name: 'Go on without the encrypted notes' }).click();
    const problem = screen.getByRole('alert');
    await expect.element(problem).toHaveTextContent('Nothing was changed. Some notes in this record are not encrypted');
    await expect.element(problem).toHaveTextContent('They are kept. Open the record once with the PIN');
    expect(window.session.state.phase).toBe('locked');
  });
});

it('is gone on with once, where the button is pressed again while the host is waited for', async () => {
  const window = openWindow();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const unlock = vi.spyOn(useUnlock(window.mounting.plugins[0] as never), 'unlockWithoutPin');
  unlock.mockImplementation(() => promise);
  const screen = await render(LockForgotten, { global: window.mounting });
  await screen.getByRole('checkbox').click();
  const button = screen.getByRole('button', { name: 'Go on without the encrypted notes' });
  for (let time = 0; time < 2; time += 1) (button.element() as HTMLElement).click();
  expect(unlock).toHaveBeenCalledTimes(1);
  resolve(false);
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Some notes in this record are not encrypted');
});
