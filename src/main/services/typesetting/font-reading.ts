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

/**
 * The outline of a glyph as path operators of a PDF, with `place` for each point, in thousandths of the type size.
 * Empty for a glyph without ink. A PDF has cubic curves only, so each quadratic one is written as the same cubic one.
 */
export function glyphOutline(font: Font, glyph: number, place: (x: number, y: number) => string): string {
  const scale = 1000 / font.unitsPerEm;
  const { commands } = font.getGlyph(glyph).path;
  let path = '';
  let fromX = 0;
  let fromY = 0;
  for (const { command, args } of commands) {
    if (command === 'closePath') {
      path += 'h\n';
      continue;
    }
    const [x = 0, y = 0] = args;
    if (command !== 'quadraticCurveTo') {
      path += `${place(x * scale, y * scale)} ${command === 'moveTo' ? 'm' : 'l'}\n`;
      fromX = x;
      fromY = y;
      continue;
    }
    const [, , toX = 0, toY = 0] = args;
    const first = place((fromX + 2 * x) * (scale / 3), (fromY + 2 * y) * (scale / 3));
    const second = place((toX + 2 * x) * (scale / 3), (toY + 2 * y) * (scale / 3));
    path += `${first} ${second} ${place(toX * scale, toY * scale)} c\n`;
    fromX = toX;
    fromY = toY;
  }
  return path;
}
