import { fontTable } from './character-coverage';

/** The outlines of a font. */
export interface GlyphOutlines {
  /** Units in an em of type. */
  readonly unitsPerEm: number;
  /** The outline of a glyph as path operators of a PDF. Empty for a glyph without ink. */
  path(glyph: number): string;
}

/**
 * Parts of a font's unit in which points are written. A point halfway between two, and a third of the way to a control
 * point, are whole numbers of them: those are written several times faster than fractions.
 */
const PARTS = 6;

interface Point {
  readonly x: number;
  readonly y: number;
  /** False for a control point. */
  readonly on: boolean;
}

/**
 * Reads the outlines of a TrueType font. Source: OpenType 1.9, `glyf`.
 * @throws RangeError when a table is missing or cut
 */
export function glyphOutlines(font: Uint8Array): GlyphOutlines {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const [head, loca, glyf] = [fontTable(view, 'head'), fontTable(view, 'loca'), fontTable(view, 'glyf')];
  const paths = new Map<number, string>();
  const long = view.getInt16(head + 50) === 1;
  const start = (glyph: number): number =>
    glyf + (long ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2);

  function contours(glyph: number): readonly (readonly Point[])[] {
    const at = start(glyph);
    if (start(glyph + 1) <= at) return [];
    const count = view.getInt16(at);
    return count < 0 ? composed(at + 10) : simple(at + 10, count);
  }

  function simple(at: number, count: number): Point[][] {
    const ends = Array.from({ length: count }, (_, contour) => view.getUint16(at + contour * 2));
    const total = (ends.at(-1) ?? -1) + 1;
    let next = at + count * 2;
    next += 2 + view.getUint16(next);
    const flags: number[] = [];
    while (flags.length < total) {
      const flag = view.getUint8(next++);
      const repeats = flag & 8 ? view.getUint8(next++) : 0;
      for (let index = 0; index <= repeats; index += 1) flags.push(flag);
    }
    const coordinates = (short: number, same: number): number[] => {
      let value = 0;
      return flags.map((flag) => {
        if (flag & short) value += view.getUint8(next++) * (flag & same ? 1 : -1);
        else if (!(flag & same)) {
          value += view.getInt16(next);
          next += 2;
        }
        return value;
      });
    };
    const [xs, ys] = [coordinates(2, 16), coordinates(4, 32)];
    const points = flags.map((flag, index) => ({ x: xs[index] ?? 0, y: ys[index] ?? 0, on: (flag & 1) === 1 }));
    return ends.map((end, contour) => points.slice(contour === 0 ? 0 : (ends[contour - 1] ?? 0) + 1, end + 1));
  }

  function composed(at: number): (readonly Point[])[] {
    const parts: (readonly Point[])[] = [];
    for (let next = at, flags = 32; flags & 32;) {
      flags = view.getUint16(next);
      const glyph = view.getUint16(next + 2);
      const words = (flags & 1) !== 0;
      const [dx, dy] = words
        ? [view.getInt16(next + 4), view.getInt16(next + 6)]
        : [view.getInt8(next + 4), view.getInt8(next + 5)];
      next += words ? 8 : 6;
      const fractions = flags & 8 ? 1 : flags & 64 ? 2 : flags & 128 ? 4 : 0;
      const read = Array.from({ length: fractions }, (_, index) => view.getInt16(next + index * 2) / 16384);
      next += fractions * 2;
      const [a = 1, b = 0, c = 0, d = a] = fractions === 2 ? [read[0], 0, 0, read[1]] : read;
      for (const contour of contours(glyph))
        parts.push(contour.map(({ x, y, on }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on })));
    }
    return parts;
  }

  return {
    unitsPerEm: view.getUint16(head + 18) * PARTS,
    path: (glyph) => {
      const path = paths.get(glyph) ?? contours(glyph).map(contourPath).join('');
      paths.set(glyph, path);
      return path;
    },
  };
}

function place({ x, y }: Pick<Point, 'x' | 'y'>): string {
  return `${Math.round(x * PARTS)} ${Math.round(y * PARTS)}`;
}

/** A closed contour: a PDF has cubic curves only, so each quadratic one is written as the same cubic one. */
function contourPath(points: readonly Point[]): string {
  const last = points.at(-1);
  if (!points[0] || !last) return '';
  const first = points.findIndex(({ on }) => on);
  // A contour of control points alone begins between two of them.
  const begin = first < 0 ? middle(last, points[0]) : (points[first] ?? points[0]);
  const rest = first < 0 ? points : [...points.slice(first + 1), ...points.slice(0, first)];
  let [from, control, path]: [Point, Point | undefined, string] = [begin, undefined, `${place(begin)} m\n`];
  const curve = (to: Point): void => {
    if (control) {
      const [one, two] = [towards(from, control), towards(to, control)];
      path += `${place(one)} ${place(two)} ${place(to)} c\n`;
    } else path += `${place(to)} l\n`;
    from = to;
  };
  for (const point of rest) {
    if (point.on) {
      curve(point);
      control = undefined;
    } else {
      if (control) curve(middle(control, point));
      control = point;
    }
  }
  if (control) curve(begin);
  return `${path}h\n`;
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true };
}

function towards(end: Point, control: Point): Point {
  return { x: end.x + ((control.x - end.x) * 2) / 3, y: end.y + ((control.y - end.y) * 2) / 3, on: false };
}
