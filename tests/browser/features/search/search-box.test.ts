import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { defineComponent, h } from 'vue';
import { useSearchBox } from '../../../../src/renderer/src/features/search/use-search-box';
import { openWindow } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

it('takes what is typed where a press beside its field took the focus away', async () => {
  const window = openWindow();
  await window.create();
  const App = defineComponent(() => {
    const { component, isOpen, typedBefore, close } = useSearchBox(
      () => true,
      () => undefined,
    );
    return () => (isOpen.value ? h(component, { typedBefore: typedBefore.value, onClose: close }) : null);
  });
  await render(App, { global: withRouter(window.mounting) });
  await userEvent.keyboard('{Control>}k{/Control}');
  const field = page.getByRole('combobox');
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('ba');
  await userEvent.click(document.querySelector('dialog .foot') ?? document.body);
  await expect.element(field).not.toHaveFocus();
  await userEvent.keyboard('il');
  await expect.element(field).toHaveValue('bail');
  await expect.element(field).toHaveFocus();
});
