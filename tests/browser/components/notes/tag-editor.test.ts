import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-vue';
import { defineComponent, h, ref } from 'vue';
import { MAXIMUM_TAG_LENGTH, MAXIMUM_TAGS } from '../../../../src/domain/notes/tags';
import { createOpenDrafts, openDraftsKey } from '../../../../src/renderer/src/components/notes/open-drafts';
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

/** An editor as the app shows it; `accept` says whether tags can be saved. */
async function appEditor({ tags: first = [] as readonly string[], accept = (): boolean => true } = {}) {
  const tags = ref(first);
  const isShown = ref(true);
  const drafts = createOpenDrafts();
  const change = async (next: (tags: readonly string[]) => readonly string[]): Promise<void> => {
    if (!accept()) throw new Error('The disk is full.');
    tags.value = next(tags.value);
  };
  const Host = defineComponent(
    () => () => (isShown.value ? h(TagEditor, { tags: tags.value, known: [], change }) : null),
  );
  const screen = await render(Host, {
    global: { plugins: [createInterfaceTexts()], provide: { [openDraftsKey as symbol]: drafts } },
  });
  return { tags, isShown, drafts, field: screen.getByRole('combobox') };
}

it('has typed tags saved before a screen or a record is left, and calls none saved before', async () => {
  const { tags, drafts, field } = await appEditor();
  expect(drafts.state.value).toBe('saved');
  await field.fill('bail, diversion');
  expect(drafts.state.value).toBe('unsaved');
  await drafts.saveAll();
  expect(tags.value).toEqual(['bail', 'diversion']);
  expect(drafts.state.value).toBe('saved');
});

it('keeps typed tags when the field goes', async () => {
  const { tags, isShown, field } = await appEditor();
  await field.fill('bail');
  isShown.value = false;
  await expect.poll(() => tags.value).toEqual(['bail']);
});

it('holds the screen while typed tags can’t be saved', async () => {
  let accepts = false;
  const { tags, drafts, field } = await appEditor({ accept: () => accepts });
  await field.fill('bail, court');
  await expect(drafts.saveAll()).rejects.toThrow();
  expect(drafts.state.value).toBe('failed');
  await expect.element(field).toHaveValue('bail, court');

  accepts = true;
  await drafts.saveAll();
  expect([tags.value, drafts.state.value]).toEqual([['bail', 'court'], 'saved']);
});

it('keeps no record open for tags that are too many for a note, and loses none of them', async () => {
  const full = Array.from({ length: MAXIMUM_TAGS }, (_, at) => `tag ${at}`);
  const { tags, drafts, field } = await appEditor({ tags: full });
  await field.fill('one too many');
  await drafts.saveAll();
  expect([tags.value, drafts.state.value]).toEqual([[...full, 'one too many'], 'saved']);
});

it('says how much of a tag was left out, and closes at a second press', async () => {
  const closed = ref(false);
  const tags = ref<readonly string[]>([]);
  const screen = await render(
    () =>
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
    { global: { plugins: [createInterfaceTexts()] } },
  );
  await screen.getByRole('combobox').fill(`bail, ${'x'.repeat(MAXIMUM_TAG_LENGTH + 5)}`);
  const done = screen.getByRole('button', { name: 'Done' });
  await done.click();
  await expect.element(screen.getByRole('status')).toHaveTextContent('5 characters were left out: a tag holds 60.');
  expect([tags.value, closed.value]).toEqual([['bail', 'x'.repeat(MAXIMUM_TAG_LENGTH)], false]);
  await done.click();
  await expect.poll(() => closed.value).toBe(true);
});

it('lets go of the screen where a tag could not be removed and nothing is typed', async () => {
  const { tags, drafts } = await appEditor({ tags: ['bail'], accept: () => false });
  await page.getByRole('button', { name: 'Remove the tag bail' }).click();
  await expect.element(page.getByRole('status')).toBeVisible();
  await drafts.saveAll();
  expect([tags.value, drafts.state.value]).toEqual([['bail'], 'saved']);
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
