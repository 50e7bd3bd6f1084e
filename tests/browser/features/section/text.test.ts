import { afterEach, describe, expect, it, beforeEach } from 'vitest';
import { render } from 'vitest-browser-vue';
import { page } from 'vitest/browser';
import { blockText, compactText } from '../../../../src/domain/text/compact-text';
import { readBlockText } from '../../../../src/renderer/src/features/section/text/block-text';
import { quoteOf } from '../../../../src/renderer/src/features/section/text/quote';
import type { ModuleContent } from '../../../../src/domain/series/module';
import { series } from '../../../support/builders/series-builders';
import { useFoundPlace } from '../../../../src/renderer/src/stores/record/found-place';
import { openWindow } from '../../support/app-scene';
import { showSection, isInSight, mark, marked, SECTION, windowWith, wordsOf } from './section-scene';
import SectionFocalPoint from '../../../../src/renderer/src/features/section/SectionFocalPoint.vue';
import { withRouter } from '../../support/empty-router';
import { PATIENCE } from '../../../support/patience';

afterEach(() => {
  document.body.replaceChildren();
});

beforeEach(async () => {
  await page.viewport(900, 600);
  document.documentElement.style.fontSize = '';
  window.scrollTo(0, 0);
});

/** Roots as a block has them: its text, cut where a figure stands. */
function show(...html: readonly string[]): Element[] {
  document.body.innerHTML = html.map((each) => `<div data-text>${each}</div><figure>Not of the text</figure>`).join('');
  return [...document.querySelectorAll('[data-text]')];
}

const NESTED =
  '<p>The <strong>police <em>have</em></strong>\n him, <a class="term" href="#term-x">the phone</a> and\n<span class="citations">CRC, art. 37(b)</span>.</p>';

const TABLE =
  '<div class="table-scroll"><table>\n<thead>\n<tr>\n<th>Article</th>\n<th>What it asks</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>Art. 40(4)</td>\n<td>No institution</td>\n</tr>\n</tbody>\n</table></div>';

const SET = '<p>The child’s “own ‘view’”, paras.\u00A051–53.</p>';

const KHMER = '<p>ការងារ\u200Bយុត្តិធម៌\u200Bសម្រាប់\u200Bកុមារ\u200B និង\u200Bសិទ្ធិកុមារ។</p>';

const ITEMS =
  '<ul>\n<li>First item 👩‍⚖️</li>\n<li><p>Second&nbsp;item</p></li>\n</ul><aside class="setting"><h4>A case</h4><p>soft\u00ADhyphen</p></aside>';

describe('a block’s text in the document', () => {
  it.each([NESTED, TABLE, KHMER, ITEMS, SET])('is the same as the domain reads from its HTML: %s', (html) => {
    const [root, ...rest] = show(html, KHMER);
    expect(readBlockText(root ? [root] : []).text).toBe(compactText(blockText(html)));
    expect(readBlockText([root, ...rest].filter((each) => each !== undefined)).text).toBe(
      compactText(blockText(html + KHMER)),
    );
  });

  it.each([NESTED, TABLE, KHMER, ITEMS, SET])('leads every stretch to a range and back: %s', (html) => {
    const text = readBlockText(show(html, KHMER));
    for (let start = 0; start < text.text.length; start += 3) {
      for (let end = start + 1; end <= text.text.length; end += 7) {
        const range = text.rangeOf({ start, end });
        expect(compactText(range?.toString() ?? '')).toContain(text.text.slice(start, end).slice(0, 1));
        expect(range && text.stretchOf(range)).toEqual({ start, end });
      }
    }
  });

  it('is marked around a figure that stands between its words, not in it', () => {
    const text = readBlockText(show('<p>Before the figure</p>', '<p>and behind it.</p>'));
    const { length } = text.text;
    expect(text.rangesOf({ start: 0, end: length }).map(String)).toEqual(['Before the figure', 'and behind it.']);
    expect(text.rangesOf({ start: 6, end: 9 }).map(String)).toEqual(['the']);
    expect(text.rangesOf({ start: 5, end: 5 })).toEqual([]);
  });

  it('has no range for what isn’t in it', () => {
    const text = readBlockText(show(NESTED));
    const { length } = text.text;
    for (const stretch of [
      { start: 0, end: 0 },
      { start: 5, end: 3 },
      { start: -1, end: 4 },
      { start: 0, end: length + 1 },
    ])
      expect(text.rangeOf(stretch)).toBeNull();
    expect(readBlockText([]).rangeOf({ start: 0, end: 1 })).toBeNull();
  });

  it('takes of a selection what lies in it, wherever that begins and ends', () => {
    const [first, second] = show('<p>One sentence.</p>', '<p>Another one.</p>');
    const range = document.createRange();
    range.setStart(first?.querySelector('p')?.firstChild ?? document, 4);
    range.setEnd(second?.querySelector('p')?.firstChild ?? document, 7);
    const [one, two] = [readBlockText(first ? [first] : []), readBlockText(second ? [second] : [])];
    expect(one.stretchOf(range)).toEqual({ start: 3, end: 12 });
    expect(two.stretchOf(range)).toEqual({ start: 0, end: 7 });
    range.selectNodeContents(document.body);
    expect(one.stretchOf(range)).toEqual({ start: 0, end: 12 });
    // A triple click ends before the next paragraph's first sign.
    range.setStart(first?.querySelector('p') ?? document, 0);
    range.setEnd(second ?? document, 0);
    expect(two.stretchOf(range)).toBeNull();
    range.selectNodeContents(document.querySelector('figure') ?? document);
    expect(one.stretchOf(range)).toBeNull();
  });

  it('is read line by line: cells, items and paragraphs are parted, what stands inline is not', () => {
    const lines = readBlockText(show(TABLE + NESTED + ITEMS)).runs.map(({ text }) => text.replace(/\s+/gu, ' ').trim());
    expect(lines).toEqual([
      'Article',
      'What it asks',
      'Art. 40(4)',
      'No institution',
      'The police have him, the phone and CRC, art. 37(b).',
      'First item 👩‍⚖️',
      'Second item',
      'A case',
      'soft\u00ADhyphen',
    ]);
    const table = readBlockText(show(TABLE));
    expect(quoteOf(table.runs, { start: 0, end: table.text.length })).toBe(
      'Article What it asks Art. 40(4) No institution',
    );
  });

  it('keeps the words of Khmer as they are written, with the signs of no width between them', () => {
    const text = readBlockText(show(KHMER));
    const quote = quoteOf(text.runs, { start: 0, end: 6 });
    expect(compactText(quote)).toBe('ការងារ');
    const whole = quoteOf(text.runs, { start: 0, end: text.text.length });
    expect(whole).toContain('\u200B');
    expect(compactText(whole)).toBe(text.text);
  });
});

/** A module whose first section has one figure. */
const contentOf = (moduleId: string): ModuleContent => ({
  moduleId,
  sections: [
    {
      id: `${moduleId}/first`,
      blocks: [
        {
          id: `${moduleId}/first#opening`,
          heading: 'Opening',
          html: '<p>Text</p><div class="figure-slot" data-figure="ladder"></div>',
          figures: [
            {
              kind: 'ladder',
              id: 'ladder',
              title: `The ladder of ${moduleId}`,
              description: 'Two rungs.',
              source: 'CRC, art. 40',
              items: [{ title: 'Lower' }, { title: 'Upper' }],
            },
          ],
        },
      ],
      citations: [],
    },
  ],
  questions: [],
  sources: [],
  terms: [],
});

describe('an address that asks for a figure', () => {
  it('is followed from a section of another module too, once the text is there', async () => {
    const asked: { readonly answer: () => void }[] = [];
    const window = openWindow(undefined, {
      series: series(),
      loadModule: (moduleId) =>
        new Promise((resolve) => {
          const answer = (): void => {
            resolve(contentOf(moduleId));
          };
          if (moduleId === 'a') answer();
          else asked.push({ answer });
        }),
    });
    await window.create();
    const { router, screen } = await showSection(window, '?figure=ladder');
    const focused = () => document.activeElement?.querySelector('figcaption .title')?.textContent;
    await expect.poll(focused).toBe('The ladder of a');

    await router.push('/modules/c/sections/first?figure=ladder');
    // The text is asked for twice, and the newer answer is the one that is shown: the page may wait for the older.
    await expect.poll(() => asked.length).toBe(2);
    asked[0]?.answer();
    await new Promise(requestAnimationFrame);
    await expect.element(screen.getByText('The ladder of c')).not.toBeInTheDocument();
    asked[1]?.answer();
    await expect.poll(focused).toBe('The ladder of c');
    expect(document.activeElement?.hasAttribute('data-pointed')).toBe(true);
  });
});

it('the focal point is gone to where its section is opened already when it is asked for', async () => {
  const window = openWindow();
  await window.create();
  const { mounting } = window;
  const screen = await render(SectionFocalPoint, {
    props: { moduleId: 'a', sectionId: 'a/first', requested: false },
    global: withRouter(mounting),
  });
  await expect.element(screen.getByRole('button', { name: 'Write down the focal point' })).toBeVisible();
  expect(document.activeElement).toBe(document.body);
  await screen.rerender({ requested: true });
  await expect.poll(() => document.activeElement).toBe(screen.container.querySelector('.place'));
});

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

describe('words that were found in a part that is folded away', () => {
  it('are brought into sight: the part is opened', async () => {
    const words = 'A lawyer asks for the file first.';
    const html = `<p>Diversion keeps children out of court.</p><details class="setting"><summary>More for lawyers</summary><p>${words}</p></details>`;
    const window = windowWith({ opening: html });
    await window.create();
    const start = compactText(blockText(html)).indexOf(compactText(words));
    const places = useFoundPlace(window.mounting.plugins[0] as never);
    places.show({
      sectionId: SECTION,
      blockId: `${SECTION}#opening`,
      language: 'en',
      stretches: [{ start, end: start + compactText(words).length }],
    });
    await showSection(window, '?block=opening');
    await expect.poll(() => marked()['words-pointed-at']).toEqual([words]);
    expect(document.querySelector('details')?.open).toBe(true);
    await expect.poll(() => isInSight('words-pointed-at')).toBe(true);
  });
});
