import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { userEvent } from 'vitest/browser';
import PinField from '../../../../src/renderer/src/components/protection/PinField.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import { codeGroups, type Confirmation } from '../../../../src/domain/protection/recovery-code';
import RecoverySheet from '../../../../src/renderer/src/components/protection/RecoverySheet.vue';

/** What Chromium's password manager takes for a field of a one-time code, by its id or name (`kOneTimePwdRe`). */
const ONE_TIME_CODE = /one.?time/iu;

it('is no password for the browser to save, hidden or shown, and none that it keeps in its session files', async () => {
  const screen = await render(PinField, {
    props: { label: 'PIN', modelValue: 'green river 47' },
    global: { plugins: [createInterfaceTexts()] },
  });
  const field = screen.getByLabelText('PIN', { exact: true });
  for (const type of ['password', 'text']) {
    await expect.element(field).toHaveAttribute('type', type);
    await expect.element(field).toHaveAttribute('id', expect.stringMatching(ONE_TIME_CODE));
    await expect.element(field).toHaveAttribute('autocomplete', 'off');
    await screen.getByRole('button').click();
  }
});

const CODE = 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG';

it('is confirmed once, whatever is typed while the protection is being set', async () => {
  const { promise, resolve } = Promise.withResolvers<Confirmation>();
  const confirm = vi.fn(() => promise);
  const screen = await render(RecoverySheet, {
    props: { code: CODE, name: 'Sok Dara', day: '2026-11-30', confirm },
    global: { plugins: [createInterfaceTexts()] },
  });
  const field = screen.getByLabelText('To confirm, type group');
  const [, asked] = /type group (\d)/u.exec(document.querySelector('form label')?.textContent ?? '') ?? [];
  const group = codeGroups(CODE)[Number(asked) - 1] ?? '';
  await screen.getByRole('button', { name: 'The code is noted' }).click();
  await expect.element(field).toHaveFocus();
  await field.fill(group);
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('Setting the protection.')).toBeVisible();

  await userEvent.keyboard(`{Control>}a{/Control}${group}{Enter}`);
  expect(confirm).toHaveBeenCalledTimes(1);
  await expect.element(screen.getByText('Setting the protection.')).toBeVisible();
  resolve('changed');
  await expect.element(screen.getByRole('alert')).toHaveTextContent('was changed in another window');
});
