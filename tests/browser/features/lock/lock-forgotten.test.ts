import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import LockForgotten from '../../../../src/renderer/src/features/lock/LockForgotten.vue';
import { lockedAgain, place, protectedWindow } from '../../support/locked-scene';
import { newKey } from '../../support/protected-scene';

describe('the way into a record whose PIN and code are lost', () => {
  it('says that it stays locked while words are not sealed yet, that they are kept, and what seals them', async () => {
    const scene = protectedWindow();
    const { window } = scene;
    const learnerId = await window.create();
    await window.notes.add(place, 'Not sealed yet.');
    await window.sent();
    // The sealing was cut off before its first row.
    await window.session.current?.protection.saveKey((await newKey(learnerId)).record, null, true);
    await lockedAgain(scene);
    const screen = await render(LockForgotten, { global: window.mounting });
    await screen.getByRole('checkbox').click();
    await screen.getByRole('button', { name: 'Go on without the sealed notes' }).click();
    const problem = screen.getByRole('alert');
    await expect.element(problem).toHaveTextContent('Nothing was changed. Some words in this record are not sealed');
    await expect.element(problem).toHaveTextContent('They are kept. Open the record once with the PIN');
    expect(window.session.state.phase).toBe('locked');
  });
});
