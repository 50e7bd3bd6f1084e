import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { PATIENCE } from '../../../support/patience';
import { isInSight, mark, marked, SECTION, showSection, windowWith, wordsOf } from './section-scene';

const filling = (name: string): string =>
  Array.from(
    { length: 30 },
    (_, index) => `<p>Sentence ${index} of the ${name} fills a line of its own and says little.</p>`,
  ).join('\n');

const BLOCKS = {
  opening: `${filling('opening')}`,
  reasons: `${filling('reasons')}<p>A child who is <strong>diverted</strong> keeps going to school.</p><ul><li>First reason</li><li>Second reason, which is the better one</li></ul>${filling('rest')}`,
  last: `${filling('last')}`,
};
/** The same after an edition that moved the sentence down, changed a word of it, and took out the second reason. */
const EDITED = {
  ...BLOCKS,
  reasons: BLOCKS.reasons.replace('keeps going', 'keeps on going').replace(/<li>Second.+?<\/li>/u, ''),
  opening: `${filling('new')}${BLOCKS.opening}`,
};
const WORDS = 'A child who is diverted keeps going to school.';

beforeEach(async () => {
  await page.viewport(900, 600);
  document.documentElement.style.fontSize = '';
  window.scrollTo(0, 0);
});

const said = (window: ReturnType<typeof windowWith>): string => window.announcements.spoken.key;

describe('an address that asks for a note', () => {
  it('brings its very words into sight, marks them for a moment, and lets reading go on at their line', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    const note = await mark(window, BLOCKS, 'reasons', WORDS, 'green');
    await showSection(window, `?block=reasons&note=${note.noteId}`);
    await expect.poll(marked).toEqual({ 'highlight-green': [WORDS], 'words-pointed-at': [WORDS] });
    await expect.poll(() => isInSight('words-pointed-at')).toBe(true);
    const line = document.activeElement;
    expect(line?.textContent).toBe(WORDS);
    expect(window.announcements.spoken).toMatchObject({ key: 'highlights.shown.words', values: { words: WORDS } });
    (line as HTMLElement).blur();
    expect(document.querySelectorAll('[data-text] [tabindex]').length, 'the text is as it was').toBe(0);
    await expect.poll(marked, PATIENCE).toEqual({ 'highlight-green': [WORDS] });
  });

  it.each([100, 200])(
    'brings words of a wide table into sight in both directions, at a text size of %i %%',
    async (size) => {
      document.documentElement.style.fontSize = `${size}%`;
      const cells = Array.from({ length: 12 }, (_, index) => `<td>Cell-${index}-of-the-row</td>`).join('');
      const blocks = {
        ...BLOCKS,
        reasons: `${filling('reasons')}<div class="table-scroll" tabindex="0" role="region" aria-label="A table"><table><tbody><tr>${cells}</tr></tbody></table></div>${filling('rest')}`,
      };
      const window = windowWith(blocks);
      await window.create();
      const note = await mark(window, blocks, 'reasons', 'Cell-11-of-the-row', 'violet');
      await showSection(window, `?note=${note.noteId}`);
      await expect.poll(() => marked()['words-pointed-at']).toEqual(['Cell-11-of-the-row']);
      await expect.poll(() => isInSight('words-pointed-at')).toBe(true);
    },
  );

  it('finds the words where another edition of the text has put them, changed a little', async () => {
    const before = windowWith(BLOCKS);
    await before.create();
    const note = await mark(before, BLOCKS, 'reasons', WORDS, 'violet', 'Ask the school.');
    before.close();
    const window = windowWith(EDITED, { host: before.host });
    await window.begin();
    await showSection(window, `?block=reasons&note=${note.noteId}`);
    await expect
      .poll(() => marked()['words-pointed-at'])
      .toEqual(['A child who is diverted keeps on going to school.']);
    await expect.poll(() => isInSight('words-pointed-at')).toBe(true);
    expect(document.activeElement?.textContent).toBe('A child who is diverted keeps on going to school.');
  });

  it('leads to the unplaced card where the words are gone, and points at it', async () => {
    const before = windowWith(BLOCKS);
    await before.create();
    const note = await mark(before, BLOCKS, 'reasons', 'Second reason, which is the better one', 'yellow');
    before.close();
    const window = windowWith(EDITED, { host: before.host });
    await window.begin();
    const { screen } = await showSection(window, `?block=reasons&note=${note.noteId}`);
    const card = screen.getByRole('region', { name: 'Unplaced' }).getByRole('article');
    await expect.element(card).toHaveAttribute('data-pointed');
    await expect.element(card.getByRole('button', { name: 'Add a note' })).toHaveFocus();
    await expect.poll(() => card.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(600);
    expect(said(window)).toBe('highlights.shown.unplaced');
  });

  it('points at a note that has no words in the text beside its block', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    const note = await window.notes.add(
      { moduleId: 'a', sectionId: SECTION, blockId: `${SECTION}#reasons`, quote: '' },
      'About all of it.',
    );
    const { screen } = await showSection(window, `?note=${note.noteId}`);
    await expect
      .element(screen.getByRole('article').filter({ hasText: 'About all of it.' }).last())
      .toHaveAttribute('data-pointed');
    await expect.element(screen.getByRole('button', { name: 'Edit', exact: true })).toHaveFocus();
    expect(said(window)).toBe('highlights.shown.note');
  });

  it('goes to the block, and says so, where the note is gone', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    await showSection(window, '?block=reasons&note=0198a000-0000-7000-8000-000000000000');
    await expect.poll(() => said(window)).toBe('highlights.shown.gone');
    await expect
      .poll(() =>
        Math.abs(document.querySelector(`[data-block="${SECTION}#reasons"]`)?.getBoundingClientRect().top ?? 999),
      )
      .toBeLessThan(100);
    expect(marked()).toEqual({});
  });

  it('asks anew when the address changes within the section, and again when it is gone back to', async () => {
    const window = windowWith(BLOCKS);
    await window.create();
    const first = await mark(window, BLOCKS, 'reasons', 'First reason', 'yellow');
    const second = await window.notes.add(wordsOf(BLOCKS, 'last', 'Sentence 29 of the last'), 'The end.');
    const { router } = await showSection(window, `?note=${first.noteId}`);
    await expect.poll(() => marked()['words-pointed-at']).toEqual(['First reason']);
    await router.push(`/modules/a/sections/first?note=${second.noteId}`);
    await expect.poll(() => marked()['words-pointed-at']).toEqual(['Sentence 29 of the last']);
    await expect.poll(() => isInSight('words-pointed-at')).toBe(true);
    await router.push('/');
    await expect.poll(marked).toEqual({});
    router.back();
    await expect.poll(() => marked()['words-pointed-at']).toEqual(['Sentence 29 of the last']);
    router.back();
    await expect.poll(() => marked()['words-pointed-at']).toEqual(['First reason']);
    expect(document.activeElement?.textContent).toBe('First reason');
    expect(document.querySelectorAll('[data-text] [tabindex]').length, 'one line has the focus').toBe(1);
  });
});
