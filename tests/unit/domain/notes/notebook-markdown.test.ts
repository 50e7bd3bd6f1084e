import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { momentAnchor } from '../../../../src/domain/notes/moment';
import { notebookMarkdown } from '../../../../src/domain/notes/notebook-markdown';

const html = (markdown: string): string => new MarkdownIt({ html: true }).render(markdown);

describe('the notebook as Markdown', () => {
  it('has a heading a section, quotes, the words and the tags', () => {
    const markdown = notebookMarkdown('Notebook', [
      {
        heading: 'Module 2, Six safeguards',
        notes: [{ text: 'First line\nSecond line', quote: 'free consent', tags: ['last resort', 'ការពារ'] }],
      },
    ]);
    expect(html(markdown)).toBe(
      [
        '<h1>Notebook</h1>',
        '<h2>Module 2, Six safeguards</h2>',
        '<blockquote>\n<p>free consent</p>\n</blockquote>',
        '<p>First line<br>\nSecond line</p>',
        '<p><em>#last-resort #ការពារ</em></p>',
        '<hr>\n',
      ].join('\n'),
    );
  });

  it('names the moment of a recording that a note is about', () => {
    const notes = [{ text: 'What she said', quote: '', anchor: momentAnchor(760.9) }];
    expect(html(notebookMarkdown('N', [{ heading: 'S', notes }]))).toContain(
      '<blockquote>\n<p>12:40</p>\n</blockquote>\n<p>What she said</p>',
    );
  });

  it('has nothing for the quote, the words or the tags that a note lacks', () => {
    const notes = [
      { text: 'Words', quote: '' },
      { text: ' ', quote: 'Marked', tags: [] },
    ];
    expect(html(notebookMarkdown('N', [{ heading: 'S', notes }]))).toBe(
      '<h1>N</h1>\n<h2>S</h2>\n<p>Words</p>\n<hr>\n<blockquote>\n<p>Marked</p>\n</blockquote>\n<hr>\n',
    );
  });

  it('escapes only what Markdown would read, for whoever reads it as it is', () => {
    const typed = 'Rule 5. of ten - well, 1 + 1 = 2';
    expect(notebookMarkdown('N', [{ heading: 'S', notes: [{ text: typed, quote: '' }] }])).toContain(`\n${typed}\n`);
  });

  it('keeps as text what a learner typed, whatever Markdown or HTML it looks like', () => {
    const typed = '# no heading\n- no list\n1. no number\n*no* _emphasis_ [no](link) <b>tag</b> `code` | a & b';
    const shown = html(notebookMarkdown('N', [{ heading: 'S', notes: [{ text: typed, quote: '' }] }]));
    expect(shown).not.toMatch(/<(?:ul|ol|em|a|b|code|table)>|<h1>no/u);
    expect(shown.match(/<h1>/gu)).toHaveLength(1);
    expect(shown).toContain('&lt;b&gt;tag&lt;/b&gt;');
    expect(shown).toContain('1. no number');
  });

  it('keeps an indented line as text, and its indent', () => {
    const typed = 'Ask:\n\n    the *lawyer*\n\n\t1. the judge';
    const shown = html(notebookMarkdown('N', [{ heading: 'S', notes: [{ text: typed, quote: '' }] }]));
    expect(shown).toContain('<p>\u00A0\u00A0\u00A0\u00A0the *lawyer*</p>');
    expect(shown).not.toMatch(/<(?:code|ol)/u);
  });
});
