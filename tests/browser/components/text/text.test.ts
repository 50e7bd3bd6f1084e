import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import { hostileMarkup } from '../../../support/hostile/hostile-markup';
import SafeHtml from '../../../../src/renderer/src/components/text/SafeHtml.vue';
import { splitAtFigures } from '../../../../src/renderer/src/components/figures/split-at-figures';
import { loadModuleContent, seriesOutline } from '../../../../src/renderer/src/content/series-content';
import { findApproximately } from '../../../../src/renderer/src/stores/record/quote-finder';
import { blockText, compactText } from '../../../../src/domain/text/compact-text';
import { anchorFor, placeQuotes, type QuotedNote } from '../../../../src/domain/notes/quote-placement';
import { withWholeCharacters } from '../../../../src/domain/text/whole-characters';

const HOSTILE = [
  '<img src=x onerror="window.marked=true">',
  '<script>window.marked=true</' + 'script>',
  '<svg onload="window.marked=true"></svg>',
  '<a href="javascript:window.marked=true">go</a>',
  '<a href="https://example.org/">go</a>',
  '<a href="//example.org/">go</a>',
  '<a href="data:text/html,<script>window.marked=true</script>">go</a>',
  '<iframe srcdoc="<script>parent.marked=true</script>"></iframe>',
  '<p style="background:url(https://example.org/x)">text</p>',
  '<form action="https://example.org/"><button>send</button></form>',
  '<math><mi xlink:href="javascript:window.marked=true">x</mi></math>',
  '<p id="app" name="app" onclick="window.marked=true">text</p>',
  '<template><img src=x onerror="window.marked=true"></template>',
  '<object data="https://example.org/"></object><embed src="https://example.org/">',
  '<a class="term" data-term="x" href="vbscript:x">go</a>',
];

declare global {
  interface Window {
    marked?: unknown;
  }
}

describe('the study text', () => {
  it.each([
    ['what reaches it most', HOSTILE],
    ['every text of F16', hostileMarkup],
  ])('runs and fetches nothing of %s', async (_, texts) => {
    for (const html of texts) {
      const { container, unmount } = await render(SafeHtml, { props: { html } });
      const elements = [...container.querySelectorAll('*')];
      expect(
        elements
          .flatMap((element) => [...element.attributes])
          .filter(({ name }) => name.startsWith('on') || name === 'style' || name === 'src' || name === 'id'),
        html,
      ).toEqual([]);
      expect(
        elements.filter(({ tagName }) =>
          ['IMG', 'SCRIPT', 'IFRAME', 'FORM', 'OBJECT', 'EMBED', 'svg', 'math', 'TEMPLATE'].includes(tagName),
        ),
        html,
      ).toEqual([]);
      expect(
        elements
          .map((element) => element.getAttribute('href'))
          .filter((href) => href !== null && !href.startsWith('#')),
        html,
      ).toEqual([]);
      await unmount();
    }
    expect(window.marked).toBeUndefined();
  });

  it('keeps what the settings, tables and terms need', async () => {
    const html =
      '<aside class="setting setting-case" role="note" data-setting="case"><p>A case</p></aside><div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table><tbody><tr><th scope="row">A</th></tr></tbody></table></div><ol start="3"><li>c</li></ol><p><a class="term" data-term="diversion" href="#term-diversion">diversion</a></p>';
    const { container } = await render(SafeHtml, { props: { html } });
    expect(container.querySelector('aside')?.getAttribute('data-setting')).toBe('case');
    expect(container.querySelector('.table-scroll')?.getAttribute('tabindex')).toBe('0');
    expect(container.querySelector('.table-scroll')?.getAttribute('aria-label')).toBe('Table');
    expect(container.querySelector('th')?.getAttribute('scope')).toBe('row');
    expect(container.querySelector('ol')?.getAttribute('start')).toBe('3');
    expect(container.querySelector('a')?.getAttribute('data-term')).toBe('diversion');
    expect(container.querySelector('a')?.getAttribute('href')).toBe('#term-diversion');
  });
});

const numbered = seriesOutline.modules.map(({ id, number }) => [number, id] as const);

describe('the text of a block that is read without a document', () => {
  it('is asked of all ten modules', () => {
    expect(numbered).toHaveLength(10);
  });

  it.each(numbered)('is, compacted, what the page shows of every block of module %d', async (_, moduleId) => {
    const { sections } = await loadModuleContent(moduleId);
    const blocks = sections.flatMap((section) => section.blocks);
    expect(blocks.length).toBeGreaterThan(10);
    const page = await render(SafeHtml, { props: { html: '' } });
    for (const block of blocks) {
      // As the section's page shows it: figures are drawn between stretches of text.
      let shown = '';
      for (const part of splitAtFigures(block)) {
        if (part.kind === 'figure') continue;
        await page.rerender({ html: part.html });
        shown += page.container.textContent;
      }
      expect(compactText(shown), block.id).toBe(compactText(blockText(block.html)));
    }
  });

  it.each(numbered)('has every quote of module %d in its place, and nowhere else', async (_, moduleId) => {
    const { sections } = await loadModuleContent(moduleId);
    for (const { id, blocks } of sections) {
      const texts = blocks.map((block) => ({ id: block.id, text: compactText(blockText(block.html)) }));
      const notes = new Map<string, { readonly note: QuotedNote; readonly start: number; readonly end: number }>();
      for (const { id: blockId, text } of texts) {
        // Short words, of which there are many, and sentences.
        for (const [length, step] of [
          [4, 97],
          [12, 211],
          [150, 389],
        ] as const) {
          for (let from = 0; from + length <= text.length; from += step) {
            const { start, end } = withWholeCharacters(text, from, from + length);
            const noteId = `${blockId} ${start} ${end}`;
            notes.set(noteId, {
              note: { noteId, blockId, quote: text.slice(start, end), anchor: anchorFor(text, start, end) },
              start,
              end,
            });
          }
        }
      }
      const places = placeQuotes(
        texts,
        [...notes.values()].map(({ note }) => note),
        findApproximately,
      );
      for (const { note, start, end } of notes.values())
        expect([id, note.noteId, places.get(note.noteId)]).toEqual([
          id,
          note.noteId,
          { blockId: note.blockId, start, end },
        ]);
    }
  });
});
