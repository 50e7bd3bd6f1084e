import type { MeasureText } from './measure-text';

/** A figure's width and text size. */
export interface FigureSpace {
  /** Width of the text column, in CSS px. */
  readonly width: number;
  /** Size of 1rem in CSS px: follows the learner's text size. */
  readonly rem: number;
  readonly measure: MeasureText;
}

/** Below this many rem a figure has one column. */
const WIDE_REM = 32.5;

/** No text of a figure is smaller, whatever the learner's text size is. In CSS px. */
export const SMALLEST_TEXT = 12;

/** Whether the figure has room for columns side by side. */
export function isWide({ width, rem }: FigureSpace): boolean {
  return width >= WIDE_REM * rem;
}

/** A length given for a text size of 100 % (16 px) at the learner's text size, in CSS px. */
export function scaled(space: FigureSpace, length: number): number {
  return (length * space.rem) / 16;
}

/** How far a letter may overhang its edge, as J does to the left, in CSS px: left free at both sides of a drawing. */
export function overhang(space: FigureSpace): number {
  return scaled(space, 2);
}
