import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue';
import { useAnnouncements } from '../../../stores/host/announcements';
import { useNotes } from '../../../stores/record/notes';
import { findApproximately } from '../../../stores/record/quote-finder';
import { blockText, compactText } from '../../../../../domain/text/compact-text';
import type { HighlightColour } from '../../../../../domain/notes/highlight';
import type { NoteRevision } from '../../../../../domain/notes/note';
import type { Block } from '../../../../../domain/series/section';
import type { Highlighting, Margin, SelectedPart } from '../text/highlighting';
import { arrangeNotes, blockOfNote, type NoteArrangement } from '../text/note-arrangement';
import { placeOnce } from '../text/place-once';
import { useAskedPlace, type AskedPlace } from '../text/use-asked-place';
import { useChoosing, type WordChoosing } from './use-choosing';
import { useHighlightToolbar, type HighlightToolbarState, type ToolbarElement } from './use-highlight-toolbar';
import { useNoteMarks } from '../notes/use-note-marks';
import { usePaintedHighlights } from './use-painted-highlights';
import { useSectionText } from '../text/use-section-text';
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
  readonly choosingBar: Readonly<Ref<{ readonly height: () => number } | null>>;
}

/** What a section's page does with highlights. */
export interface HighlightingWork {
  readonly arrangement: ComputedRef<NoteArrangement>;
  readonly toolbar: HighlightToolbarState;
  readonly choosing: WordChoosing;
  /** Colour that Enter marks in while words are chosen: the one used last. */
  readonly enterColour: Readonly<Ref<HighlightColour>>;
  /** What the margins share. */
  readonly shared: Highlighting;
  readonly markTarget: (colour: HighlightColour) => Promise<void>;
  readonly unmarkTarget: () => Promise<void>;
  readonly writeOnTarget: () => Promise<void>;
  readonly markChosen: (colour: HighlightColour) => Promise<void>;
  readonly placeChosen: () => Promise<void>;
  readonly leaveChoosing: () => void;
  /** True where what is selected is more than one quote holds. */
  readonly tooMuch: ComputedRef<boolean>;
}

/** Joins what is selected, chosen and marked in a section. */
export function useHighlighting({ section, root, toolbarElement, choosingBar }: HighlightingOptions): HighlightingWork {
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
  const choosing = useChoosing(
    text,
    () => blockIds.value,
    () => choosingBar.value?.height() ?? 0,
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
  /** What had the focus before words were chosen. */
  let before: HTMLElement | null = null;

  useWordSelection({
    article: root,
    onSelected(range) {
      const parts = range ? text.partsOf(range) : [];
      const only = parts.length === 1 ? parts[0] : undefined;
      if (choosing.state.value) {
        if (only) choosing.follow(only);
        return;
      }
      const there = only && marks.noteAt(only);
      if (there) toolbar.openOnSelected(there.noteId);
      else toolbar.openOnWords(parts);
    },
    onPointed(x, y) {
      if (!choosing.state.value) toolbar.openAt(x, y);
    },
  });

  async function choose(blockId: string, note: NoteRevision | null): Promise<void> {
    before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    toolbar.close();
    if (!choosing.begin(blockId, note)) announcements.say('highlights.choosing.nothing');
    // The hints cover the window's foot from now on.
    await nextTick();
    choosing.bringIntoSight();
  }

  function leaveChoosing(): void {
    choosing.leave();
    if (before?.isConnected) before.focus();
  }

  async function markChosen(colour: HighlightColour): Promise<void> {
    const part = choosing.part();
    enterColour.value = colour;
    if (part) await marks.mark([part], colour);
  }

  async function placeChosen(): Promise<void> {
    const part = choosing.part();
    const note = choosing.state.value?.note;
    if (!part || !note || !(await marks.placeAt(note, part))) return;
    choosing.leave();
    await margins.get(part.blockId)?.goTo(note.noteId, 'focus');
  }

  /** By keyboard the way goes on at the new card; a mouse goes on reading. */
  async function markTarget(colour: HighlightColour): Promise<void> {
    const target = toolbar.target.value;
    const note = toolbar.note.value;
    enterColour.value = colour;
    if (note) return marks.recolour(note, colour);
    if (target?.kind !== 'words') return;
    const byKeyboard = toolbarElement.value?.contains(document.activeElement) ?? false;
    const [first] = target.parts;
    // At once: by the time that they are kept, the next words may be selected.
    leaveWords();
    const marked = await marks.mark(target.parts, colour);
    if (marked.length < target.parts.length) selectAgain(target.parts);
    else if (byKeyboard && first && marked[0]) await margins.get(first.blockId)?.goTo(marked[0], 'focus');
  }

  /** What couldn't be kept is selected again, unless something else is. */
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
    choosing,
    enterColour,
    shared: {
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
      choose: (blockId) => void choose(blockId, null),
      placeAgain: (note) => void choose(note.blockId ?? blockIds.value[0] ?? '', note),
      show: toolbar.openOnNote,
      remove: marks.remove,
      undo: marks.undo,
    },
    markTarget,
    unmarkTarget,
    writeOnTarget,
    markChosen,
    placeChosen,
    leaveChoosing,
    tooMuch: computed(() => {
      const target = toolbar.target.value;
      return (
        target?.kind === 'words' &&
        target.parts.some((part) => text.keepablePart(part).stretch.end !== part.stretch.end)
      );
    }),
  };
}
