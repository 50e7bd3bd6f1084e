import { expect, it } from 'vitest';
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
