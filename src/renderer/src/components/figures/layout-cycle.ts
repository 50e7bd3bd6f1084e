import type { CycleFigure } from '../../../../domain/series/figure';
import { drawing, type Drawing, type TextBlock } from './drawing';
import { type FigureSpace, isWide, scaled } from './figure-space';
import { distanceAt, type Loop, loopLength, loopPath, pointAt } from './loop';
import { arrowHead } from './paths';
import { firstLineMiddle, moveDown, setText, titleAndDetail, type TitleAndDetail } from './set-text';

type Step = CycleFigure['items'][number];

/**
 * Numbered steps around a closed loop, clockwise: on both sides of it, or all on its right where the width is too
 * small.
 */
export function layoutCycle({ items }: CycleFigure, space: FigureSpace): Drawing {
  return isWide(space) ? onBothSides(items, space) : onOneSide(items, space);
}

function onBothSides(items: readonly Step[], space: FigureSpace): Drawing {
  const half = Math.ceil(items.length / 2);
  const loopWidth = scaled(space, 176);
  const side = (space.width - loopWidth) / 2;
  const textWidth = side - scaled(space, 26);
  const right = items
    .slice(0, half)
    .map((step) => titleAndDetail(space, step, { x: space.width - textWidth, top: 0, width: textWidth }));
  const left = items
    .slice(half)
    .map((step) => titleAndDetail(space, step, { x: textWidth, top: 0, width: textWidth, anchor: 'end' }));
  const height = Math.max(loopWidth, cells(right, space), cells(left, space));
  const loop: Loop = { x: side, y: margin(space), width: loopWidth, height };
  const rightMiddles = right.map((_, index) => loop.y + (height * (index + 0.5)) / right.length);
  // The left side is read upwards: the step after the last one on the right is at the foot.
  const leftMiddles = left.map((_, index) => loop.y + (height * (left.length - index - 0.5)) / left.length);
  const middles = [...rightMiddles, ...leftMiddles];
  const texts = [...right, ...left].flatMap((step, index) => centred(step, middles[index] ?? 0));
  const distances = [
    ...rightMiddles.map((y) => distanceAt(loop, y, 'right')),
    ...leftMiddles.map((y) => distanceAt(loop, y, 'left')),
  ];
  return around(space, loop, distances, texts);
}

function onOneSide(items: readonly Step[], space: FigureSpace): Drawing {
  const loopWidth = scaled(space, 32);
  const radius = loopWidth / 2;
  const textX = margin(space) + loopWidth + scaled(space, 22);
  const texts: TextBlock[] = [];
  const middles: number[] = [];
  let top = radius + margin(space);
  for (const step of items) {
    const { title, blocks, height } = titleAndDetail(space, step, { x: textX, top, width: space.width - textX });
    texts.push(...blocks);
    middles.push(firstLineMiddle(title));
    top += height + scaled(space, 18);
  }
  const first = (middles[0] ?? 0) - radius;
  const loop: Loop = {
    x: margin(space),
    y: first,
    width: loopWidth,
    height: Math.max(loopWidth, (middles.at(-1) ?? 0) + radius - first),
  };
  return around(
    space,
    loop,
    middles.map((y) => distanceAt(loop, y, 'right')),
    texts,
  );
}

/** The loop with a numbered dot at each distance and an arrow halfway to the next. */
function around(space: FigureSpace, loop: Loop, distances: readonly number[], texts: readonly TextBlock[]): Drawing {
  const points = distances.map((distance) => pointAt(loop, distance));
  const arrows = distances.map((distance, index) => {
    const next = distances[index + 1] ?? (distances[0] ?? 0) + loopLength(loop);
    const { x, y, angle } = pointAt(loop, (distance + next) / 2);
    const size = scaled(space, 7);
    // The point of the arrow goes a little past the middle, so that the head as a whole is centred there.
    return arrowHead(x + (size / 2) * Math.cos(angle), y + (size / 2) * Math.sin(angle), angle, size);
  });
  const numbers = points.map(({ x, y }, index) => {
    const number = setText(space, 'mark', String(index + 1), { x, top: 0, width: loop.width, anchor: 'middle' });
    return moveDown(number, y - firstLineMiddle(number));
  });
  const bottoms = [...texts, ...numbers].map((block) => block.top + block.height);
  return drawing({
    width: space.width,
    height: Math.max(loop.y + loop.height + margin(space), ...bottoms),
    strokes: [
      { path: loopPath(loop), tone: 'rule', width: 1 },
      ...arrows.map((path) => ({ path, tone: 'accent' as const, width: 1.5 })),
    ],
    dots: points.map(({ x, y }) => ({ x, y, radius: scaled(space, 12), open: true })),
    texts: [...texts, ...numbers],
  });
}

/** Space next to the loop's line for the wings of an arrow, in px. */
function margin(space: FigureSpace): number {
  return scaled(space, 6);
}

/** Height in px at which every step of a side has a cell of its own. */
function cells(steps: readonly TitleAndDetail[], space: FigureSpace): number {
  return steps.length * (Math.max(0, ...steps.map(({ height }) => height)) + scaled(space, 20));
}

function centred({ blocks, height }: TitleAndDetail, middle: number): TextBlock[] {
  return blocks.map((block) => moveDown(block, middle - height / 2));
}
