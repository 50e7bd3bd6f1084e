import type { Stretch, TextRun } from '../text/block-text';
import { sentencesOf, wordsOf } from '../text/quote';

/** A block, split into its selectable units, in the order of the text. */
export interface SelectableBlock {
  readonly id: string;
  readonly units: Readonly<Record<SelectionStep['by'], readonly Stretch[]>>;
}

/** What is selected: from `anchor`, which stays, to `focus`, which the keys move; either may come first. */
export interface KeyboardSelection {
  readonly blockId: string;
  readonly anchor: number;
  readonly focus: number;
}

/** One press of an arrow key. */
export interface SelectionStep {
  readonly by: 'sentence' | 'word';
  readonly direction: 'forward' | 'back';
  /** True where the selection grows or shrinks, false where another unit is selected. */
  readonly extend: boolean;
}

/** Splits a block into its sentences and words. */
export function selectableBlock(id: string, runs: readonly TextRun[]): SelectableBlock {
  return { id, units: { sentence: sentencesOf(runs), word: wordsOf(runs) } };
}

/** The selected stretch. */
export function selectedStretch({ anchor, focus }: KeyboardSelection): Stretch {
  return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
}

/**
 * Begins with the first sentence of a block, or of the first block after it that has one; null where there is nothing
 * to select.
 */
export function firstSelection(blocks: readonly SelectableBlock[], blockId: string): KeyboardSelection | null {
  const from = Math.max(
    0,
    blocks.findIndex(({ id }) => id === blockId),
  );
  const block = [...blocks.slice(from), ...blocks].find(({ units }) => units.sentence.length > 0);
  return select(block, block?.units.sentence[0]);
}

/**
 * The selection after a step. At the end of the section, or of the block where the selection grows, it stays as it is.
 */
export function afterStep(
  blocks: readonly SelectableBlock[],
  selection: KeyboardSelection,
  taken: SelectionStep,
): KeyboardSelection {
  const at = blocks.findIndex(({ id }) => id === selection.blockId);
  const block = blocks[at];
  if (!block) return selection;
  const units = block.units[taken.by];
  if (taken.extend) return { ...selection, ...extended(units, selection, taken.direction) };
  return (
    select(block, neighbour(units, selectedStretch(selection), taken)) ??
    select(...edge(blocks, at, taken)) ??
    selection
  );
}

function select(block: SelectableBlock | undefined, unit: Stretch | undefined): KeyboardSelection | null {
  return block && unit ? { blockId: block.id, anchor: unit.start, focus: unit.end } : null;
}

/** The next unit in its block. Of several words, the first step selects the first or the last one. */
function neighbour(
  units: readonly Stretch[],
  { start, end }: Stretch,
  { by, direction }: SelectionStep,
): Stretch | undefined {
  const within = by === 'word' ? units.filter((unit) => unit.start >= start && unit.end <= end) : [];
  if (within.length > 1) return within.at(direction === 'forward' ? 0 : -1);
  return direction === 'forward'
    ? units.find((unit) => unit.start >= end)
    : units.findLast((unit) => unit.end <= start);
}

/** The block that comes next, with its first or last unit. */
function edge(
  blocks: readonly SelectableBlock[],
  at: number,
  { by, direction }: SelectionStep,
): [SelectableBlock | undefined, Stretch | undefined] {
  const has = ({ units }: SelectableBlock): boolean => units[by].length > 0;
  const block = direction === 'forward' ? blocks.slice(at + 1).find(has) : blocks.slice(0, at).findLast(has);
  return [block, block?.units[by].at(direction === 'forward' ? 0 : -1)];
}

/**
 * Moves the focus by one unit. The last unit stays selected: the selection grows on its other side, as in a text field.
 */
function extended(
  units: readonly Stretch[],
  selection: KeyboardSelection,
  direction: SelectionStep['direction'],
): Pick<KeyboardSelection, 'anchor' | 'focus'> {
  const { anchor, focus } = selection;
  const { start, end } = selectedStretch(selection);
  const within = units.filter((unit) => unit.start >= start && unit.end <= end);
  const single = within.length <= 1;
  if (direction === 'forward') {
    const shorter =
      focus < anchor && !single ? units.find((unit) => unit.start > focus && unit.end <= anchor) : undefined;
    if (shorter) return { anchor, focus: shorter.start };
    const longer = units.find((unit) => unit.end > end);
    return longer ? { anchor: start, focus: longer.end } : { anchor, focus };
  }
  const shorter =
    focus > anchor && !single ? units.findLast((unit) => unit.end < focus && unit.start >= anchor) : undefined;
  if (shorter) return { anchor, focus: shorter.end };
  const longer = units.findLast((unit) => unit.start < start);
  return longer ? { anchor: end, focus: longer.start } : { anchor, focus };
}
