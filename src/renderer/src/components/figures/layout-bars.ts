import type { BarsFigure } from '../../../../domain/series/figure';
import { drawing, type Bar, type Drawing, type Stroke, type TextBlock } from './drawing';
import { type FigureSpace, isWide, scaled } from './figure-space';
import { straight } from './paths';
import { firstLineMiddle, lowerEdge, moveDown, naturalWidth, notAbove, onBaselineOf, setText } from './set-text';

/** Writes an amount as the reader's language does. */
export type FormatAmount = (value: number) => string;

/** Widest share of the column that the labels take. */
const LABEL_SHARE = 0.4;

/**
 * Amounts as lengths from one base line, each with its number at its end: nothing is read off an axis. Labels stand before the bars,
 * or above them where there is no room. A negative amount has no length (no figure of the series has one) but keeps its number.
 */
export function layoutBars({ items, unit }: BarsFigure, space: FigureSpace, format: FormatAmount): Drawing {
  const wide = isWide(space);
  const labelWidth = wide
    ? Math.min(space.width * LABEL_SHARE, Math.max(...items.map(({ label }) => naturalWidth(space, 'aside', label))))
    : space.width;
  const baseX = wide ? labelWidth + scaled(space, 16) : 0;
  const amountWidth = Math.max(...items.map(({ value }) => naturalWidth(space, 'mark', format(value))));
  const longest = Math.max(0, space.width - baseX - amountWidth - scaled(space, 8));
  const largest = Math.max(...items.map(({ value }) => value), Number.MIN_VALUE);
  const thickness = scaled(space, wide ? 14 : 10);

  const heading = setText(space, 'detail', unit, { x: baseX, top: 0, width: space.width - baseX });
  const texts: TextBlock[] = [heading];
  const bars: Bar[] = [];
  let top = heading.height + scaled(space, 8);
  const firstTop = top;
  for (const { label, value } of items) {
    const name = setText(space, 'aside', label, {
      x: wide ? labelWidth : 0,
      top,
      width: labelWidth,
      anchor: wide ? 'end' : 'start',
    });
    const length = (longest * Math.max(0, value)) / largest;
    const beside = setText(space, 'mark', format(value), {
      x: baseX + length + scaled(space, 8),
      top,
      width: amountWidth,
    });
    const row = notAbove(top, [wide ? onBaselineOf(name, beside) : moveDown(beside, name.height), name]);
    bars.push({ x: baseX, y: firstLineMiddle(row[0] ?? beside) - thickness / 2, width: length, height: thickness });
    texts.push(...row);
    top = lowerEdge(row) + scaled(space, wide ? 8 : 10);
  }
  const height = top - scaled(space, wide ? 8 : 10);
  // Where the labels stand above the bars, a base line would run through them.
  const base: Stroke[] = wide ? [{ path: straight(baseX, firstTop, baseX, height), tone: 'rule', width: 1 }] : [];
  return drawing({ width: space.width, height, bars, texts, strokes: base });
}
