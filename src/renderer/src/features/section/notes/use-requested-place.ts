import { useTimeoutFn } from '@vueuse/core';
import { computed, nextTick, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { focusOnce, TARGET_MARK_MILLISECONDS } from '../../../components/page/pointed-element';
import { useAnnouncements } from '../../../stores/host/announcements';
import { lineAt, type Stretch } from '../text/block-text';
import { scrollIntoFreeView } from '../text/scroll-into-view';
import type { Margin } from './section-actions';
import { blockOfNote, placeOfWords, type NoteArrangement } from '../text/note-arrangement';
import { quoteOf } from '../text/quote';
import type { SectionText } from '../text/use-section-text';

/** Share of the window's height left free below the target words. */
const FOOT_LEFT_FREE = 0.4;

/**
 * The place that an address requests in a section: a note, and the block that is shown where the note is gone; or words
 * of the block that a search found.
 */
export interface RequestedPlace {
  readonly blockId: string | null;
  readonly noteId: string | null;
  /** In the block's compact text; none where the words are in its heading. */
  readonly stretches?: readonly Stretch[];
}

/** What `useRequestedPlace` needs of a section's page. */
export interface RequestedPlaceOptions {
  /** Null until the notes are loaded; a new object is a new request. */
  readonly requested: () => RequestedPlace | null;
  readonly root: Readonly<Ref<HTMLElement | null>>;
  readonly text: SectionText;
  readonly arrangement: () => NoteArrangement;
  /** The margin of a block; the empty id has the unplaced notes. */
  readonly marginOf: (blockId: string) => Margin | undefined;
}

/**
 * Goes to the requested place: a note's words are scrolled to, wherever they are now, and marked for a moment; their
 * line gets the focus, so that reading goes on there, and the words are announced. For a note without words in the text
 * the card is marked, at its block or among the unplaced. Words that a search found are shown in the same way. The page
 * jumps there without animation. Returns the ranges that are to be marked.
 */
export function useRequestedPlace({
  requested,
  root,
  text,
  arrangement,
  marginOf,
}: RequestedPlaceOptions): ComputedRef<readonly Range[]> {
  const announcements = useAnnouncements();
  const { isPending: isMarked, start: mark } = useTimeoutFn(() => undefined, TARGET_MARK_MILLISECONDS, {
    immediate: false,
  });
  const noteShown = ref<string | null>(null);
  const wordsShown = shallowRef<readonly Range[]>([]);

  async function follow({ blockId, noteId, stretches }: RequestedPlace): Promise<void> {
    // The margins are registered once they are rendered.
    await nextTick();
    if (noteId !== null) {
      if (showWords(noteId) || pointAtCard(noteId)) return;
      announcements.say('highlights.shown.gone');
    }
    if (blockId !== null && stretches && showFound(blockId, stretches)) return;
    if (blockId !== null) root.value?.querySelector(`[data-block="${CSS.escape(blockId)}"]`)?.scrollIntoView();
  }

  function showWords(noteId: string): boolean {
    const place = placeOfWords(arrangement(), noteId);
    const block = place ? text.textOf(place.blockId) : null;
    const range = place ? block?.rangeOf(place) : null;
    if (!place || !block || !range) return false;
    noteShown.value = noteId;
    lookAt(range);
    announcements.say('highlights.shown.words', { words: quoteOf(block.runs, place) });
    return true;
  }

  function showFound(blockId: string, stretches: readonly Stretch[]): boolean {
    const block = text.textOf(blockId);
    const heading = root.value?.querySelector(`[data-block="${CSS.escape(blockId)}"] h2`);
    const ranges = stretches.flatMap((stretch) => block?.rangesOf(stretch) ?? []);
    if (ranges.length === 0 && heading) ranges.push(rangeOver(heading));
    const [first] = ranges;
    if (!first) return false;
    noteShown.value = null;
    wordsShown.value = ranges;
    lookAt(first);
    announcements.say('highlights.shown.words', { words: lineAt(first)?.textContent.trim() ?? first.toString() });
    return true;
  }

  function lookAt(range: Range): void {
    mark();
    // The learner needs the surrounding text too, so the words aren't placed at the window's foot. Before the focus: a
    // line that is folded away takes none.
    scrollIntoFreeView(range, window.innerHeight * FOOT_LEFT_FREE);
    const line = lineAt(range);
    if (line) focusOnce(line);
  }

  function pointAtCard(noteId: string): boolean {
    const isUnplaced = arrangement().unplaced.some(({ note }) => note.noteId === noteId);
    const blockId = isUnplaced ? '' : blockOfNote(arrangement(), noteId);
    if (blockId === undefined) return false;
    void marginOf(blockId)?.goTo(noteId, 'point');
    announcements.say(isUnplaced ? 'highlights.shown.unplaced' : 'highlights.shown.note');
    return true;
  }

  watch(requested, (now) => now && void follow(now), { immediate: true, flush: 'post' });
  return computed(() => {
    if (!isMarked.value) return [];
    if (noteShown.value === null) return wordsShown.value;
    const place = placeOfWords(arrangement(), noteShown.value);
    return place ? text.rangesAtOnce()(place) : [];
  });
}

function rangeOver(element: Element): Range {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range;
}
