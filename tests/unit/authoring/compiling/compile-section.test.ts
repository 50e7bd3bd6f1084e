import { describe, expect, test } from 'vitest';
import { compileSection, compileSectionOutline } from '../../../../src/authoring/compiling/compile-section';
import { createStudyMarkdown } from '../../../../src/authoring/markdown/study-markdown';
import { readSection } from '../../../../src/authoring/reading/read-section';
import type { Figure } from '../../../../src/domain/series/figure';
import type { SectionContent } from '../../../../src/domain/series/module';
import type { SectionOutline } from '../../../../src/domain/series/section';

const SOURCES = new Map([
  ['crc', { short: 'CRC' }],
  ['gc24', { short: 'GC 24 <2019>' }],
]);

const FIGURE: Figure = {
  id: 'steps',
  kind: 'cycle',
  title: 'Steps',
  description: 'Three steps.',
  source: 'CRC',
  items: [{ title: 'A' }, { title: 'B' }, { title: 'C' }],
};

function compile(
  body: string,
  title = 'What a treaty is',
): { readonly content: SectionContent; readonly outline: SectionOutline } {
  const markdown = createStudyMarkdown();
  const text = `---\nid: treaty\ntitle: ${title}\nobjectives: [explain]\n---\n\n${body}\n`;
  const section = readSection(markdown, 'section.en.md', text).value;
  if (!section) throw new Error('The section could not be read.');
  const context = { markdown, moduleId: 'treaties', sources: SOURCES, figures: new Map([['steps', FIGURE]]) };
  return { content: compileSection(section, context), outline: compileSectionOutline(section, 'treaties') };
}

function html(body: string): string {
  return compile(body)
    .content.blocks.map((block) => block.html)
    .join('\n');
}

describe('blocks', () => {
  test('text before the first heading is the opening, under the section’s title; every ## heading starts a block', () => {
    const { content, outline } = compile(
      'First words.\n\n## Signature {#signature}\n\nText.\n\n### Lower\n\nMore.\n\n## Ratification {#ratification}\n\nEnd.',
    );
    expect(content.id).toBe('treaties/treaty');
    expect(content.blocks.map(({ id, heading }) => [id, heading])).toEqual([
      ['treaties/treaty#opening', 'What a treaty is'],
      ['treaties/treaty#signature', 'Signature'],
      ['treaties/treaty#ratification', 'Ratification'],
    ]);
    expect(content.blocks[1]?.html).toBe('<p>Text.</p>\n<h3>Lower</h3>\n<p>More.</p>');
    expect(outline.blockIds).toEqual(content.blocks.map((block) => block.id));
  });

  test('a section that begins with a heading has no opening', () => {
    expect(compile('## Signature {#signature}\n\nText.').content.blocks.map((block) => block.id)).toEqual([
      'treaties/treaty#signature',
    ]);
  });

  test('a heading’s markup is left out of its name', () => {
    expect(compile('## The *CRC* and `art. 4` {#crc}\n\nText.').content.blocks[0]?.heading).toBe('The CRC and art. 4');
  });

  test('reading time is at least a minute and rounds up at 200 words a minute', () => {
    expect(compile('One word.').outline.minutes).toBe(1);
    expect(compile('word '.repeat(201)).outline).toMatchObject({ words: 201, minutes: 2 });
  });
});

describe('citations', () => {
  test('show the source’s short form and the place, and are listed once each', () => {
    const { content } = compile('A rule [@crc art. 4; @gc24 para. 15]. Again [@crc art. 4] and [@crc].');
    expect(content.blocks[0]?.html).toBe(
      '<p>A rule <span class="citations">(<a class="citation" data-source="crc" href="#source-crc">CRC, art.\u00A04</a>; <a class="citation" data-source="gc24" href="#source-gc24">GC\u00A024 &lt;2019&gt;, para.\u00A015</a>)</span>. Again <span class="citations">(<a class="citation" data-source="crc" href="#source-crc">CRC, art.\u00A04</a>)</span> and <span class="citations">(<a class="citation" data-source="crc" href="#source-crc">CRC</a>)</span>.</p>',
    );
    expect(content.citations).toEqual([
      { sourceId: 'crc', locator: 'art. 4' },
      { sourceId: 'gc24', locator: 'para. 15' },
      { sourceId: 'crc', locator: '' },
    ]);
  });

  test('may break over a line', () => {
    expect(compile('A rule [@crc\nart. 37(b)].').content.citations).toEqual([
      { sourceId: 'crc', locator: 'art. 37(b)' },
    ]);
  });

  test('a malformed one is shown as it was written', () => {
    expect(html('A rule [@CRC <b>].')).toBe('<p>A rule [@CRC &lt;b&gt;].</p>');
  });

  test('markup in a locator is escaped', () => {
    expect(html('A rule [@crc <img src=x onerror=alert(1)>].')).not.toContain('<img');
  });
});

describe('terms, tables and figures', () => {
  test('a term is a link that can be reached by keyboard and leads nowhere by itself', () => {
    expect(html('By [ratification](term:ratification) it *binds*.')).toBe(
      '<p>By <a class="term" data-term="ratification" href="#term-ratification">ratification</a> it <em>binds</em>.</p>',
    );
  });

  test('a table scrolls in a named region; equal tables get different names', () => {
    const table = '| Step | Effect |\n|:--|--:|\n| Signature | none |';
    const { content } = compile(`${table}\n\n${table}\n\n## Dates {#dates}\n\n${table}`);
    const labels = [
      ...content.blocks
        .map((block) => block.html)
        .join('')
        .matchAll(/<div class="table-scroll" tabindex="0" role="region" aria-label="([^"]+)">/gu),
    ].map((match) => match[1]);
    expect(labels).toEqual([
      'What a treaty is: Step, Effect',
      'What a treaty is: Step, Effect (2)',
      'Dates: Step, Effect',
    ]);
  });

  test('alignment is a class, as the content policy forbids style attributes', () => {
    const table = html('| a | b |\n|:--|--:|\n| c | d |');
    expect(table).toContain('<th scope="col">a</th>\n<th class="align-right" scope="col">b</th>');
    expect(table).not.toContain('style');
  });

  test('an article alone in its cell stays on one line, a sentence with one may break', () => {
    const table = html(
      '| Article | Asks |\n|:--|:--|\n| Art. 40(3)(b) | Article 40(3)(b) asks for ways around the court |',
    );
    expect(table).toMatch(/<td class="whole">Art\..40\(3\)\(b\)<\/td>/u);
    expect(table).toMatch(/<td>Article.40\(3\)\(b\) asks/u);
  });

  test('a figure leaves a slot at its place, and its data in the block', () => {
    const { content } = compile('Before.\n\n::: figure steps\n:::\n\nAfter.');
    expect(content.blocks[0]?.html).toBe(
      '<p>Before.</p>\n<div class="figure-slot" data-figure="steps"></div>\n<p>After.</p>',
    );
    expect(content.blocks[0]?.figures).toEqual([FIGURE]);
  });
});

describe('settings', () => {
  test('carry their kind as data and only the author’s title as text', () => {
    expect(html('::: case A boy & his mother\nText.\n:::')).toBe(
      '<aside class="setting setting-case" role="note" data-setting="case">\n<h2 class="setting-title">A boy &amp; his mother</h2>\n<p>Text.</p>\n</aside>',
    );
  });

  test('practice prompts are numbered through the section', () => {
    const text = html('::: practice\nOne.\n:::\n\n## Next {#next}\n\n::: practice\nTwo.\n:::');
    expect([...text.matchAll(/data-setting="practice" data-practice="(\d)"/gu)].map((match) => match[1])).toEqual([
      '1',
      '2',
    ]);
  });

  test('a title is one level below the heading that it stands under, so that the outline has no gap', () => {
    expect(html('::: mistake Wrong\nText.\n:::')).toContain('<h2 class="setting-title">Wrong</h2>');
    expect(html('## Next {#next}\n\n::: mistake Wrong\nText.\n:::')).toContain('<h3 class="setting-title">Wrong</h3>');
    expect(html('## Next {#next}\n\n### Lower\n\n::: mistake Wrong\nText.\n:::')).toContain(
      '<h4 class="setting-title">Wrong</h4>',
    );
  });

  test.each(['mistake', 'check', 'procedure', 'timeline'])('%s is a known setting', (name) => {
    expect(html(`::: ${name}\nText.\n:::`)).toBe(
      `<aside class="setting setting-${name}" role="note" data-setting="${name}">\n<p>Text.</p>\n</aside>`,
    );
  });
});

describe('hostile Markdown', () => {
  test('raw HTML is shown as text', () => {
    const text = html('<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> and <b>bold</b>.');
    expect(text).not.toMatch(/<(script|img|b)\b/u);
    expect(text).toContain('&lt;script&gt;');
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](vbscript:x)',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](https://example.org)',
    '[x](//example.org)',
    '[x](file:///etc/passwd)',
    '[x](#home)',
    '[x](<term:a" onclick="alert(1)>)',
    '<javascript:alert(1)>',
    '<https://example.org>',
    '![x](javascript:alert(1))',
    '[x][y]\n\n[y]: javascript:alert(1)',
    '[x](term:good "title\\" onmouseover=alert(1)")',
    '::: case <img src=x onerror=alert(1)>\nText.\n:::',
    '::: figure "><img src=x onerror=alert(1)>\n:::',
  ])('nothing but a term’s anchor ever has an address: %s', (text) => {
    const output = html(text);
    expect(output).not.toMatch(/<(img|script|iframe|svg)\b/u);
    const tags = output.match(/<[^>]+>/gu) ?? [];
    expect(tags.filter((tag) => /\s(on\w+|src|style)=/u.test(tag.replace(/"[^"]*"/gu, '""')))).toEqual([]);
    expect(
      tags
        .filter((tag) => tag.includes('href='))
        .every((tag) => /^<a class="term" data-term="[a-z0-9-]+" href="#term-[a-z0-9-]+">$/u.test(tag)),
    ).toBe(true);
  });

  test('quotes in headings can’t leave a table’s label', () => {
    expect(html('| "><img src=x> | b |\n|---|---|\n| c | d |')).not.toContain('<img');
  });

  test('indented text stays a paragraph', () => {
    expect(html('Text.\n\n    Indented by mistake.')).toBe('<p>Text.</p>\n<p>Indented by mistake.</p>');
  });
});

describe('a fold', () => {
  const FOLD = '::: more For lawyers: <the> rule\n\nOne two three [@crc art. 4].\n\n:::';

  test('is a disclosure with its title, which is text', () => {
    expect(html(FOLD)).toBe(
      '<details class="setting setting-more" data-setting="more">\n<summary>For lawyers: &lt;the&gt; rule</summary>\n' +
        '<p>One two three <span class="citations">(<a class="citation" data-source="crc" href="#source-crc">CRC, art.\u00A04</a>)</span>.</p>\n</details>',
    );
  });

  test('adds no word to read, and its sources are the section’s', () => {
    const { outline, content } = compile(`Four words are here.\n\n${FOLD}`);
    expect(outline.words).toBe(4);
    expect(content.citations).toEqual([{ sourceId: 'crc', locator: 'art. 4' }]);
  });
});
