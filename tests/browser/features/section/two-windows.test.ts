import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { mark, marked, showSection, windowWith } from './section-scene';

const BLOCKS = { opening: '<p>The police have him, the phone and a witness.</p>' };
const WORDS = 'the phone and a witness';

beforeEach(async () => {
  await page.viewport(900, 600);
});

/** Selects words of the text. */
function select(words: string): void {
  const text = document.querySelector('[data-text] p')?.firstChild as Text;
  const at = text.data.indexOf(words);
  document.getSelection()?.setBaseAndExtent(text, at, text, at + words.length);
}

describe('two windows in which the same section is read', () => {
  it('mark the same words once: a window that is come back to knows what the other has marked', async () => {
    const here = windowWith(BLOCKS);
    await here.create();
    const { screen } = await showSection(here);
    await expect.element(screen.getByText('The police have him')).toBeVisible();
    const there = windowWith(BLOCKS, { host: here.host });
    await there.begin();
    await mark(there, BLOCKS, 'opening', WORDS, 'green');
    window.dispatchEvent(new Event('focus'));
    await expect.poll(marked).toEqual({ 'highlight-green': [WORDS] });
    select(WORDS);
    await screen.getByRole('toolbar').getByRole('button', { name: 'Violet' }).click();
    await expect.poll(marked).toEqual({ 'highlight-violet': [WORDS] });
    await there.notes.openSection('a/first');
    expect(there.notes.ofSection.map(({ colour }) => colour)).toEqual(['violet']);
  });

  it('show words that the one wrote where the other, which does not show them, deletes the note, and say so', async () => {
    const here = windowWith(BLOCKS);
    await here.create();
    const note = await mark(here, BLOCKS, 'opening', WORDS, 'green', 'As it is shown in both.');
    const { screen } = await showSection(here);
    await expect.element(screen.getByText('As it is shown in both.')).toBeVisible();
    const there = windowWith(BLOCKS, { host: here.host });
    await there.begin();
    await there.notes.edit(note, 'As it is shown in both. And a page of words.');
    await screen.getByRole('button', { name: 'Delete' }).click();
    await expect.element(screen.getByText('As it is shown in both. And a page of words.')).toBeVisible();
    expect(here.notices()).toEqual(['deletedNoteBack']);
    await expect.element(screen.getByText('Note deleted')).not.toBeInTheDocument();
  });
});
