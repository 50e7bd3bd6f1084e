import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import PinField from '../../../../src/renderer/src/components/protection/PinField.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

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
