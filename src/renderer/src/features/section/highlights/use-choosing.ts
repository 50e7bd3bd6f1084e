import { shallowRef, type ShallowRef } from 'vue';
import { useAnnouncements } from '../../../stores/host/announcements';
import type { NoteRevision } from '../../../../../domain/notes/note';
import { bringIntoSight as scrollTo } from '../text/bring-into-sight';
import {
  beginChoosing,
  chosen,
  cutIntoUnits,
  step,
  type ChoosableBlock,
  type Choice,
  type Step,
} from '../text/choosing';
import type { SelectedPart } from '../text/highlighting';
import { quoteOf } from '../text/quote';
import type { SectionText } from '../text/use-section-text';

/** Words that are being chosen. */
export interface Choosing {
  readonly blocks: readonly ChoosableBlock[];
  readonly choice: Choice;
  /** The note that is to be placed at them; null where they are to be highlighted. */
  readonly note: NoteRevision | null;
}

/** Choosing words of a section without a mouse. */
export interface WordChoosing {
  /** Null while nothing is being chosen. */
  readonly state: Readonly<ShallowRef<Choosing | null>>;
  /** Begins at a block; false where the section has no words. */
  readonly begin: (blockId: string, note: NoteRevision | null) => boolean;
  readonly take: (taken: Step) => void;
  /** Takes up what was selected in another way. */
  readonly follow: (part: SelectedPart) => void;
  readonly part: () => SelectedPart | null;
  /** Scrolls to what is chosen, if it is out of sight. */
  readonly bringIntoSight: () => void;
  readonly leave: () => void;
}

/**
 * Keeps what is chosen selected in the document, in sight and said: the browser's own selection shows it in every theme, and it can be copied.
 *
 * @param covered px at the window's foot that the hints cover
 */
export function useChoosing(text: SectionText, blockIds: () => readonly string[], covered: () => number): WordChoosing {
  const announcements = useAnnouncements();
  const state = shallowRef<Choosing | null>(null);

  function part(): SelectedPart | null {
    return state.value && { blockId: state.value.choice.blockId, stretch: chosen(state.value.choice) };
  }

  function show(): void {
    const now = part();
    const block = now && text.textOf(now.blockId);
    const range = now && block?.rangeOf(now.stretch);
    if (!now || !block || !range) return;
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    scrollTo(range, covered());
    announcements.say('highlights.choosing.said', { words: quoteOf(block.runs, now.stretch) });
  }

  function bringIntoSight(): void {
    const now = part();
    const range = now && text.rangeOf({ blockId: now.blockId, ...now.stretch });
    if (range) scrollTo(range, covered());
  }

  function begin(blockId: string, note: NoteRevision | null): boolean {
    const blocks = blockIds().map((id) => cutIntoUnits(id, text.textOf(id)?.runs ?? []));
    const choice = beginChoosing(blocks, blockId);
    state.value = choice && { blocks, choice, note };
    if (choice) show();
    return choice !== null;
  }

  function take(taken: Step): void {
    if (!state.value) return;
    state.value = { ...state.value, choice: step(state.value.blocks, state.value.choice, taken) };
    show();
  }

  function follow({ blockId, stretch: { start, end } }: SelectedPart): void {
    const now = part();
    if (!state.value || (now?.blockId === blockId && now.stretch.start === start && now.stretch.end === end)) return;
    state.value = { ...state.value, choice: { blockId, anchor: start, focus: end } };
  }

  function leave(): void {
    state.value = null;
    document.getSelection()?.removeAllRanges();
  }

  return { state, begin, take, follow, part, bringIntoSight, leave };
}
