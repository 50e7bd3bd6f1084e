import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import SafeHtml from '../../../../src/renderer/src/components/text/SafeHtml.vue';
import { splitAtFigures } from '../../../../src/renderer/src/components/figures/split-at-figures';
import { loadModuleContent, seriesOutline } from '../../../../src/renderer/src/content/series-content';
import { findApproximately } from '../../../../src/renderer/src/stores/record/quote-finder';
import { blockText, compactText } from '../../../../src/domain/text/compact-text';
import { anchorFor, placeQuotes, type QuotedNote } from '../../../../src/domain/notes/quote-placement';
import { withWholeCharacters } from '../../../../src/domain/text/whole-characters';

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
