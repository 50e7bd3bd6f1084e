import type { LadderFigure } from '../../../../domain/series/figure';
import { drawing, type Drawing, type Stroke, type TextBlock } from './drawing';
import { type FigureSpace, isWide, scaled } from './figure-space';
import { straight } from './paths';
import { firstLineMiddle, lowerEdge, naturalWidth, notAbove, onBaselineOf, setText } from './set-text';
import { titleAndDetail, type TitleAndDetail } from './title-and-detail';

/** Widest share of the text's room that the titles take where details stand beside them. */
const TITLE_SHARE = 0.45;

/** Rungs from the lightest at the foot to the gravest at the top; each is drawn heavier than the one below it. */
export function layoutLadder({ items }: LadderFigure, space: FigureSpace): Drawing {
  const left = 1;
  const right = scaled(space, isWide(space) ? 44 : 28);
  const textX = right + scaled(space, 16);
  const texts: TextBlock[] = [];
  const rungs: number[] = [];
  const set = isWide(space) ? besideTitles(items, space, textX) : underTitles(space, textX);
  let top = scaled(space, 16);
  for (const item of [...items].reverse()) {
    const { title, blocks, height } = set(item, top);
    texts.push(...blocks);
    rungs.push(firstLineMiddle(title));
    top += height + scaled(space, 14);
  }
  const height = Math.max((rungs.at(-1) ?? 0) + scaled(space, 16), top - scaled(space, 14));
  const rails = [left, right].map((x): Stroke => ({ path: straight(x, 1, x, height), tone: 'rule', width: 1 }));
  const steps = rungs.map((y, index): Stroke => ({
    path: straight(left, y, right, y),
    tone: 'accent',
    width: scaled(space, weight(rungs.length - 1 - index, rungs.length)),
  }));
  return drawing({ width: space.width, height, strokes: [...rails, ...steps], texts });
}

type SetRung = (item: LadderFigure['items'][number], top: number) => TitleAndDetail;

function besideTitles(items: LadderFigure['items'], space: FigureSpace, x: number): SetRung {
  const room = space.width - x;
  const titleWidth = Math.min(
    room * TITLE_SHARE,
    Math.max(...items.map(({ title }) => naturalWidth(space, 'title', title))),
  );
  const detailX = x + titleWidth + scaled(space, 24);
  return (item, top) => {
    const title = setText(space, 'title', item.title, { x, top, width: titleWidth });
    if (item.detail === undefined) return { title, blocks: [title], height: title.height };
    const detail = onBaselineOf(
      title,
      setText(space, 'detail', item.detail, { x: detailX, top, width: space.width - detailX }),
    );
    const row = notAbove(top, [title, detail]);
    return { title: row[0] ?? title, blocks: row, height: lowerEdge(row) - top };
  };
}

function underTitles(space: FigureSpace, x: number): SetRung {
  return (item, top) => titleAndDetail(space, item, { x, top, width: space.width - x });
}

/** Thickness of a rung in px at a text size of 100 %: from 1 at the foot to 5 at the top. */
function weight(step: number, count: number): number {
  return 1 + (4 * step) / Math.max(1, count - 1);
}
