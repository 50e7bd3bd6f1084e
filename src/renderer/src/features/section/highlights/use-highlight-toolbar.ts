import { useEventListener } from '@vueuse/core';
import { computed, nextTick, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { shownColour, type HighlightColour } from '../../../../../domain/notes/highlight';
import type { NoteRevision } from '../../../../../domain/notes/note';
import { scrollIntoFreeView } from '../text/scroll-into-view';
import { notesInText, placedLength, type NoteArrangement } from '../text/note-arrangement';
import type { Box } from './toolbar-position';
import type { SectionText, SelectedPart } from '../text/use-section-text';

/** The toolbar's target: selected words, or those of a note. */
export type ToolbarTarget =
  | { readonly kind: 'words'; readonly parts: readonly SelectedPart[] }
  | {
      readonly kind: 'note';
      readonly noteId: string;
      /** The element that gets the focus back; null where the words themselves were clicked. */
      readonly from: HTMLElement | null;
      /** True where the words are selected: the toolbar closes with the selection. */
      readonly selected: boolean;
    };

/** The part of the toolbar's component that is used here. */
export interface ToolbarElement {
  readonly focus: () => void;
  readonly contains: (node: Node | null) => boolean;
}

/** The state of the toolbar, and its actions. */
export interface HighlightToolbarState {
  readonly target: ComputedRef<ToolbarTarget | null>;
  /** The target's note; null for words without one. */
  readonly note: ComputedRef<NoteRevision | null>;
  /** Colour of its words' mark; null where they have none. */
  readonly colour: ComputedRef<HighlightColour | null>;
  readonly lines: ComputedRef<() => readonly Box[]>;
  /** True where a finger selected the words. */
  readonly hasHandles: ComputedRef<boolean>;
  /** Opens on selected words, or closes where none are selected. */
  readonly openOnWords: (parts: readonly SelectedPart[]) => void;
  /** Opens on a note of which all or some words are selected. */
  readonly openOnSelected: (noteId: string) => void;
  /** Opens on the note whose marked words are at a point of the window; closes where there are none. */
  readonly openAt: (x: number, y: number) => void;
  /** Goes to a note's words and focuses the toolbar; `from` gets the focus back. */
  readonly openOnNote: (noteId: string, from: HTMLElement | null) => void;
  readonly close: () => void;
}

/** Opens the toolbar next to words, and closes it on Escape, on a click elsewhere, and when its words are gone. */
export function useHighlightToolbar(
  text: SectionText,
  arrangement: () => NoteArrangement,
  toolbar: Readonly<Ref<ToolbarElement | null>>,
): HighlightToolbarState {
  const target = shallowRef<ToolbarTarget | null>(null);

  const placedNote = computed(() => {
    const now = target.value;
    return now?.kind === 'note' ? notesInText(arrangement()).find(({ note }) => note.noteId === now.noteId) : undefined;
  });
  /** Null also where the note, or its place in the text, is gone: there is no toolbar then. */
  const shown = computed(() => (target.value?.kind === 'note' && !placedNote.value ? null : target.value));

  const ranges = (): Range[] => {
    const now = target.value;
    if (now?.kind === 'words')
      return now.parts.flatMap(({ blockId, stretch }) => text.rangeOf({ blockId, ...stretch }) ?? []);
    const place = placedNote.value?.place;
    const range = place && text.rangeOf(place);
    return range ? [range] : [];
  };

  /** A new function for each target, so that the toolbar updates its position. */
  const lines = computed(() => {
    void target.value;
    return (): Box[] => ranges().flatMap(linesOf);
  });

  function openAt(x: number, y: number): void {
    const rangesOf = text.rangesAtOnce();
    const hit = notesInText(arrangement())
      .filter(({ place }) =>
        rangesOf(place)
          .flatMap(linesOf)
          .some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom),
      )
      .toSorted((a, b) => placedLength(a) - placedLength(b))[0];
    target.value = hit ? { kind: 'note', noteId: hit.note.noteId, from: null, selected: false } : null;
  }

  function openOnNote(noteId: string, from: HTMLElement | null): void {
    target.value = { kind: 'note', noteId, from, selected: false };
    const range = ranges()[0];
    if (range) scrollIntoFreeView(range);
    void nextTick(() => toolbar.value?.focus());
  }

  function close(): void {
    const now = target.value;
    const hadFocus = toolbar.value?.contains(document.activeElement) ?? false;
    target.value = null;
    if (!hadFocus) return;
    const from = now?.kind === 'note' ? now.from : null;
    if (from?.isConnected) {
      from.focus({ preventScroll: true });
      scrollIntoFreeView(from);
    } else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }

  function onKey(event: KeyboardEvent): void {
    if (!shown.value || toolbar.value?.contains(document.activeElement) || isTyping(event)) return;
    if (event.key === 'Escape') close();
    // In the order of Tab the toolbar comes right after its words.
    else if (event.key === 'Tab' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      toolbar.value?.focus();
    }
  }

  const pointedBy = ref('');

  function onPointerDown(event: PointerEvent): void {
    pointedBy.value = event.pointerType;
    if (target.value?.kind === 'note' && !(event.target instanceof Node && toolbar.value?.contains(event.target)))
      close();
  }

  useEventListener(document, 'keydown', onKey);
  useEventListener(document, 'pointerdown', onPointerDown);

  return {
    target: shown,
    note: computed(() => placedNote.value?.note ?? null),
    colour: computed(() => (placedNote.value?.note.colour ? shownColour(placedNote.value.note.colour) : null)),
    lines,
    hasHandles: computed(
      () => pointedBy.value === 'touch' && (target.value?.kind === 'words' || target.value?.selected === true),
    ),
    openOnWords(parts) {
      if (parts.length > 0) target.value = { kind: 'words', parts };
      else if (target.value?.kind === 'words' || target.value?.selected) target.value = null;
    },
    openOnSelected(noteId) {
      target.value = { kind: 'note', noteId, from: null, selected: true };
    },
    openAt,
    openOnNote,
    close,
  };
}

function linesOf(range: Range): Box[] {
  return [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null
  );
}
