import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import FirstRunPage from '../../../../src/renderer/src/features/first-run/FirstRunPage.vue';
import { openWindow } from '../../support/app-scene';

describe('the page on which a further learner gives their name', () => {
  it('can be left until the record is being made, and again where that fails', async () => {
    const window = openWindow();
    let fail: (error: Error) => void = () => undefined;
    vi.spyOn(window.opening, 'create').mockReturnValue(
      new Promise((_, reject) => {
        fail = reject;
      }),
    );
    const screen = await render(FirstRunPage, { props: { adding: true }, global: window.mounting });
    const cancel = screen.getByRole('button', { name: 'Cancel' });
    await cancel.click();
    expect(screen.emitted('cancel')).toHaveLength(1);

    await screen.getByRole('button', { name: 'Begin' }).click();
    await expect.element(screen.getByLabelText('Name in Latin letters')).toHaveFocus();
    await screen.getByLabelText('Name in Latin letters').fill('Sok Dara');
    await screen.getByRole('button', { name: 'Begin' }).click();
    await expect.element(cancel).toHaveAttribute('aria-disabled', 'true');
    (cancel.element() as HTMLElement).click();
    expect(screen.emitted('cancel')).toHaveLength(1);

    fail(new Error('The disk is full.'));
    await expect.element(cancel).toHaveAttribute('aria-disabled', 'false');
    await cancel.click();
    expect(screen.emitted('cancel')).toHaveLength(2);
  });

  it('says where a learner of the same name is here already', async () => {
    const window = openWindow();
    await window.create('Sok Dara');
    const screen = await render(FirstRunPage, { props: { adding: true }, global: window.mounting });
    const told = screen.getByText('A learner of this name is here already.');
    const field = screen.getByLabelText('Name in Latin letters');
    await field.fill('sok dar');
    await expect.element(told).not.toBeInTheDocument();
    await field.fill('sok dara');
    await expect.element(told).toBeVisible();
  });
});
