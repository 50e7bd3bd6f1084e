import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { defineComponent, h, ref } from 'vue';
import NotebookNarrowing from '../../../../src/renderer/src/features/notes/NotebookNarrowing.vue';
import { openWindow } from '../../support/app-scene';

/** The field for a tag's new name, opened; the renaming ends when the test says so. */
async function renaming() {
  const { promise, resolve } = Promise.withResolvers<number>();
  const rename = vi.fn(() => promise);
  const tag = ref('bail');
  const Page = defineComponent({
    setup: () => () =>
      h(NotebookNarrowing, {
        modules: [],
        tags: [{ tag: tag.value, count: 3 }],
        rename,
        moduleId: '',
        tag: tag.value,
        'onUpdate:tag': (to: string) => {
          tag.value = to;
        },
      }),
  });
  const screen = await render(Page, { global: openWindow().mounting });
  const button = screen.getByRole('button', { name: 'Rename the tag' });
  await button.click();
  const field = screen.getByRole('textbox', { name: 'New name of the tag bail' });
  return { rename, finish: resolve, screen, button, field };
}

describe('a tag that is renamed', () => {
  it('is renamed once, however often it is submitted meanwhile, and leaves the focus at its button', async () => {
    const { rename, finish, screen, button, field } = await renaming();
    await field.fill('Bail and bond');
    const form = field.element().closest('form');
    form?.requestSubmit();
    form?.requestSubmit();
    finish(3);
    await expect.element(screen.getByText('Renamed in 3 notes.')).toBeVisible();
    expect(rename).toHaveBeenCalledTimes(1);
    await expect.element(button).toHaveFocus();
  });

  it('leaves the focus at its button where that is cancelled', async () => {
    const { screen, button } = await renaming();
    await screen.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(button).toHaveFocus();
  });
});
