import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { codeGroups } from '../../../../src/domain/protection/recovery-code';
import RecoverySheet from '../../../../src/renderer/src/components/protection/RecoverySheet.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

const CODE = 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG';

it('is confirmed once, whatever is typed while the protection is being set', async () => {
  const { promise, reject } = Promise.withResolvers<undefined>();
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
  reject(new Error('No room.'));
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Nothing was changed');
});
