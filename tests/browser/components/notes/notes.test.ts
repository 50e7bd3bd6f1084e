import { page, userEvent } from 'vitest/browser';
import { expect, it, afterEach } from 'vitest';
import { render } from 'vitest-browser-vue';
import { h, nextTick, ref, defineComponent } from 'vue';
import NoteEditor from '../../../../src/renderer/src/components/notes/NoteEditor.vue';
import { createInterfaceTexts } from '../../../support/interface-texts';
import NoteCard from '../../../../src/renderer/src/components/notes/NoteCard.vue';
import type { NotePlace } from '../../../../src/renderer/src/stores/record/notes';
import { openWindow, PLACE } from '../../support/app-scene';
import { firstWords } from '../../../../src/renderer/src/components/notes/first-words';
import FocalPointCard from '../../../../src/renderer/src/components/notes/FocalPointCard.vue';
import { MAXIMUM_TAG_LENGTH, MAXIMUM_TAGS } from '../../../../src/domain/notes/tags';
import { createOpenDrafts, openDraftsKey } from '../../../../src/renderer/src/components/notes/open-drafts';
import TagEditor from '../../../../src/renderer/src/components/notes/TagEditor.vue';

afterEach(() => {
  document.body.replaceChildren();
});

it('a note’s editor saves also what is typed while Done saves the words before it', async () => {
  const saved: string[] = [];
  let release: (() => void) | undefined;
  const save = async (text: string): Promise<void> => {
    if (saved.length === 0)
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    saved.push(text);
  };
  const savedAtClose: string[][] = [];
  await render(NoteEditor, {
    props: { text: '', quote: '', save, onClose: () => savedAtClose.push([...saved]) },
    global: { plugins: [createInterfaceTexts()] },
  });
  await page.getByRole('textbox').fill('One');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => release !== undefined).toBe(true);
  await page.getByRole('textbox').fill('One, two');
  release?.();
  await expect.poll(() => savedAtClose).toEqual([['One', 'One, two']]);
});

const TEXT = 'Sok Dara, 14, arrested on Friday';

/** A note whose field is emptied, a pause of typing later. */
async function emptied(place: NotePlace, typed: string) {
  const window = openWindow();
  await window.create();
  await window.notes.openSection('a/first');
  const note = await window.notes.add(place, TEXT);
  const screen = await render(NoteCard, {
    props: { note, notes: window.notes, remove: () => window.notes.remove(note), knownTags: [] },
    global: window.mounting,
  });
  await screen.getByRole('button', { name: 'Edit' }).click();
  await screen.getByLabelText('Text of the note').fill(typed);
  screen.getByLabelText('Text of the note').element().dispatchEvent(new FocusEvent('blur'));
  const said = () => document.querySelector('.editor .foot [role="status"]')?.textContent ?? '';
  await expect.poll(said).not.toMatch(/^$|^Saving$/u);
  return { said: said(), texts: window.notes.ofSection.map(({ text }) => text) };
}

/** "Saved" is said of what is there: either the words are gone, or it isn't said. */
function expectTrue({ said, texts }: Awaited<ReturnType<typeof emptied>>): void {
  if (texts.includes(TEXT)) expect(said).not.toBe('Saved');
}

it('a note whose words stay is not called saved while its field is empty', async () => {
  expectTrue(await emptied(PLACE, ''));
});

it('nor where white space alone is in it', async () => {
  expectTrue(await emptied(PLACE, '  '));
});

it('a highlight is: it can be without words', async () => {
  const outcome = await emptied({ ...PLACE, quote: 'Diversion comes first', colour: 'green' }, '');
  expect(outcome).toEqual({ said: 'Saved', texts: [''] });
  await expect.element(page.getByLabelText('Text of the note')).toBeVisible();
});

it('a warning that is dismissed leaves the focus in its note', async () => {
  const window = openWindow();
  await window.create();
  await window.notes.openSection('a/first');
  await window.notes.add(PLACE, 'Dara, aged 14');
  const screen = await render(
    () =>
      window.notes.ofSection.map((note) =>
        h(NoteCard, { key: note.noteId, note, notes: window.notes, remove: () => Promise.resolve(), knownTags: [] }),
      ),
    { global: window.mounting },
  );
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(screen.getByRole('button', { name: 'Dismiss' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Edit' })).toHaveFocus();
});

it('names a text by its first whole words, in Khmer too, which has no spaces', () => {
  expect(firstWords(' A short note ', 60)).toBe('A short note');
  expect(firstWords('Ask the prosecutor about diversion', 20)).toBe('Ask the prosecutor…');
  const khmer = 'គណៈកម្មាធិការបានបញ្ជាក់ថាការដកហូតសេរីភាព';
  const words = Array.from(new Intl.Segmenter('km', { granularity: 'word' }).segment(khmer), ({ index }) => index);
  for (let length = 14; length < khmer.length; length += 1)
    expect(words).toContain(firstWords(khmer, length).length - 1);
  expect(firstWords('x'.repeat(90), 60)).toBe(`${'x'.repeat(60)}…`);
});

it('what is being written of the focal point stays where reading it anew fails', async () => {
  const screen = await render(FocalPointCard, {
    props: {
      focalPoint: null,
      state: 'read',
      save: () => Promise.reject(new Error('The database is gone.')),
      retry: () => Promise.resolve(),
    },
    global: openWindow().mounting,
  });
  await screen.getByRole('button', { name: 'Write down the focal point' }).click();
  const name = screen.getByLabelText('Name', { exact: true });
  await name.fill('Keo Sophea');
  await screen.rerender({ state: 'failed' });
  await expect.element(name).toHaveValue('Keo Sophea');
});

it('a focal point that is read again, in vain and then well, keeps the focus at its button', async () => {
  const state = ref<'failed' | 'reading' | 'read'>('failed');
  let outcome: 'failed' | 'read' = 'failed';
  const retry = async (): Promise<void> => {
    state.value = 'reading';
    await nextTick();
    state.value = outcome;
  };
  const screen = await render(
    () => h(FocalPointCard, { focalPoint: null, state: state.value, save: () => Promise.resolve(), retry }),
    { global: openWindow().mounting },
  );
  const again = screen.getByRole('button', { name: 'Try again' });
  await again.click();
  await expect.element(again).toHaveFocus();
  outcome = 'read';
  await again.click();
  await expect.element(screen.getByRole('button', { name: 'Write down the focal point' })).toHaveFocus();
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
