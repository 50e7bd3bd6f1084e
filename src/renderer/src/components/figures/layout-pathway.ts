import type { PathwayFigure } from '../../../../domain/series/figure';
import { drawing, type Dot, type Drawing, type Stroke, type TextBlock } from './drawing';
import { type FigureSpace, isWide, scaled } from './figure-space';
import { arrowHead, straight, turnOff } from './paths';
import { firstLineMiddle, setText, titleAndDetail } from './set-text';

/** Share of the column that the stages take where the exits are next to them. */
const STAGE_SHARE = 0.46;

/** Stages down a main line; each exit turns off it to the right, below the stage that it leaves, as an arrow. */
export function layoutPathway({ items }: PathwayFigure, space: FigureSpace): Drawing {
  const sideBySide = isWide(space) && items.some(({ exits }) => exits.length > 0);
  const lineX = sideBySide ? space.width * STAGE_SHARE : scaled(space, 6);
  const stage = sideBySide
    ? { x: lineX - scaled(space, 20), width: lineX - scaled(space, 20), anchor: 'end' as const }
    : { x: lineX + scaled(space, 20), width: space.width - lineX - scaled(space, 20), anchor: 'start' as const };
  const exitX = lineX + scaled(space, sideBySide ? 64 : 58);
  const texts: TextBlock[] = [];
  const dots: Dot[] = [];
  const exits: Stroke[] = [];
  let top = scaled(space, 2);
  let lineEnd = 0;
  for (const item of items) {
    const { title, blocks, height } = titleAndDetail(space, item, { ...stage, top });
    const middle = firstLineMiddle(title);
    texts.push(...blocks);
    dots.push({ x: lineX, y: middle, radius: scaled(space, 5), open: true });
    lineEnd = middle;
    let exitTop = sideBySide ? top + scaled(space, 18) : top + height + scaled(space, 4);
    for (const exit of item.exits) {
      const text = setText(space, 'aside', exit, { x: exitX, top: exitTop, width: space.width - exitX });
      const y = firstLineMiddle(text);
      const tip = exitX - scaled(space, 8);
      const radius = scaled(space, 9);
      exits.push({ path: turnOff(lineX, y - radius, tip, y, radius), tone: 'accent', width: 1.5 });
      exits.push({ path: arrowHead(tip, y, 0, scaled(space, 7)), tone: 'accent', width: 1.5 });
      texts.push(text);
      lineEnd = Math.max(lineEnd, y - radius);
      exitTop += text.height + scaled(space, 4);
    }
    top = Math.max(top + height, item.exits.length > 0 ? exitTop - scaled(space, 4) : 0) + scaled(space, 22);
  }
  const line: Stroke = { path: straight(lineX, dots[0]?.y ?? 0, lineX, lineEnd), tone: 'ink', width: 1.5 };
  const heads = dots.slice(1).map(({ x, y, radius }): Stroke => ({
    path: arrowHead(x, y - radius - scaled(space, 3), Math.PI / 2, scaled(space, 6)),
    tone: 'ink',
    width: 1.5,
  }));
  return drawing({
    width: space.width,
    height: top - scaled(space, 22),
    strokes: [line, ...heads, ...exits],
    dots,
    texts,
  });
}
