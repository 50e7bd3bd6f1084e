import { onBeforeUnmount, onMounted, watch } from 'vue';
import { HIGHLIGHT_COLOURS, shownColour } from '../../../../domain/highlight';
import type { NoteArrangement, PlacedNote } from './note-arrangement';
import type { SectionText } from './use-section-text';

/** Names in `CSS.highlights`; `highlights.css` gives them their looks. Later ones are painted above earlier ones. */
const NAMES = ['note-words', ...HIGHLIGHT_COLOURS.map((colour) => `highlight-${colour}` as const)] as const;

/**
 * Marks the words of notes in the text without touching it (CSS Custom Highlight API). A browser without it shows the cards alone. What is marked goes when
 * the text goes: the next learner's page has nothing of this one's.
 */
export function usePaintedHighlights(text: SectionText, arrangement: () => NoteArrangement, shown: () => unknown): void {
  const registry = typeof Highlight === 'function' && 'highlights' in CSS ? CSS.highlights : null;

  function clear(): void {
    for (const name of NAMES) registry?.delete(name);
  }

  function paint(): void {
    clear();
    if (!registry) return;
    const placed = [...arrangement().beside.values()].flat();
    for (const name of NAMES) {
      const ranges = placed.filter((each) => nameOf(each) === name).flatMap(({ place }) => (place && text.rangeOf(place)) ?? []);
      if (ranges.length > 0) registry.set(name, new Highlight(...ranges));
    }
  }

  watch([arrangement, shown], paint, { flush: 'post' });
  // The notes may be here before the text is: the first time is when the text stands in the document.
  onMounted(paint);
  onBeforeUnmount(clear);
}

function nameOf({ note }: PlacedNote): (typeof NAMES)[number] {
  return note.colour ? `highlight-${shownColour(note.colour)}` : 'note-words';
}
