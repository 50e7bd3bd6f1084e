import { describe, expect, it } from 'vitest';
import { setText } from '../../../../src/authoring/markdown/set-text';
import { createStudyMarkdown } from '../../../../src/authoring/markdown/study-markdown';

describe('a field set in type', () => {
  it.each([
    [`She says "it isn't the parents' wish".`, 'She says “it isn’t the parents’ wish”.'],
    [`"He said 'no' twice."`, '“He said ‘no’ twice.”'],
    ['Read paras. 12-14.', 'Read paras.\u00A012–14.'],
    ['Stars *stay*, [brackets](too), & < > \\ _ `.', 'Stars *stay*, [brackets](too), & < > \\ _ `.'],
    ['“Curly” ’marks’ stay.', '“Curly” ’marks’ stay.'],
    ['Two\nlines, "one\nquotation".', 'Two\nlines, “one\nquotation”.'],
    ['(c) ... +- stay.', '(c) ... +- stay.'],
    ['សិទ្ធិ\u200Bកុមារ', 'សិទ្ធិ\u200Bកុមារ'],
  ])('%s', (typed, set) => {
    expect(setText(typed)).toBe(set);
  });

  it('keeps a mark without a partner straight, so that the check can tell of it', () => {
    expect(setText('an "open quotation')).toBe('an "open quotation');
  });
});

describe('study text set in type', () => {
  const html = (text: string): string => {
    const markdown = createStudyMarkdown();
    const sources = new Map([['gc24', { short: 'GC 24' }]]);
    return markdown.render(text, { title: 'Title', sources }).trim();
  };

  it('has curly marks across emphasis, terms and citations, and its places kept together', () => {
    expect(html(`The child's "**own** [view](term:view)" [@gc24 paras. 13-14] in article 12.`)).toBe(
      '<p>The child’s “<strong>own</strong> <a class="term" data-term="view" href="#term-view">view</a>” <span class="citations">(<a class="citation" data-source="gc24" href="#source-gc24">GC\u00A024, paras.\u00A013–14</a>)</span> in article\u00A012.</p>',
    );
  });

  it('has them in the titles of boxes and in cells', () => {
    expect(html(`::: case A boy's "plan"\nText.\n:::`)).toContain('A boy’s “plan”');
    expect(html(`| A's | B |\n|---|---|\n| "x" | 1-2 |`)).toContain('<td>“x”</td>\n<td>1–2</td>');
  });
});
