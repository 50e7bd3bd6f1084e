import { shallowRef, type ShallowRef } from 'vue';
import { useAnnouncements } from '../../../stores/host/announcements';
import type { NoteRevision } from '../../../../../domain/notes/note';
import { scrollIntoFreeView } from '../text/scroll-into-view';
import {
  afterStep,
  firstSelection,
  selectableBlock,
  selectedStretch,
  type KeyboardSelection,
  type SelectableBlock,
  type SelectionStep,
} from './keyboard-selection';
import { quoteOf } from '../text/quote';
import type { SectionText, SelectedPart } from '../text/use-section-text';

/** The selection, and its purpose. */
export interface SelectionModeState {
  readonly blocks: readonly SelectableBlock[];
  readonly selection: KeyboardSelection;
  /** The note to place at the words; null for a highlight. */
  readonly note: NoteRevision | null;
}

/** The mode in which arrow keys select words of a section. */
export interface SelectionMode {
  /** Null while the mode is off. */
  readonly state: Readonly<ShallowRef<SelectionModeState | null>>;
  /** Starts at a block; false where the section has no words. */
  readonly start: (blockId: string, note: NoteRevision | null) => boolean;
  readonly move: (step: SelectionStep) => void;
  /** Takes over a selection made by pointer. */
  readonly follow: (part: SelectedPart) => void;
  readonly part: () => SelectedPart | null;
  /** Scrolls to the selection, if it is out of view. */
  readonly scrollIntoView: () => void;
  readonly end: () => void;
}

/**
 * Selects the words in the document, scrolls to them and announces them: the browser's own selection shows it in every
 * theme, and it can be copied.
 *
 * @param covered px at the window's foot that the hints cover
 */
export function useSelectionMode(
  text: SectionText,
  blockIds: () => readonly string[],
  covered: () => number,
): SelectionMode {
  const announcements = useAnnouncements();
  const state = shallowRef<SelectionModeState | null>(null);

  function part(): SelectedPart | null {
    return state.value && { blockId: state.value.selection.blockId, stretch: selectedStretch(state.value.selection) };
  }

  function show(): void {
    const now = part();
    const block = now && text.textOf(now.blockId);
    const range = now && block?.rangeOf(now.stretch);
    if (!now || !block || !range) return;
    const documentSelection = document.getSelection();
    documentSelection?.removeAllRanges();
    documentSelection?.addRange(range);
    scrollIntoFreeView(range, covered());
    announcements.say('highlights.selection.said', { words: quoteOf(block.runs, now.stretch) });
  }

  function scrollIntoView(): void {
    const now = part();
    const range = now && text.rangeOf({ blockId: now.blockId, ...now.stretch });
    if (range) scrollIntoFreeView(range, covered());
  }

  function start(blockId: string, note: NoteRevision | null): boolean {
    const blocks = blockIds().map((id) => selectableBlock(id, text.textOf(id)?.runs ?? []));
    const selection = firstSelection(blocks, blockId);
    state.value = selection && { blocks, selection, note };
    if (selection) show();
    return selection !== null;
  }

  function move(step: SelectionStep): void {
    if (!state.value) return;
    state.value = { ...state.value, selection: afterStep(state.value.blocks, state.value.selection, step) };
    show();
  }

  function follow({ blockId, stretch: { start, end } }: SelectedPart): void {
    const now = part();
    if (!state.value || (now?.blockId === blockId && now.stretch.start === start && now.stretch.end === end)) return;
    state.value = { ...state.value, selection: { blockId, anchor: start, focus: end } };
  }

  function end(): void {
    state.value = null;
    document.getSelection()?.removeAllRanges();
  }

  return { state, start, move, follow, part, scrollIntoView, end };
}
