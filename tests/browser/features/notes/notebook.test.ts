import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { nextTick, defineComponent, h, ref } from 'vue';
import { render } from 'vitest-browser-vue';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { anchorFor } from '../../../../src/domain/notes/quote-placement';
import { openWindow, type AppWindow, PLACE } from '../../support/app-scene';
import { createKhmerTexts } from '../../../support/interface-texts';
import { showNotebook } from './notebook-scene';
import { saveReturnPlace } from '../../../../src/renderer/src/features/notes/return-place';
import NotebookNarrowing from '../../../../src/renderer/src/features/notes/NotebookNarrowing.vue';

afterEach(() => {
  document.body.replaceChildren();
  window.history.replaceState(null, '');
});

/** The text as it is now: none of the words that were marked are in it. */
const TEXT = 'Nothing of what was marked stands in this passage any more.';

const CONTENT: ModuleContent = {
  moduleId: 'a',
  sections: [
    {
      id: 'a/first',
      blocks: [{ id: 'a/first#opening', heading: '', html: `<p>${TEXT}</p>`, figures: [] }],
      citations: [],
    },
  ],
  questions: [],
  sources: [],
  terms: [],
};

/** A notebook with two notes, both of whose words are gone from the text. */
async function notebook() {
  const window = openWindow(undefined, { loadModule: async () => CONTENT });
  await window.create();
  for (const quote of ['Diversion comes first', 'Detention comes last']) {
    const before = quote.replaceAll(' ', '');
    await window.notes.add(
      {
        moduleId: 'a',
        sectionId: 'a/first',
        blockId: 'a/first#opening',
        quote,
        anchor: anchorFor(before, 0, before.length),
        colour: 'green',
      },
      `About: ${quote}`,
    );
  }
  const { screen } = await showNotebook(window);
  await expect.element(screen.getByRole('option', { name: 'Unplaced (2)' })).toBeInTheDocument();
  await screen.getByLabelText('What is shown').selectOptions('unplaced');
  await expect.element(page.getByText('About: Diversion comes first')).toBeVisible();
  return { window, screen };
}

/** Which entries are shown, with their number. */
function chosenView(screen: Awaited<ReturnType<typeof notebook>>['screen']): string | undefined {
  const select = screen.getByLabelText('What is shown').element() as HTMLSelectElement;
  return select.selectedOptions[0]?.label.trim();
}

function refuseToSave(window: AppWindow): () => void {
  const session = window.session.current;
  if (!session) throw new Error('No record is open.');
  const save = session.notes.save.bind(session.notes);
  session.notes.save = () => Promise.reject(new Error('The test refuses it.'));
  return () => {
    session.notes.save = save;
  };
}

describe('the notebook, looking at what is unplaced', () => {
  it('keeps the editor while what is written in it is saved', async () => {
    const { screen } = await notebook();
    await screen.getByRole('button', { name: 'Edit' }).first().click();
    const field = screen.getByLabelText('Text of the note');
    const element = field.element();
    await field.fill('Written on');
    await expect.element(page.getByText('Saved', { exact: true })).toBeVisible();
    await expect.poll(() => chosenView(screen)).toBe('Unplaced (2)');
    expect(element.isConnected).toBe(true);
  });

  it('names a section once, above all that stands beside it, and leads from each entry to its own place in it', async () => {
    const { window, screen } = await notebook();
    const ids = window.notes.all.map(({ noteId }) => noteId);
    expect(
      screen
        .getByRole('heading', { level: 2 })
        .elements()
        .map(({ textContent }) => textContent?.trim()),
    ).toEqual(['Module 1, About a/first']);
    expect(screen.getByRole('article').elements()).toHaveLength(2);
    expect(
      screen
        .getByRole('link', { name: 'Open the section' })
        .elements()
        .map((link) => link.getAttribute('href')),
    ).toEqual(ids.map((id) => `/section/a/first?block=opening&note=${id}`));
  });

  it('names the module in the language of the interface, and marks only the title of the section as English', async () => {
    const window = openWindow(undefined, { loadModule: async () => CONTENT });
    await window.create();
    await window.notes.add(
      {
        moduleId: 'a',
        sectionId: 'a/first',
        blockId: 'a/first#opening',
        quote: 'Diversion',
        anchor: anchorFor('Diversion', 0, 9),
      },
      'A note',
    );
    const { screen } = await showNotebook(window, createKhmerTexts());
    const heading = screen.getByRole('heading', { level: 2 });
    await expect.element(heading).toHaveTextContent('មេរៀនទី ១៖ About a/first');
    expect(heading.getByRole('link').element().getAttribute('lang')).toBeNull();
    expect([...heading.element().querySelectorAll('[lang=en]')].map(({ textContent }) => textContent)).toEqual([
      'About a/first',
    ]);
  });

  it('keeps what was deleted in its place, so that it can be brought back', async () => {
    const { screen } = await notebook();
    await screen.getByRole('button', { name: 'Delete' }).first().click();
    await expect.poll(() => chosenView(screen)).toBe('Unplaced (1)');
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => chosenView(screen)).toBe('Unplaced (2)');
    await expect.element(page.getByText('About: Diversion comes first')).toBeVisible();
    await expect.poll(() => document.activeElement?.textContent).toContain('About: Diversion comes first');
  });

  it('shows what is brought back once, also while the journal has not heard of it yet', async () => {
    const { window, screen } = await notebook();
    await screen.getByRole('button', { name: 'Delete' }).first().click();
    const undo = screen.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toBeVisible();
    const goOn = window.host.hold();
    await undo.click();
    await expect.element(page.getByText('About: Diversion comes first')).toBeVisible();
    await expect.element(undo).not.toBeInTheDocument();
    expect(screen.getByRole('listitem').elements()).toHaveLength(2);
    goOn();
    await window.closing.settled();
    expect(screen.getByRole('listitem').elements()).toHaveLength(2);
  });

  it('still offers to bring back what could not be brought back', async () => {
    const { window, screen } = await notebook();
    await screen.getByRole('button', { name: 'Delete' }).first().click();
    const undo = screen.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toBeVisible();
    const allow = refuseToSave(window);
    await undo.click();
    await expect.poll(() => window.save.state).toBe('failed');
    await expect.element(undo).toBeVisible();
    allow();
    await undo.click();
    await expect.element(page.getByText('About: Diversion comes first')).toBeVisible();
  });
});

/** More notes than are shown at once, before one whose section is gone; left at the note with this text, if any. */
async function longNotebook(leftAt?: string) {
  const window = openWindow(undefined, { loadModule: () => Promise.reject(new Error('No text.')) });
  await window.create();
  for (let count = 1; count <= 55; count += 1) {
    const { noteId, text } = await window.notes.add(PLACE, `Note ${count}`);
    if (text === leftAt) saveReturnPlace(globalThis.history, { noteId, view: 'notes' });
  }
  const asked = await window.notes.add({ ...PLACE, sectionId: 'a/gone' }, 'Ask about bail');
  return { asked: `/?note=${asked.noteId}`, ...(await showNotebook(window)) };
}

/** The words of the entry that is marked and has the focus. */
const pointedAt = (): string | null | undefined =>
  document.activeElement?.matches('[data-pointed]') === true
    ? document.activeElement.querySelector('.text')?.textContent
    : null;

it('a note that the address names is pointed at, beyond the entries that are shown at first', async () => {
  const { router, asked, screen } = await longNotebook();
  await router.push(asked);
  await expect.poll(pointedAt).toBe('Ask about bail');
  await expect.element(screen.getByText('Ask about bail')).toBeInViewport();
});

it('a note that the address names is pointed at where the notebook was narrowed to others', async () => {
  const { router, asked, screen } = await longNotebook();
  const search = screen.getByLabelText('Search the notes');
  await search.fill('Note 7');
  await expect.element(page.getByText('Ask about bail')).not.toBeInTheDocument();
  await router.push(asked);
  await expect.poll(pointedAt).toBe('Ask about bail');
  await expect.element(search).toHaveValue('');
  // It hides the entry like any other after that.
  await search.fill('Note 7');
  await expect.element(page.getByText('Ask about bail')).not.toBeInTheDocument();
});

it('"Back" leads to the entry that was left, not to the one that the address names', async () => {
  const { router, asked } = await longNotebook('Note 3');
  const focused = (): string => document.activeElement?.closest('li')?.querySelector('.text')?.textContent ?? '';
  await expect.poll(focused).toBe('Note 3');
  await router.push(asked);
  // A note that the address names is pointed at after the page is drawn and two ticks.
  for (let tick = 0; tick < 4; tick += 1) await nextTick();
  expect(document.querySelector('[data-pointed]')).toBeNull();
  expect(focused()).toBe('Note 3');
});

/** The field for a tag's new name, opened; the renaming ends when the test says so. */
async function renaming() {
  const { promise, resolve } = Promise.withResolvers<number>();
  const rename = vi.fn(() => promise);
  const tag = ref('bail');
  const Page = defineComponent({
    setup: () => () =>
      h(NotebookNarrowing, {
        views: [],
        role: null,
        view: 'all',
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

it('a notebook that can’t be read says so, not that there are no notes, and is read again on request', async () => {
  const window = openWindow();
  await window.create();
  await window.notes.add(PLACE, 'Ask about bail.');
  const { notes } = window.session.current ?? {};
  if (!notes) throw new Error('No record is open.');
  const all = notes.all.bind(notes);
  notes.all = () => Promise.reject(new Error('The test refuses it.'));
  await showNotebook(window);
  await expect.element(page.getByRole('alert')).toHaveTextContent('The notes could not be read. Try again');
  await expect.element(page.getByText(/No notes yet/u)).not.toBeInTheDocument();

  notes.all = all;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByRole('heading', { name: 'Notebook' })).toHaveFocus();
  await expect.element(page.getByText('Ask about bail.')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});
