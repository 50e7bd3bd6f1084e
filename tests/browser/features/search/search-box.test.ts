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

async function openBox() {
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
  return page.getByRole('combobox');
}

it('takes what is typed where a press beside its field took the focus away', async () => {
  const field = await openBox();
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('ba');
  await userEvent.click(document.querySelector('dialog .foot') ?? document.body);
  await expect.element(field).not.toHaveFocus();
  await userEvent.keyboard('il');
  await expect.element(field).toHaveValue('bail');
  await expect.element(field).toHaveFocus();
});

it('takes both signs of a key that gives two, named by the keyboard or one after the other, and no other key', async () => {
  const field = await openBox();
  const press = (type: 'keydown' | 'keypress', key: string): boolean =>
    document.body.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));
  await expect.element(field).toHaveFocus();
  for (const key of ['ច', '\u17B6\u17C6', 'Enter', 'F2', 'Dead']) press('keydown', key);
  // As Chromium says it on Windows.
  for (const key of ['ប', '\u17BB', '\u17C6']) {
    press('keydown', 'Unidentified');
    press('keypress', key);
  }
  await expect.element(field).toHaveValue('ច\u17B6\u17C6ប\u17BB\u17C6');
});
