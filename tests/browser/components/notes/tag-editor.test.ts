import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { defineComponent, h, ref } from 'vue';
import { MAXIMUM_TAGS } from '../../../../src/domain/notes/tags';
import TagEditor from '../../../../src/renderer/src/components/notes/TagEditor.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';

it('says which tags are too many for a note, keeps them in the field, and lets go of them at a second press', async () => {
  const tags = ref<readonly string[]>(Array.from({ length: MAXIMUM_TAGS - 1 }, (_, at) => `tag ${at}`));
  const closed = ref(false);
  const Host = defineComponent(() => () => [
    h(TagEditor, {
      tags: tags.value,
      known: [],
      change: async (change: (tags: readonly string[]) => readonly string[]) => {
        tags.value = change(tags.value);
      },
      onClose: () => {
        closed.value = true;
      },
    }),
  ]);
  const screen = await render(Host, { global: { plugins: [createInterfaceTexts()] } });
  const field = screen.getByRole('combobox');
  await field.fill('bail, court, police');
  const done = screen.getByRole('button', { name: 'Done' });
  await done.click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('at most 20 tags');
  await expect.element(field).toHaveValue('court, police');
  expect([tags.value.at(-1), closed.value]).toEqual(['bail', false]);
  await done.click();
  await expect.poll(() => closed.value).toBe(true);
});

it('keeps what is typed while a tag is saved, and gives back before it what could not be', async () => {
  const tags = ref<readonly string[]>([]);
  let answer: (isSaved: boolean) => void = () => undefined;
  const Host = defineComponent(() => () => [
    h(TagEditor, {
      tags: tags.value,
      known: [],
      change: async (change: (tags: readonly string[]) => readonly string[]) => {
        const isSaved = await new Promise<boolean>((resolve) => {
          answer = resolve;
        });
        if (!isSaved) throw new Error('The disk is full.');
        tags.value = change(tags.value);
      },
    }),
  ]);
  const screen = await render(Host, { global: { plugins: [createInterfaceTexts()] } });
  const field = screen.getByRole('combobox');
  await field.click();
  await userEvent.keyboard('bail{Enter}court');
  answer(true);
  await expect.poll(() => tags.value).toEqual(['bail']);
  await expect.element(field).toHaveValue('court');
  await userEvent.keyboard('{Enter}police');
  answer(false);
  await expect.element(field).toHaveValue('court, police');
  await expect.element(screen.getByRole('status')).toBeVisible();
});

it('breaks a long tag, and not the word of its button', async () => {
  const long = 'a-tag-that-is-as-long-as-a-tag-may-be-and-never-ends';
  const screen = await render(
    () =>
      h('div', { style: 'inline-size: 11rem' }, [
        h(TagEditor, { tags: [long], known: [], change: async () => undefined }),
      ]),
    { global: { plugins: [createInterfaceTexts()] } },
  );
  const button = screen.getByRole('button', { name: `Remove the tag ${long}` });
  const word = document.createRange();
  word.selectNodeContents(button.element());
  expect(word.getClientRects()).toHaveLength(1);
});
