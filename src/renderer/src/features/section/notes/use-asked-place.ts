import { computed, nextTick, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue';
import { POINTED_FOR, useMoment } from '../../../components/words/use-moment';
import { useAnnouncements } from '../../../stores/host/announcements';
import { lineAt } from '../text/block-text';
import { scrollIntoFreeView } from '../text/scroll-into-view';
import type { Margin } from './section-actions';
import { blockOfNote, notesInText, type NoteArrangement } from '../text/note-arrangement';
import { quoteOf } from '../text/quote';
import type { SectionText } from '../text/use-section-text';

/** Share of the window's height below the words that were led to. */
const FOOT_LEFT_FREE = 0.4;

/** What an address asks for in a section: a note, and the block that is shown where the note is gone. */
export interface AskedPlace {
  readonly blockId: string | null;
  readonly noteId: string | null;
}

/** What `useAskedPlace` needs of a section's page. */
export interface AskedPlaceOptions {
  /** Null until the notes are there; a new object asks anew. */
  readonly asked: () => AskedPlace | null;
  readonly root: Readonly<Ref<HTMLElement | null>>;
  readonly text: SectionText;
  readonly arrangement: () => NoteArrangement;
  /** The notes beside a block; the empty id has the unplaced ones. */
  readonly marginOf: (blockId: string) => Margin | undefined;
}

/**
 * Leads to what the address asks for: a note's words are scrolled to, wherever they are by now, and marked for a moment; their line gets the focus, so that
 * reading goes on there, and the words are announced. Of a note without words in the text the card is pointed at, beside its block or among the unplaced. The page
 * jumps there: nothing moves on the way. Returns the id of the note whose words are to be marked.
 */
export function useAskedPlace({
  asked,
  root,
  text,
  arrangement,
  marginOf,
}: AskedPlaceOptions): ComputedRef<string | null> {
  const announcements = useAnnouncements();
  const moment = useMoment(POINTED_FOR);
  const noteShown = ref<string | null>(null);
  let leaveLine = (): void => undefined;

  async function follow({ blockId, noteId }: AskedPlace): Promise<void> {
    // The margins can be called once they are in the page.
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
    // Who comes from elsewhere needs what is around them, too: they don't end up at the window's foot.
    scrollIntoFreeView(range, window.innerHeight * FOOT_LEFT_FREE);
    announcements.say('highlights.shown.words', { words: quoteOf(block.runs, place) });
    return true;
  }

  /** A line of the text can't have the focus by itself: it can for as long as it has it. */
  function focusLine(range: Range): void {
    leaveLine();
    const line = lineAt(range);
    if (!line) return;
    const couldFocus = line.hasAttribute('tabindex');
    if (!couldFocus) line.tabIndex = -1;
    line.focus({ preventScroll: true });
    leaveLine = () => {
      line.removeEventListener('blur', leaveLine);
      if (!couldFocus) line.removeAttribute('tabindex');
      leaveLine = () => undefined;
    };
    line.addEventListener('blur', leaveLine);
  }

  function pointAtCard(noteId: string): boolean {
    const isUnplaced = arrangement().unplaced.some(({ note }) => note.noteId === noteId);
    const blockId = isUnplaced ? '' : blockOfNote(arrangement(), noteId);
    if (blockId === undefined) return false;
    void marginOf(blockId)?.goTo(noteId, 'point');
    announcements.say(isUnplaced ? 'highlights.shown.unplaced' : 'highlights.shown.note');
    return true;
  }

  watch(asked, (now) => now && void follow(now), { immediate: true, flush: 'post' });
  onBeforeUnmount(() => {
    leaveLine();
  });
  return computed(() => (moment.isNow.value ? noteShown.value : null));
}
