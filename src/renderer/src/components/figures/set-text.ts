import { hasKhmer } from './break-text';
import type { TextBlock, Tone } from './drawing';
import { type FigureSpace, scaled, SMALLEST_TEXT } from './figure-space';
import { wrapText } from './wrap-text';

/** The text styles of figures: an item's title, its detail, its side note, and its date, number or amount. */
export type TextSetting = 'title' | 'detail' | 'aside' | 'mark';

/**
 * Where a text goes. `top` is the upper edge of its first line, `x` the edge or middle that `anchor` names. In CSS px.
 */
export interface TextPlace {
  readonly x: number;
  readonly top: number;
  /** Width for a line. */
  readonly width: number;
  readonly anchor?: TextBlock['anchor'];
}

/** `size` in px at a text size of 100 %. */
const SETTINGS: Readonly<
  Record<TextSetting, { readonly size: number; readonly weight: 400 | 600; readonly tone: Tone }>
> = {
  title: { size: 15, weight: 600, tone: 'ink' },
  detail: { size: 14, weight: 400, tone: 'quiet' },
  aside: { size: 14, weight: 400, tone: 'ink' },
  mark: { size: 14, weight: 600, tone: 'accent' },
};

// In em. Noto's letters reach from 1.07 above to 0.29 below the baseline; Khmer stacks subscripts below that.
const LATIN_LINE = 1.4;
const KHMER_LINE = 1.8;
const ASCENT = 1.07;
const DESCENT = 0.3;

/** Share of a line's room that is left free: a drawn line may be a hair wider than the measured one. */
const RESERVE = 0.98;

/** Sets a text in lines of at most `place.width`. */
export function setText(space: FigureSpace, setting: TextSetting, text: string, place: TextPlace): TextBlock {
  const { weight, tone } = SETTINGS[setting];
  const size = textSize(space, setting);
  const measure = (line: string): number => space.measure(line, size, weight);
  const lines = wrapText(text, place.width * RESERVE, measure);
  const lineHeight = size * (hasKhmer(text) ? KHMER_LINE : LATIN_LINE);
  const baseline = lineHeight / 2 + ((ASCENT - DESCENT) / 2) * size;
  return {
    x: place.x,
    anchor: place.anchor ?? 'start',
    top: place.top,
    width: Math.max(0, ...lines.map(measure)),
    height: lines.length * lineHeight,
    size,
    weight,
    tone,
    lines: lines.map((line, index) => ({ text: line, y: place.top + index * lineHeight + baseline })),
  };
}

/** Width of a text on one line, in px. */
export function naturalWidth(space: FigureSpace, setting: TextSetting, text: string): number {
  return space.measure(text, textSize(space, setting), SETTINGS[setting].weight) / RESERVE + 1;
}

/** The height at which a line or dot meets the middle of a text's first line of capitals. */
export function firstLineMiddle({ lines, size, top }: TextBlock): number {
  return (lines[0]?.y ?? top) - size * 0.36;
}

/** A text moved down by `by` px. */
export function moveDown(block: TextBlock, by: number): TextBlock {
  return { ...block, top: block.top + by, lines: block.lines.map(({ text, y }) => ({ text, y: y + by })) };
}

/** `block` moved so that its first line is on the same baseline as the first line of `other`. */
export function onBaselineOf(other: TextBlock, block: TextBlock): TextBlock {
  return moveDown(block, (other.lines[0]?.y ?? 0) - (block.lines[0]?.y ?? 0));
}

/**
 * Texts of one row moved down together until none begins above `top`: on a shared baseline Khmer reaches higher than
 * Latin.
 */
export function notAbove(top: number, blocks: readonly TextBlock[]): TextBlock[] {
  const by = Math.max(0, ...blocks.map((block) => top - block.top));
  return blocks.map((block) => moveDown(block, by));
}

/** Lower edge of the lowest text, in px; 0 without any. */
export function lowerEdge(blocks: readonly TextBlock[]): number {
  return Math.max(0, ...blocks.map(({ top, height }) => top + height));
}

function textSize(space: FigureSpace, setting: TextSetting): number {
  return Math.max(SMALLEST_TEXT, scaled(space, SETTINGS[setting].size));
}

/** An item's title, and its detail below it, if there is one. */
export interface TitleAndDetail {
  readonly title: TextBlock;
  readonly blocks: readonly TextBlock[];
  /** Of both together, in px. */
  readonly height: number;
}

/** Sets a title and the detail under it; a missing detail takes no room. */
export function titleAndDetail(
  space: FigureSpace,
  item: { readonly title: string; readonly detail?: string | undefined },
  place: TextPlace,
): TitleAndDetail {
  const title = setText(space, 'title', item.title, place);
  if (item.detail === undefined) return { title, blocks: [title], height: title.height };
  const detail = setText(space, 'detail', item.detail, { ...place, top: place.top + title.height });
  return { title, blocks: [title, detail], height: title.height + detail.height };
}
