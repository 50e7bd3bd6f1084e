import type { Picture } from './certificate-reading';

/** Height of an A4 page in points, lying or standing. */
function pageHeight({ width, height }: Picture): number {
  return width > height ? 595.28 : 841.89;
}

/** A part of the page in points, the origin at the lower left. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Vertical extent in points; `top` is above `bottom`. */
export interface InkBand {
  readonly top: number;
  readonly bottom: number;
}

/**
 * The bands of printed rows in an area, from the top: lines of text as they really print, whatever the reader of the
 * file thinks of the size of Khmer text. Bands less than one point apart are one.
 */
export function inkBands(picture: Picture, area: Area): readonly InkBand[] {
  const full = pageHeight(picture);
  const scale = picture.height / full;
  const bands: { top: number; bottom: number }[] = [];
  for (let row = Math.floor((full - area.top) * scale); row < (full - area.bottom) * scale; row += 1) {
    if (!rowHasInk(picture, row, area.left * scale, area.right * scale)) continue;
    const top = full - row / scale;
    const bottom = full - (row + 1) / scale;
    const previous = bands.at(-1);
    if (previous && previous.bottom - top < 1) previous.bottom = bottom;
    else bands.push({ top, bottom });
  }
  return bands;
}

/** True when nothing is printed in an area. */
export function isBlank(picture: Picture, area: Area): boolean {
  return inkBands(picture, area).length === 0;
}

function rowHasInk({ width, firstRow, data }: Picture, row: number, left: number, right: number): boolean {
  const start = (row - firstRow) * width;
  if (start < 0 || (start + width) * 4 > data.length) throw new RangeError(`Row ${row} was not drawn.`);
  for (let column = Math.ceil(left); column < Math.floor(right); column += 1) {
    // Darker than the lightest hairline's edge: white paper is 255.
    if ((data[(start + column) * 4 + 1] ?? 255) < 225) return true;
  }
  return false;
}
