import { describe, expect, it, vi, afterEach } from 'vitest';
import { render } from 'vitest-browser-vue';
import { defineComponent, h, ref, type Component } from 'vue';
import { useLazyPart, type LazyPartOptions } from '../../../../src/renderer/src/components/page/lazy-part';
import { createTexts } from '../../../../src/renderer/src/i18n/texts';
import screens from '../../../../src/renderer/src/i18n/locales/en/screens.json';
import { focusOnce } from '../../../../src/renderer/src/components/page/pointed-element';

afterEach(() => {
  document.body.replaceChildren();
});

const Part: Component = { render: () => h('p', 'The part') };

/** A place for a part that is there or not; `load` and the texts are the test's. */
async function place(load: () => Promise<{ default: Component }>, options: LazyPartOptions = {}) {
  const texts = vi.fn(() => Promise.resolve({ default: screens }));
  const isThere = ref(true);
  let prepare: () => Promise<void> = () => Promise.resolve();
  const Place = defineComponent({
    setup() {
      const part = useLazyPart(load, options);
      prepare = part.prepare;
      return () => (isThere.value ? h(part.component) : h('p', 'Nothing'));
    },
  });
  const { container } = await render(Place, {
    global: {
      plugins: [createTexts({ en: { screens: texts }, km: { screens: texts } }).plugin],
      config: { errorHandler: () => undefined },
    },
  });
  return { texts, isThere, prepare: () => prepare(), text: () => container.textContent };
}

describe('a part that is loaded later', () => {
  it('comes with the texts of the screens', async () => {
    const { texts, text } = await place(() => Promise.resolve({ default: Part }));
    await expect.poll(text).toBe('The part');
    expect(texts).toHaveBeenCalledTimes(1);
  });

  it('waits for no texts where it has nothing to say', async () => {
    const { texts, text } = await place(() => Promise.resolve({ default: Part }), { hasTexts: false });
    await expect.poll(text).toBe('The part');
    expect(texts).not.toHaveBeenCalled();
  });

  it('tells that it cannot be loaded where it has no place to say so, and is loaded when it is wanted anew', async () => {
    const load = vi
      .fn(() => Promise.resolve({ default: Part }))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const onFailure = vi.fn();
    const { isThere, text } = await place(load, { onFailure, hasTexts: false });
    await expect.poll(() => onFailure.mock.calls.length).toBe(1);
    expect(text()).toBe('');
    isThere.value = false;
    await expect.poll(text).toBe('Nothing');
    isThere.value = true;
    await expect.poll(text).toBe('The part');
    expect(onFailure).toHaveBeenCalledTimes(1);
  });

  it('can be had before it is shown, and says at once where it can not', async () => {
    const load = vi.fn(() => Promise.resolve({ default: Part })).mockRejectedValue(new TypeError('Failed to fetch'));
    const { prepare } = await place(load);
    await expect(prepare()).rejects.toThrow('Failed to fetch');
    load.mockResolvedValue({ default: Part });
    await expect(prepare()).resolves.toBeUndefined();
  });
});

it('a passage that was gone to has the focus again after a dialog, and can’t have it once it was left', () => {
  const passage = document.createElement('p');
  const dialog = document.createElement('dialog');
  const field = document.createElement('input');
  dialog.append(document.createElement('input'));
  document.body.append(passage, dialog, field);
  focusOnce(passage);
  dialog.showModal();
  dialog.close();
  expect(document.activeElement).toBe(passage);
  field.focus();
  expect(passage.hasAttribute('tabindex')).toBe(false);
});
