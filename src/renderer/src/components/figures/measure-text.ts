/** Width of one line of text in CSS px; `size` in CSS px. */
export type MeasureText = (text: string, size: number, weight: 400 | 600) => number;

/** A wide average of a letter's width in em, for where no font can be measured. */
const ESTIMATED_EM = 0.64;

/** An estimate on the wide side, by number of characters. */
export const estimateText: MeasureText = (text, size, weight) =>
  Array.from(text).length * size * ESTIMATED_EM * (weight === 600 ? 1.08 : 1);

/**
 * Asks the browser for widths in the given font family (as CSS has it), and caches them: a new function is needed when
 * a font has arrived. Without a canvas the estimate is used.
 */
export function measureWithCanvas(family: string): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return estimateText;
  const known = new Map<string, number>();
  return (text, size, weight) => {
    const font = `${weight} ${size}px ${family}`;
    const key = `${font} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = font;
      width = context.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}
