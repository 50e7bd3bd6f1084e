import { create, type Font } from 'fontkitten';

/** A face, by the characters that it has a glyph for. */
export type Face = Pick<Font, 'hasGlyphForCodePoint'>;

/**
 * The font in the bytes of a TrueType file, or of a part of one as a PDF holds it.
 * @throws where they are none
 */
export function readFont(bytes: Buffer): Font {
  const font = create(bytes);
  if (font.isCollection) throw new RangeError('The file holds several fonts.');
  return font;
}

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

/** The outlines of a font. A PDF has cubic curves only, so each quadratic one is written as the same cubic one. */
export function glyphOutlines(font: Font): GlyphOutlines {
  const paths = new Map<number, string>();
  return {
    unitsPerEm: font.unitsPerEm * PARTS,
    path: (glyph) => {
      const path = paths.get(glyph) ?? pathOperators(font, glyph);
      paths.set(glyph, path);
      return path;
    },
  };
}

function pathOperators(font: Font, glyph: number): string {
  let path = '';
  let [fromX, fromY] = [0, 0];
  for (const { command, args } of font.getGlyph(glyph).path.commands) {
    const [x = 0, y = 0, toX = 0, toY = 0] = args;
    if (command === 'closePath') path += 'h\n';
    else if (command === 'quadraticCurveTo') {
      const [first, second] = [
        point((fromX + 2 * x) / 3, (fromY + 2 * y) / 3),
        point((toX + 2 * x) / 3, (toY + 2 * y) / 3),
      ];
      path += `${first} ${second} ${point(toX, toY)} c\n`;
      [fromX, fromY] = [toX, toY];
    } else {
      path += `${point(x, y)} ${command === 'moveTo' ? 'm' : 'l'}\n`;
      [fromX, fromY] = [x, y];
    }
  }
  return path;
}

function point(x: number, y: number): string {
  return `${Math.round(x * PARTS)} ${Math.round(y * PARTS)}`;
}
