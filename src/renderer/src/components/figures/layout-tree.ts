import type { TreeFigure } from '../../../../domain/series/figure';
import { drawing, type Drawing, type Stroke, type TextBlock } from './drawing';
import { type FigureSpace, isWide, scaled } from './figure-space';
import { straight } from './paths';
import {
  firstLineMiddle,
  lowerEdge,
  moveDown,
  naturalWidth,
  notAbove,
  onBaselineOf,
  setText,
  titleAndDetail,
} from './set-text';

/** Shares of the column: the root's widest, and where the leaves begin. */
const ROOT_SHARE = 0.2;
const LEAVES_AT = 0.62;

/**
 * A root, its branches and their leaves: from left to right with thin brackets, or as an outline where there is no
 * room.
 */
export function layoutTree(figure: TreeFigure, space: FigureSpace): Drawing {
  return isWide(space) ? inColumns(figure, space) : asOutline(figure, space);
}

function inColumns({ root, items }: TreeFigure, space: FigureSpace): Drawing {
  const rootWidth = Math.min(space.width * ROOT_SHARE, naturalWidth(space, 'title', root));
  const bracketX = rootWidth + scaled(space, 26);
  const branchX = bracketX + scaled(space, 20);
  const leafX = space.width * LEAVES_AT;
  const branchWidth = leafX - scaled(space, 34) - branchX;
  const texts: TextBlock[] = [];
  const strokes: Stroke[] = [];
  const joints: number[] = [];
  let top = 0;
  for (const item of items) {
    const room = item.leaves.length > 0 ? branchWidth : space.width - branchX;
    const branch = titleAndDetail(space, item, { x: branchX, top, width: room });
    const row = notAbove(top, [...branch.blocks, ...setLeaves(item.leaves, space, leafX, branch.title)]);
    const leaves = row.slice(branch.blocks.length);
    const joint = firstLineMiddle(row[0] ?? branch.title);
    joints.push(joint);
    texts.push(...row);
    if (leaves.length > 0)
      strokes.push(
        hair(branchX + firstLineWidth(space, branch.title) + scaled(space, 8), joint, leafX - scaled(space, 7), joint),
      );
    strokes.push(...bracket(leaves.map(firstLineMiddle), leafX - scaled(space, 16), leafX - scaled(space, 7)));
    top = lowerEdge(row) + scaled(space, 18);
  }
  const height = top - scaled(space, 18);
  strokes.push(...bracket(joints, bracketX, branchX - scaled(space, 7)));
  const rootText = setText(space, 'title', root, { x: 0, top: 0, width: rootWidth });
  const middle = ((joints[0] ?? 0) + (joints.at(-1) ?? 0)) / 2;
  strokes.push(hair(rootText.width + scaled(space, 8), middle, bracketX, middle));
  const placedRoot = moveDown(rootText, Math.max(0, middle - rootText.height / 2));
  return drawing({
    width: space.width,
    height: Math.max(height, lowerEdge([placedRoot])),
    strokes,
    texts: [placedRoot, ...texts],
  });
}

function asOutline({ root, items }: TreeFigure, space: FigureSpace): Drawing {
  const rootText = setText(space, 'title', root, { x: 0, top: 0, width: space.width });
  const stemX = scaled(space, 5);
  const branchX = scaled(space, 22);
  const leafX = scaled(space, 40);
  const texts: TextBlock[] = [rootText];
  const strokes: Stroke[] = [];
  const joints: number[] = [];
  let top = rootText.height + scaled(space, 14);
  for (const item of items) {
    const branch = titleAndDetail(space, item, { x: branchX, top, width: space.width - branchX });
    texts.push(...branch.blocks);
    joints.push(firstLineMiddle(branch.title));
    top += branch.height + scaled(space, 4);
    for (const leaf of item.leaves) {
      const text = setText(space, 'aside', leaf, { x: leafX, top, width: space.width - leafX });
      texts.push(text);
      strokes.push(
        hair(leafX - scaled(space, 16), firstLineMiddle(text), leafX - scaled(space, 6), firstLineMiddle(text)),
      );
      top += text.height + scaled(space, 3);
    }
    top += scaled(space, 14);
  }
  strokes.push(hair(stemX, rootText.height + scaled(space, 4), stemX, joints.at(-1) ?? 0));
  strokes.push(...joints.map((y) => hair(stemX, y, branchX - scaled(space, 6), y)));
  return drawing({ width: space.width, height: top - scaled(space, 17), strokes, texts });
}

/** The first leaf is on its branch's baseline, the others below it. */
function setLeaves(leaves: readonly string[], space: FigureSpace, x: number, title: TextBlock): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const leaf of leaves) {
    const before = blocks.at(-1);
    const top = before ? before.top + before.height + scaled(space, 3) : title.top;
    const block = setText(space, 'aside', leaf, { x, top, width: space.width - x });
    blocks.push(before ? block : onBaselineOf(title, block));
  }
  return blocks;
}

function firstLineWidth({ measure }: FigureSpace, { lines, size, weight }: TextBlock): number {
  return measure(lines[0]?.text ?? '', size, weight);
}

/** A vertical line along all heights, with a tick to the right at each. */
function bracket(heights: readonly number[], x: number, tickX: number): Stroke[] {
  const first = heights[0];
  const last = heights.at(-1);
  if (first === undefined || last === undefined) return [];
  const ticks = heights.map((y) => hair(x, y, tickX, y));
  return last > first ? [hair(x, first, x, last), ...ticks] : ticks;
}

function hair(fromX: number, fromY: number, toX: number, toY: number): Stroke {
  return { path: straight(fromX, fromY, toX, toY), tone: 'rule', width: 1 };
}
