import type { Stretch } from './stretch';

/** A line of a block's readable text: a paragraph, an item, a cell. */
export interface TextRun {
  readonly text: string;
  /** For each UTF-16 unit of the text, and for its end, the offset in the block's compact text. */
  readonly offsets: readonly number[];
}

/** A block, cut into what can be chosen in it; in the order of the text. */
export interface ChoosableBlock {
  readonly id: string;
  readonly sentences: readonly Stretch[];
  readonly words: readonly Stretch[];
}

/** What is chosen: from `anchor`, which stays, to `focus`, which the keys move; either may come first. */
export interface Choice {
  readonly blockId: string;
  readonly anchor: number;
  readonly focus: number;
}

/** One step of choosing. */
export interface Step {
  readonly by: 'sentence' | 'word';
  readonly direction: 'forward' | 'back';
  /** True where what is chosen grows or shrinks, false where something else is chosen. */
  readonly extend: boolean;
}

/** Khmer ends its sentences with a sign of its own and writes no spaces between words: its rules are asked for where a line holds any. */
const KHMER = /\p{Script=Khmer}/u;

/** What looks like the end of a sentence and isn't: "paras. 13-14", "General Comment No. 24". */
const ABBREVIATED = /(?:^|[\s(])(?:No|arts?|paras?|ss?|pp?|vol|ch|res|cf|e\.g|i\.e|Mr|Mrs|Ms|Dr)\.\s*$/iu;

/** Cuts the lines of a block into sentences and words. A sentence never reaches over the edge of its line; what is only a space or a sign is no word. */
export function cutIntoUnits(id: string, runs: readonly TextRun[]): ChoosableBlock {
  return {
    id,
    sentences: runs.flatMap((run) => unitsOf(run, 'sentence')),
    words: runs.flatMap((run) => unitsOf(run, 'word')),
  };
}

function unitsOf({ text, offsets }: TextRun, granularity: 'sentence' | 'word'): Stretch[] {
  const segments = Array.from(new Intl.Segmenter(KHMER.test(text) ? 'km' : 'en', { granularity }).segment(text));
  return segments
    .filter(({ isWordLike }) => granularity === 'sentence' || isWordLike === true)
    .reduce<{ from: number; to: number }[]>((units, { index, segment }) => {
      const last = units.at(-1);
      if (granularity === 'sentence' && last && ABBREVIATED.test(text.slice(last.from, last.to)))
        last.to = index + segment.length;
      else units.push({ from: index, to: index + segment.length });
      return units;
    }, [])
    .map(({ from, to }) => ({ start: offsets[from] ?? 0, end: offsets[to] ?? 0 }))
    .filter(({ start, end }) => start < end);
}

/** The chosen stretch. */
export function chosen({ anchor, focus }: Choice): Stretch {
  return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
}

/** Begins with the first sentence of a block, or of the first block after it that has one; null where there is nothing to choose. */
export function beginChoosing(blocks: readonly ChoosableBlock[], blockId: string): Choice | null {
  const from = Math.max(
    0,
    blocks.findIndex(({ id }) => id === blockId),
  );
  const block = [...blocks.slice(from), ...blocks].find(({ sentences }) => sentences.length > 0);
  return block ? choose(block, block.sentences[0]) : null;
}

/** What is chosen after a step. At the end of the section, or of the block where the choice grows, it stays as it is. */
export function step(blocks: readonly ChoosableBlock[], choice: Choice, taken: Step): Choice {
  const at = blocks.findIndex(({ id }) => id === choice.blockId);
  const block = blocks[at];
  if (!block) return choice;
  const units = taken.by === 'sentence' ? block.sentences : block.words;
  if (taken.extend) return { ...choice, ...extended(units, choice, taken.direction) };
  return choose(block, neighbour(units, chosen(choice), taken)) ?? choose(...edge(blocks, at, taken)) ?? choice;
}

function choose(block: ChoosableBlock | undefined, unit: Stretch | undefined): Choice | null {
  return block && unit ? { blockId: block.id, anchor: unit.start, focus: unit.end } : null;
}

/** The next unit in its block. Of several words, the first step chooses the first or the last one. */
function neighbour(units: readonly Stretch[], { start, end }: Stretch, { by, direction }: Step): Stretch | undefined {
  const within = by === 'word' ? units.filter((unit) => unit.start >= start && unit.end <= end) : [];
  if (within.length > 1) return within.at(direction === 'forward' ? 0 : -1);
  return direction === 'forward'
    ? units.find((unit) => unit.start >= end)
    : units.findLast((unit) => unit.end <= start);
}

/** The block that comes next, with its first or last unit. */
function edge(
  blocks: readonly ChoosableBlock[],
  at: number,
  { by, direction }: Step,
): [ChoosableBlock | undefined, Stretch | undefined] {
  const unitsOfBlock = (block: ChoosableBlock): readonly Stretch[] =>
    by === 'sentence' ? block.sentences : block.words;
  const has = (block: ChoosableBlock): boolean => unitsOfBlock(block).length > 0;
  const block = direction === 'forward' ? blocks.slice(at + 1).find(has) : blocks.slice(0, at).findLast(has);
  return [block, block && unitsOfBlock(block).at(direction === 'forward' ? 0 : -1)];
}

/** Moves the focus by one unit. Where only one unit is left it isn't given up: the choice grows on its other side, as it does in a text field. */
function extended(
  units: readonly Stretch[],
  { anchor, focus }: Choice,
  direction: Step['direction'],
): Pick<Choice, 'anchor' | 'focus'> {
  const { start, end } = { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
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
