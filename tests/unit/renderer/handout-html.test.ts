import { describe, expect, it } from 'vitest';
import { handoutHtml } from '../../../src/renderer/src/features/handout/handout-html';
import { compiledSeries } from '../../support/builders/compiled-series';

describe('a block in a handout', () => {
  it('has its headings one level lower, with their classes', () => {
    expect(handoutHtml('<h2 class="setting-title">A</h2><h3>B</h3><h4>C</h4><hr>', 'Title')).toBe(
      '<h3 class="setting-title">A</h3><h4>B</h4><h5>C</h5><hr>',
    );
  });

  it('has the words of a term without its link', () => {
    const html =
      '<p>An <a class="term" data-term="diversion" href="#term-diversion">exit <em>early</em></a> and an <aside>aside</aside>.</p>';
    expect(handoutHtml(html, 'Title')).toBe('<p>An exit <em>early</em> and an <aside>aside</aside>.</p>');
  });

  it('names a table with its section, whatever signs the title has', () => {
    const html = '<div class="table-scroll" tabindex="0" role="region" aria-label="Steps: Year">';
    expect(handoutHtml(html, 'Who "pays" $1 & <why>')).toBe(
      '<div class="table-scroll" tabindex="0" role="region" aria-label="Who &quot;pays&quot; $1 &amp; &lt;why&gt;: Steps: Year">',
    );
  });

  it('of the real course leaves no link and no two tables of a module with one name', async () => {
    const { series, modules } = await compiledSeries();
    for (const module of series.modules) {
      const texts = module.sections.flatMap(({ id, title }) => {
        const blocks = modules.get(module.id)?.sections.find((section) => section.id === id)?.blocks ?? [];
        return blocks.map(({ html }) => handoutHtml(html, title));
      });
      const names = texts.flatMap((html) =>
        [...html.matchAll(/role="region" aria-label="([^"]*)"/gu)].map((match) => match[1]),
      );
      expect(texts.join('')).not.toMatch(/<a[\s>]|<h2[\s>]/u);
      expect(names.length, module.id).toBeGreaterThan(0);
      expect(new Set(names).size, module.id).toBe(names.length);
    }
  });
});
