import type { Drawing, TextBlock } from '../../../../src/renderer/src/components/figures/drawing';
import type { FigureSpace } from '../../../../src/renderer/src/components/figures/figure-space';
import { estimateText } from '../../../../src/renderer/src/components/figures/measure-text';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A room of the given width in px, at a text size of 100 % unless told otherwise, with estimated letters. */
export function room(width: number, rem = 16): FigureSpace {
  return { width, rem, measure: estimateText };
}

/**
 * All that a text may never do in a drawing: be small, leave the drawing, lie on another text. In words, empty when all
 * is well.
 */
export function faultsOf(drawing: Drawing): string[] {
  const boxes = drawing.texts.map((block) => ({ block, box: boxOf(block) }));
  return boxes.flatMap(({ block, box }, index) => [
    ...(block.size < 12 ? [`"${words(block)}" is set in ${block.size} px`] : []),
    ...(inside(box, drawing) ? [] : [`"${words(block)}" leaves the drawing`]),
    ...boxes
      .slice(index + 1)
      .flatMap((other) => (overlap(box, other.box) ? [`"${words(block)}" lies on "${words(other.block)}"`] : [])),
  ]);
}

/** The text of a block, in one line. */
export function words(block: TextBlock): string {
  return block.lines.map(({ text }) => text).join(' ');
}

function boxOf({ x, anchor, width, top, height }: TextBlock): Box {
  const left = x - { start: 0, middle: width / 2, end: width }[anchor];
  return { left, right: left + width, top, bottom: top + height };
}

function inside({ left, right, top, bottom }: Box, { width, height }: Drawing): boolean {
  return left >= -0.01 && right <= width + 0.01 && top >= -0.01 && bottom <= height + 0.01;
}

function overlap(one: Box, other: Box): boolean {
  return (
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.01 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.01
  );
}
