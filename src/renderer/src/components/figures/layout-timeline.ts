import type { TimelineFigure } from '../../../../domain/series/figure';
import { drawing, type Dot, type Drawing, type TextBlock } from './drawing';
import { type FigureSpace, isWide, scaled } from './figure-space';
import { straight } from './paths';
import { firstLineMiddle, lowerEdge, naturalWidth, notAbove, onBaselineOf, setText } from './set-text';
import { titleAndDetail } from './title-and-detail';

/** Widest share of the column that the dates take. */
const DATE_SHARE = 0.28;

/** Events down a line, oldest first: dates before the line where there is room, above their event where there isn't. */
export function layoutTimeline(figure: TimelineFigure, space: FigureSpace): Drawing {
  return isWide(space) ? besideDates(figure, space) : underDates(figure, space);
}

function besideDates({ items }: TimelineFigure, space: FigureSpace): Drawing {
  const dateWidth = Math.min(
    space.width * DATE_SHARE,
    Math.max(...items.map(({ date }) => naturalWidth(space, 'mark', date))),
  );
  const lineX = dateWidth + scaled(space, 20);
  const textX = lineX + scaled(space, 20);
  const texts: TextBlock[] = [];
  const dots: Dot[] = [];
  let top = 0;
  for (const item of items) {
    const event = titleAndDetail(space, item, { x: textX, top, width: space.width - textX });
    const date = setText(space, 'mark', item.date, { x: dateWidth, top, width: dateWidth, anchor: 'end' });
    const row = notAbove(top, [onBaselineOf(event.title, date), ...event.blocks]);
    texts.push(...row);
    dots.push(dot(space, lineX, firstLineMiddle(row[0] ?? date)));
    top = lowerEdge(row) + scaled(space, 16);
  }
  return alongLine(space, lineX, top - scaled(space, 16), dots, texts);
}

function underDates({ items }: TimelineFigure, space: FigureSpace): Drawing {
  const lineX = scaled(space, 5);
  const textX = scaled(space, 24);
  const texts: TextBlock[] = [];
  const dots: Dot[] = [];
  let top = 0;
  for (const item of items) {
    const place = { x: textX, top, width: space.width - textX };
    const date = setText(space, 'mark', item.date, place);
    const event = titleAndDetail(space, item, { ...place, top: top + date.height });
    texts.push(date, ...event.blocks);
    dots.push(dot(space, lineX, firstLineMiddle(date)));
    top += date.height + event.height + scaled(space, 16);
  }
  return alongLine(space, lineX, top - scaled(space, 16), dots, texts);
}

function alongLine(
  { width }: FigureSpace,
  lineX: number,
  height: number,
  dots: readonly Dot[],
  texts: readonly TextBlock[],
): Drawing {
  const line = straight(lineX, dots[0]?.y ?? 0, lineX, dots.at(-1)?.y ?? 0);
  return drawing({ width, height, strokes: [{ path: line, tone: 'rule', width: 1 }], dots, texts });
}

function dot(space: FigureSpace, x: number, y: number): Dot {
  return { x, y, radius: scaled(space, 4), open: false };
}
