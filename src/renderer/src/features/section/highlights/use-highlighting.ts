import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue';
import { useAnnouncements } from '../../../stores/host/announcements';
import { useNotes } from '../../../stores/record/notes';
import { findApproximately } from '../../../stores/record/quote-finder';
import { blockText, compactText } from '../../../../../domain/text/compact-text';
import type { HighlightColour } from '../../../../../domain/notes/highlight';
import type { NoteRevision } from '../../../../../domain/notes/note';
import type { Block } from '../../../../../domain/series/section';
import type { Margin, SectionActions } from '../notes/section-actions';
import { arrangeNotes, blockOfNote, placeOnce, type NoteArrangement } from '../text/note-arrangement';
import { useAskedPlace, type AskedPlace } from '../notes/use-asked-place';
import { useSelectionMode, type SelectionMode } from './use-selection-mode';
import { useHighlightToolbar, type HighlightToolbarState, type ToolbarElement } from './use-highlight-toolbar';
import { useNoteMarks } from '../notes/use-note-marks';
import { usePaintedHighlights } from './use-painted-highlights';
import { useSectionText, type SelectedPart } from '../text/use-section-text';
import { useWordSelection } from './use-word-selection';

/** The section, and the parts of its page. */
export interface HighlightingOptions {
  readonly section: {
    readonly blocks: readonly Block[];
    readonly moduleId: string;
    readonly sectionId: string;
    readonly asked: AskedPlace | null;
  };
  /** Element that holds the blocks. */
  readonly root: Readonly<Ref<HTMLElement | null>>;
  readonly toolbarElement: Readonly<Ref<ToolbarElement | null>>;
  readonly selectionBar: Readonly<Ref<{ readonly height: () => number } | null>>;
}

/** What a section's page does with highlights. */
export interface HighlightingWork {
  readonly arrangement: ComputedRef<NoteArrangement>;
  readonly toolbar: HighlightToolbarState;
  readonly selectionMode: SelectionMode;
  /** Colour that Enter marks in while the selection mode is on: the one used last. */
  readonly enterColour: Readonly<Ref<HighlightColour>>;
  /** What the notes beside the text can ask for. */
  readonly actions: SectionActions;
  readonly markTarget: (colour: HighlightColour) => Promise<void>;
  readonly unmarkTarget: () => Promise<void>;
  readonly writeOnTarget: () => Promise<void>;
  readonly markSelected: (colour: HighlightColour) => Promise<void>;
  readonly placeAtSelected: () => Promise<void>;
  readonly endSelectionMode: () => void;
  /** True where what is selected is more than one quote holds. */
  readonly tooMuch: ComputedRef<boolean>;
}

/** Joins what is selected and what is marked in a section. */
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
  const ofSection = computed(() => notes.ofSection.filter(({ sectionId }) => sectionId === section.sectionId));
  const place = computed(() => placeOnce(quotedBlocks.value, findApproximately));
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
  const pointedAt = useAskedPlace({
    asked: () => section.asked,
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
  /** What had the focus before the selection mode. */
  let before: HTMLElement | null = null;

  useWordSelection({
    article: root,
    onSelected(range) {
      const parts = range ? text.partsOf(range) : [];
      const only = parts.length === 1 ? parts[0] : undefined;
      if (selectionMode.state.value) {
        if (only) selectionMode.follow(only);
        return;
      }
      const there = only && marks.noteAt(only);
      if (there) toolbar.openOnSelected(there.noteId);
      else toolbar.openOnWords(parts);
    },
    onPointed(x, y) {
      if (!selectionMode.state.value) toolbar.openAt(x, y);
    },
  });

  async function startSelectionMode(blockId: string, note: NoteRevision | null): Promise<void> {
    before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    toolbar.close();
    if (!selectionMode.start(blockId, note)) announcements.say('highlights.selection.nothing');
    // The hints cover the window's foot from now on.
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

  /** By keyboard the focus goes to the new card; by mouse reading goes on. */
  async function markTarget(colour: HighlightColour): Promise<void> {
    const target = toolbar.target.value;
    const note = toolbar.note.value;
    enterColour.value = colour;
    if (note) return marks.recolour(note, colour);
    if (target?.kind !== 'words') return;
    const byKeyboard = toolbarElement.value?.contains(document.activeElement) ?? false;
    const [first] = target.parts;
    // At once: by the time that they are saved, the next words may be selected.
    leaveWords();
    const marked = await marks.mark(target.parts, colour);
    if (marked.length < target.parts.length) selectAgain(target.parts);
    else if (byKeyboard && first && marked[0]) await margins.get(first.blockId)?.goTo(marked[0], 'focus');
  }

  /** What couldn't be saved is selected again, unless something else is. */
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
    leaveWords();
    await marks.unmark(note);
  }

  async function writeOnTarget(): Promise<void> {
    const target = toolbar.target.value;
    const note = toolbar.note.value;
    const part = target?.kind === 'words' ? target.parts[0] : undefined;
    const words = part && text.quoted(part);
    const blockId = note ? blockOfNote(arrangement.value, note.noteId) : part?.blockId;
    leaveWords();
    const margin = margins.get(blockId ?? '');
    if (note) await margin?.goTo(note.noteId, 'edit');
    else if (words) await margin?.write?.(words);
  }

  function leaveWords(): void {
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
        const selection = document.getSelection();
        const range = selection && !selection.isCollapsed ? selection.getRangeAt(0) : null;
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
        target.parts.some((part) => text.keepablePart(part).stretch.end !== part.stretch.end)
      );
    }),
  };
}
