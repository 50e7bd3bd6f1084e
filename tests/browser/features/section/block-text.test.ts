import { afterEach, describe, expect, it } from 'vitest';
import { blockText, compactText } from '../../../../src/domain/text/compact-text';
import { readBlockText } from '../../../../src/renderer/src/features/section/text/block-text';
import { quoteOf } from '../../../../src/renderer/src/features/section/text/quote';

afterEach(() => {
  document.body.replaceChildren();
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
