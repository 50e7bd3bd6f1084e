import { computed, nextTick, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue';
import { TARGET_MARK_MILLISECONDS, useTransientState } from '../../../components/words/use-transient-state';
import { useAnnouncements } from '../../../stores/host/announcements';
import { lineAt } from '../text/block-text';
import { scrollIntoFreeView } from '../text/scroll-into-view';
import type { Margin } from './section-actions';
import { blockOfNote, notesInText, type NoteArrangement } from '../text/note-arrangement';
import { quoteOf } from '../text/quote';
import type { SectionText } from '../text/use-section-text';

/** Share of the window's height left free below the target words. */
const FOOT_LEFT_FREE = 0.4;

/** The place that an address requests in a section: a note, and the block that is shown where the note is gone. */
export interface RequestedPlace {
  readonly blockId: string | null;
  readonly noteId: string | null;
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
 * the card is marked, at its block or among the unplaced. The page jumps there without animation. Returns the id of the
 * note whose words are to be marked.
 */
export function useRequestedPlace({
  requested,
  root,
  text,
  arrangement,
  marginOf,
}: RequestedPlaceOptions): ComputedRef<string | null> {
  const announcements = useAnnouncements();
  const moment = useTransientState(TARGET_MARK_MILLISECONDS);
  const noteShown = ref<string | null>(null);
  let unfocusLine = (): void => undefined;

  async function follow({ blockId, noteId }: RequestedPlace): Promise<void> {
    // The margins are registered once they are rendered.
    await nextTick();
    if (noteId !== null) {
      if (showWords(noteId) || pointAtCard(noteId)) return;
      announcements.say('highlights.shown.gone');
    }
    if (blockId !== null) root.value?.querySelector(`[data-block="${CSS.escape(blockId)}"]`)?.scrollIntoView();
  }

  function showWords(noteId: string): boolean {
    const place = notesInText(arrangement()).find(({ note }) => note.noteId === noteId)?.place;
    const block = place ? text.textOf(place.blockId) : null;
    const range = place ? block?.rangeOf(place) : null;
    if (!place || !block || !range) return false;
    noteShown.value = noteId;
    moment.begin();
    focusLine(range);
    // The learner needs the surrounding text too, so the words aren't placed at the window's foot.
    scrollIntoFreeView(range, window.innerHeight * FOOT_LEFT_FREE);
    announcements.say('highlights.shown.words', { words: quoteOf(block.runs, place) });
    return true;
  }

  /** A line of the text isn't focusable by itself, so it gets a `tabindex` until it loses the focus. */
  function focusLine(range: Range): void {
    unfocusLine();
    const line = lineAt(range);
    if (!line) return;
    const couldFocus = line.hasAttribute('tabindex');
    if (!couldFocus) line.tabIndex = -1;
    line.focus({ preventScroll: true });
    unfocusLine = () => {
      line.removeEventListener('blur', unfocusLine);
      if (!couldFocus) line.removeAttribute('tabindex');
      unfocusLine = () => undefined;
    };
    line.addEventListener('blur', unfocusLine);
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
  onBeforeUnmount(() => {
    unfocusLine();
  });
  return computed(() => (moment.isActive.value ? noteShown.value : null));
}
