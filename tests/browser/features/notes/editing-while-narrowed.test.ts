import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type AppWindow, openWindow, PLACE } from '../../support/app-scene';
import { showNotebook } from './notebook-scene';

afterEach(() => {
  document.body.replaceChildren();
});

const NOT_LISTED = 'The entry just edited is saved.';

/** The notebook with what `write` wrote before. */
async function notebook(write: (window: AppWindow) => Promise<unknown>) {
  const window = openWindow(undefined, { loadModule: () => Promise.reject(new Error('No text.')) });
  await window.create();
  await write(window);
  const { screen } = await showNotebook(window);
  await expect.element(screen.getByRole('article').first()).toBeVisible();
  const field = screen.getByLabelText('Text of the note');
  const listed = () => screen.getByRole('listitem').elements();
  return { window, screen, field, listed, search: screen.getByLabelText('Search the notes') };
}

/** Searches for the first note and writes its word over; `text` is saved by then. */
async function writeOver({ window, screen, field, search }: Awaited<ReturnType<typeof notebook>>, text: string) {
  await search.fill('bail');
  await screen.getByRole('button', { name: 'Edit' }).first().click();
  const element = field.element();
  await field.fill(text);
  await expect.poll(() => window.notes.all.map((note) => note.text)).toContain(text);
  return element;
}

async function three({ notes }: AppWindow): Promise<void> {
  for (const text of ['Ask about bail', 'Bail again', 'Bail, the last']) await notes.add(PLACE, text);
}

/** The notebook narrowed to a tag, after its one note lost that tag; the note's tag field is open. */
async function tagTakenOut(): ReturnType<typeof notebook> {
  const shown = await notebook(async ({ notes }) => {
    await notes.tag(await notes.add(PLACE, 'Ask about it'), () => ['court']);
  });
  await shown.screen.getByLabelText('Tag', { exact: true }).selectOptions('court');
  await shown.screen.getByRole('button', { name: 'Tags' }).click();
  await shown.screen.getByRole('button', { name: 'Remove the tag court' }).click();
  await expect.poll(() => shown.window.notes.all[0]?.tags ?? []).toEqual([]);
  return shown;
}

describe('an entry of the notebook that is edited so that it no longer fits', () => {
  it('keeps its editor with the focus while the word that was searched for is written over', async () => {
    const shown = await notebook(({ notes }) => notes.add(PLACE, 'Ask about bail conditions'));
    const element = await writeOver(shown, 'Ask about rel');
    await userEvent.keyboard('ease');
    await expect.poll(() => shown.window.notes.all[0]?.text).toBe('Ask about release');
    expect(element.isConnected).toBe(true);
    expect(document.activeElement).toBe(element);
    await expect.element(page.getByText('No entry has these words')).not.toBeInTheDocument();
  });

  it('stands where it stood, also among entries at the same place', async () => {
    const shown = await notebook(three);
    const before = shown.listed();
    await writeOver(shown, 'S');
    expect(shown.listed()).toEqual(before);
  });

  it('keeps its editor where its note is emptied among the entries with a note', async () => {
    const { window, screen, field } = await notebook(({ notes }) =>
      notes.add({ ...PLACE, quote: 'Diversion comes first', colour: 'green' }, 'Ask again'),
    );
    await screen.getByLabelText('What is shown').selectOptions('notes');
    await screen.getByRole('button', { name: 'Edit' }).click();
    await field.fill('');
    await expect.poll(() => window.notes.all[0]?.text).toBe('');
    await expect.element(field).toHaveFocus();
  });

  it('keeps its tag field where the tag is taken out that the notebook is narrowed to', async () => {
    const { screen, window } = await tagTakenOut();
    const field = screen.getByLabelText('Add tags');
    await expect.element(field).toHaveFocus();
    await field.fill('police');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => window.notes.all[0]?.tags).toEqual(['police']);
    await expect.element(page.getByText(NOT_LISTED)).toBeVisible();
    // What it is narrowed to is still to be seen.
    const narrowed = screen.getByLabelText('Tag', { exact: true }).element() as HTMLSelectElement;
    expect(narrowed.selectedOptions[0]?.label).toBe('court (0)');
  });
});

describe('once such an entry closes', () => {
  it('it leaves the list, which says so, and the focus goes to the entry after it', async () => {
    const shown = await notebook(three);
    const after = shown.listed()[1];
    await writeOver(shown, 'Ask about release');
    await expect.element(page.getByText(NOT_LISTED)).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText(NOT_LISTED)).toBeVisible();
    expect(shown.listed()).toHaveLength(2);
    expect(document.activeElement).toBe(after);
    await userEvent.tab();
    expect(after?.contains(document.activeElement)).toBe(true);
    await shown.search.fill('release');
    await expect.element(page.getByText('Ask about release')).toBeVisible();
    await expect.element(page.getByText(NOT_LISTED)).not.toBeInTheDocument();
  });

  it('the focus goes to the entry before it where it was the last one', async () => {
    const shown = await notebook(({ notes }) => notes.add(PLACE, 'Ask about bail'));
    await shown.window.notes.add({ ...PLACE, sectionId: 'a/second' }, 'Bail again');
    await expect.poll(() => shown.listed().length).toBe(2);
    const before = shown.listed()[0];
    await shown.search.fill('bail');
    await shown.screen.getByRole('button', { name: 'Edit' }).last().click();
    await shown.field.fill('Ask again');
    await shown.screen.getByRole('button', { name: 'Done' }).click();
    await expect.element(page.getByText(NOT_LISTED)).toBeVisible();
    expect(document.activeElement).toBe(before);
  });

  it('the focus goes to the search where nothing is listed any more', async () => {
    const shown = await notebook(({ notes }) => notes.add(PLACE, 'Ask about bail conditions'));
    await writeOver(shown, 'Ask about release');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByText('No entry has these words')).toBeVisible();
    await expect.element(shown.search).toHaveFocus();
  });

  it('it stays, with the focus on its button, where it fits again', async () => {
    const shown = await notebook(three);
    await writeOver(shown, 'Ask about release');
    await shown.field.fill('Ask about bail, and release');
    await userEvent.keyboard('{Escape}');
    await expect.element(shown.screen.getByRole('button', { name: 'Edit' }).first()).toHaveFocus();
    expect(shown.listed()).toHaveLength(3);
    await expect.element(page.getByText(NOT_LISTED)).not.toBeInTheDocument();
  });
});

it('an entry that is deleted with its tag field open can be brought back where it stood', async () => {
  const { screen, window } = await tagTakenOut();
  await screen.getByRole('button', { name: 'Delete' }).click();
  const undo = screen.getByRole('button', { name: 'Undo' });
  await expect.element(undo).toHaveFocus();
  await undo.click();
  await expect.poll(() => window.notes.all.map(({ text }) => text)).toEqual(['Ask about it']);
  // It fits no more, and is closed.
  await expect.element(page.getByText(NOT_LISTED)).toBeVisible();
});

it('an entry that is listed only because its editor is open is not taken along', async () => {
  const { screen } = await notebook(async ({ notes }) => {
    await notes.tag(await notes.add(PLACE, 'For colleagues'), () => ['share']);
    await notes.add({ ...PLACE, sectionId: 'a/second' }, 'For me alone');
  });
  await screen.getByRole('button', { name: 'Edit' }).last().click();
  await screen.getByLabelText('Tag', { exact: true }).selectOptions('share');
  await expect.element(screen.getByLabelText('Text of the note')).toHaveValue('For me alone');
  await screen.getByRole('button', { name: 'Take along' }).click();
  await expect.element(screen.getByText('To take along: 1 entry, as shown below.')).toBeVisible();
});
