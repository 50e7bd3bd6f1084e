import { onBeforeUnmount, onMounted, watch } from 'vue';
import { HIGHLIGHT_COLOURS, shownColour } from '../../../../../domain/notes/highlight';
import { notesInText, type NoteArrangement, type NoteInText } from '../text/note-arrangement';
import type { SectionText } from '../text/use-section-text';

/** Names in `CSS.highlights`; `highlights.css` styles them. Later ones are painted above earlier ones. */
const NAMES = ['note-words', ...HIGHLIGHT_COLOURS.map((colour) => `highlight-${colour}` as const)] as const;

/** The target of a navigation, for a moment: above all other marks. */
const POINTED_AT = 'words-pointed-at';

/** The marks. */
export interface PaintedHighlightsOptions {
  readonly arrangement: () => NoteArrangement;
  /** Changes when another text is shown. */
  readonly shown: () => unknown;
  /** The words that are the target of a navigation; none where there is none. */
  readonly pointedAt: () => readonly Range[];
}

/**
 * Marks the words of notes in the text without touching it (CSS Custom Highlight API). A browser without it shows only
 * the cards. The marks are removed when the text is: the next learner's page has none of this one's.
 */
export function usePaintedHighlights(
  text: SectionText,
  { arrangement, shown, pointedAt }: PaintedHighlightsOptions,
): void {
  const registry = typeof Highlight === 'function' && 'highlights' in CSS ? CSS.highlights : null;

  function clear(): void {
    for (const name of [...NAMES, POINTED_AT]) registry?.delete(name);
  }

  function paint(): void {
    clear();
    if (!registry) return;
    const placed = notesInText(arrangement());
    const rangesOf = text.rangesAtOnce();
    for (const name of NAMES) {
      const ranges = placed.filter((each) => nameOf(each) === name).flatMap(({ place }) => rangesOf(place));
      if (ranges.length > 0) registry.set(name, new Highlight(...ranges));
    }
    const there = pointedAt();
    if (there.length === 0) return;
    const pointed = new Highlight(...there);
    pointed.priority = 1;
    registry.set(POINTED_AT, pointed);
  }

  watch([arrangement, shown, pointedAt], paint, { flush: 'post' });
  // The notes may be loaded before the text: the first run is when the text is in the document.
  onMounted(paint);
  onBeforeUnmount(clear);
}

function nameOf({ note }: NoteInText): (typeof NAMES)[number] {
  return note.colour ? `highlight-${shownColour(note.colour)}` : 'note-words';
}
