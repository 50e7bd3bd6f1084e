import { expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import RescueProtection from '../../../src/renderer/src/features/recovery/RescueProtection.vue';
import { createInterfaceTexts } from '../../support/interface-texts';

it('says whose PIN is asked for, since several records may stand in the list above', async () => {
  const screen = await render(RescueProtection, { props: { name: 'ចាន់ សុខា', isWrong: false }, global: { plugins: [createInterfaceTexts()] } });
  await expect.element(screen.getByRole('form', { name: 'ចាន់ សុខា' })).toBeVisible();
  await expect.element(screen.getByText('ចាន់ សុខា')).toBeVisible();
});
