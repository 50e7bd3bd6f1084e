import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { anchorFor } from '../../../../src/domain/notes/quote-placement';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { createKhmerTexts } from '../../../support/interface-texts';
import { showNotebook } from './notebook-scene';

afterEach(() => {
  document.body.replaceChildren();
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
  const unplaced = screen.getByRole('radio', { name: 'Unplaced 2' });
  await unplaced.click();
  await expect.element(page.getByText('About: Diversion comes first')).toBeVisible();
  return { window, screen };
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
    await expect.element(screen.getByRole('radio', { name: 'Unplaced 2' })).toBeChecked();
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
    await expect.element(heading).toHaveTextContent('មេរៀនទី 1៖ About a/first');
    expect(heading.getByRole('link').element().getAttribute('lang')).toBeNull();
    expect([...heading.element().querySelectorAll('[lang=en]')].map(({ textContent }) => textContent)).toEqual([
      'About a/first',
    ]);
  });

  it('keeps what was deleted in its place, so that it can be brought back', async () => {
    const { screen } = await notebook();
    await screen.getByRole('button', { name: 'Delete' }).first().click();
    await expect.element(screen.getByRole('radio', { name: 'Unplaced 1' })).toBeChecked();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.element(screen.getByRole('radio', { name: 'Unplaced 2' })).toBeChecked();
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
