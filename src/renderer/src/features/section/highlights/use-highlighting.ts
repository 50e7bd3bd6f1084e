import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue';
import { useNoteRequest } from '../../../components/notes/note-request';
import { useAnnouncements } from '../../../stores/host/announcements';
import { useNotes } from '../../../stores/record/notes';
import { findApproximately } from '../../../stores/record/quote-finder';
import { blockText, compactText } from '../../../../../domain/text/compact-text';
import { FOCAL_POINT_NOTE_ID } from '../../../../../domain/notes/focal-point';
import type { HighlightColour } from '../../../../../domain/notes/highlight';
import type { NoteRevision } from '../../../../../domain/notes/note';
import type { Block } from '../../../../../domain/series/section';
import type { Language } from '../../../../../domain/text/language';
import type { Margin, SectionActions } from '../notes/section-actions';
import { arrangeNotes, blockOfNote, placeOnce, type NoteArrangement } from '../text/note-arrangement';
import { useRequestedPlace, type RequestedPlace } from '../notes/use-requested-place';
import { useSelectionMode, type SelectionMode } from './use-selection-mode';
import { useHighlightToolbar, type HighlightToolbarState, type ToolbarElement } from './use-highlight-toolbar';
import { useNoteMarks } from '../notes/use-note-marks';
import { usePaintedHighlights } from './use-painted-highlights';
import { useSectionText, type SelectedPart } from '../text/use-section-text';
import { useWordSelection } from './use-word-selection';

/** The section, and the elements of its page. */
export interface HighlightingOptions {
  readonly section: {
    readonly blocks: readonly Block[];
    readonly moduleId: string;
    readonly sectionId: string;
    readonly language: Language;
    readonly requested: RequestedPlace | null;
  };
  /** Element that holds the blocks. */
  readonly root: Readonly<Ref<HTMLElement | null>>;
  readonly toolbarElement: Readonly<Ref<ToolbarElement | null>>;
  readonly selectionBar: Readonly<Ref<{ readonly height: () => number } | null>>;
}

/** The highlighting of a section's page. */
export interface HighlightingWork {
  readonly arrangement: ComputedRef<NoteArrangement>;
  readonly toolbar: HighlightToolbarState;
  readonly selectionMode: SelectionMode;
  /** Colour that Enter marks with in the selection mode: the last used one. */
  readonly enterColour: Readonly<Ref<HighlightColour>>;
  /** The actions for the notes in the margin. */
  readonly actions: SectionActions;
  readonly markTarget: (colour: HighlightColour) => Promise<void>;
  readonly unmarkTarget: () => Promise<void>;
  readonly writeOnTarget: () => Promise<void>;
  readonly markSelected: (colour: HighlightColour) => Promise<void>;
  readonly placeAtSelected: () => Promise<void>;
  readonly endSelectionMode: () => void;
  /** True where the selection is longer than a quote may be. */
  readonly tooMuch: ComputedRef<boolean>;
}

/** Connects the selection, the toolbar and the marks of a section. */
export function useHighlighting({
  section,
  root,
  toolbarElement,
  selectionBar,
}: HighlightingOptions): HighlightingWork {
  const notes = useNotes();
  const announcements = useAnnouncements();
  const blockIds = computed(() => section.blocks.map(({ id }) => id));
  const quotedBlocks = computed(() =>
    section.blocks.map(({ id, html }) => ({ id, text: compactText(blockText(html)) })),
  );
  const ofSection = computed(() =>
    notes.ofSection.filter(
      // The focal point has a place of its own in the section.
      ({ sectionId, noteId }) => sectionId === section.sectionId && noteId !== FOCAL_POINT_NOTE_ID,
    ),
  );
  const place = computed(() => placeOnce(quotedBlocks.value, findApproximately, section.language));
  const arrangement = computed(() => arrangeNotes(blockIds.value, ofSection.value, place.value(ofSection.value)));

  const text = useSectionText(root, () => blockIds.value);
  const marks = useNoteMarks(
    text,
    () => arrangement.value,
    () => ({ moduleId: section.moduleId, sectionId: section.sectionId }),
  );
  const toolbar = useHighlightToolbar(text, () => arrangement.value, toolbarElement);
  const selectionMode = useSelectionMode(
    text,
    () => blockIds.value,
    () => selectionBar.value?.height() ?? 0,
  );

  const margins = new Map<string, Margin>();
  const pointedAt = useRequestedPlace({
    requested: () => section.requested,
    root,
    text,
    arrangement: () => arrangement.value,
    marginOf: (blockId) => margins.get(blockId),
  });
  usePaintedHighlights(text, {
    arrangement: () => arrangement.value,
    shown: () => section.blocks,
    pointedAt: () => pointedAt.value,
  });
  const enterColour = ref<HighlightColour>('yellow');
  /** The focused element before the selection mode. */
  let before: HTMLElement | null = null;

  function onSelected(range: Range | null): void {
    const parts = range ? text.partsOf(range) : [];
    const only = parts.length === 1 ? parts[0] : undefined;
    if (selectionMode.state.value) {
      if (only) selectionMode.follow(only);
      return;
    }
    const there = only && marks.noteAt(only);
    if (there) toolbar.openOnSelected(there.noteId);
    else toolbar.openOnWords(parts);
  }

  const selectedRange = (): Range | null => {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  };

  useNoteRequest(() => {
    onSelected(selectedRange());
    void writeOnTarget();
  });
  useWordSelection({
    article: root,
    onSelected,
    onPointed(x, y) {
      if (!selectionMode.state.value) toolbar.openAt(x, y);
    },
  });

  async function startSelectionMode(blockId: string, note: NoteRevision | null): Promise<void> {
    before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    toolbar.close();
    if (!selectionMode.start(blockId, note)) announcements.say('highlights.selection.nothing');
    // From here on the hints cover the window's foot.
    await nextTick();
    selectionMode.scrollIntoView();
  }

  function endSelectionMode(): void {
    selectionMode.end();
    if (before?.isConnected) before.focus();
  }

  async function markSelected(colour: HighlightColour): Promise<void> {
    const part = selectionMode.part();
    enterColour.value = colour;
    if (part) await marks.mark([part], colour);
  }

  async function placeAtSelected(): Promise<void> {
    const part = selectionMode.part();
    const note = selectionMode.state.value?.note;
    if (!part || !note || !(await marks.placeAt(note, part))) return;
    selectionMode.end();
    await margins.get(part.blockId)?.goTo(note.noteId, 'focus');
  }

  /** By keyboard the focus goes to the new card; by mouse it stays. */
  async function markTarget(colour: HighlightColour): Promise<void> {
    const target = toolbar.target.value;
    const note = toolbar.note.value;
    enterColour.value = colour;
    if (note) return marks.recolour(note, colour);
    if (target?.kind !== 'words') return;
    const byKeyboard = toolbarElement.value?.contains(document.activeElement) ?? false;
    const [first] = target.parts;
    // At once: when the mark is saved, the next words may already be selected.
    clearSelection();
    const marked = await marks.mark(target.parts, colour);
    if (marked.length < target.parts.length) selectAgain(target.parts);
    else if (byKeyboard && first && marked[0]) await margins.get(first.blockId)?.goTo(marked[0], 'focus');
  }

  /** Selects the words again whose mark couldn't be saved, unless others are selected. */
  function selectAgain(parts: readonly SelectedPart[]): void {
    const selection = document.getSelection();
    const ranges = parts.flatMap(({ blockId, stretch }) => text.rangeOf({ blockId, ...stretch }) ?? []);
    const [first] = ranges;
    const last = ranges.at(-1);
    if (selection?.isCollapsed && first && last)
      selection.setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
  }

  async function unmarkTarget(): Promise<void> {
    const note = toolbar.note.value;
    if (!note) return;
    clearSelection();
    await marks.unmark(note);
  }

  async function writeOnTarget(): Promise<void> {
    const target = toolbar.target.value;
    const note = toolbar.note.value;
    const part = target?.kind === 'words' ? target.parts[0] : undefined;
    const words = part && text.quoted(part);
    const top = toolbar.lines.value()[0]?.top;
    const blockId = note ? blockOfNote(arrangement.value, note.noteId) : part?.blockId;
    clearSelection();
    const margin = margins.get(blockId ?? '');
    if (note) await margin?.goTo(note.noteId, 'edit');
    else if (words) await margin?.write?.(words, top);
  }

  function clearSelection(): void {
    toolbar.close();
    document.getSelection()?.removeAllRanges();
  }

  return {
    arrangement,
    toolbar,
    selectionMode,
    enterColour,
    actions: {
      addMargin(blockId, margin) {
        margins.set(blockId, margin);
        return () => margins.delete(blockId);
      },
      removals: marks.removals,
      selectedIn(blockId) {
        const range = selectedRange();
        const part = range && text.partsOf(range).find((each) => each.blockId === blockId);
        return part ? text.quoted(part) : null;
      },
      selectByKeyboard: (blockId) => void startSelectionMode(blockId, null),
      placeAgain: (note) => void startSelectionMode(note.blockId ?? blockIds.value[0] ?? '', note),
      show: toolbar.openOnNote,
      remove: marks.remove,
      undo: marks.undo,
    },
    markTarget,
    unmarkTarget,
    writeOnTarget,
    markSelected,
    placeAtSelected,
    endSelectionMode,
    tooMuch: computed(() => {
      const target = toolbar.target.value;
      return (
        target?.kind === 'words' &&
        target.parts.some((part) => text.quotablePart(part).stretch.end !== part.stretch.end)
      );
    }),
  };
}
