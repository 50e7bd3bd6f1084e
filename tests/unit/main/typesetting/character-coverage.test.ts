import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { covers, fontCoverage } from '../../../../src/main/services/typesetting/character-coverage';
import { printFontFamilies, printFonts, readPrintFonts } from '../../../../src/main/services/typesetting/fonts';
import { packagesFolder } from '../certificate/certificate-samples';

/** A font of nothing but a `cmap` table with these subtables. */
function fontOf(...subtables: readonly { platform: number; words: readonly number[] }[]): Uint8Array {
  const header = 28;
  const bodies = subtables.map(({ words }) => Buffer.from(words.flatMap((word) => [word >> 8, word & 0xff])));
  const table = Buffer.alloc(4 + subtables.length * 8);
  table.writeUInt16BE(subtables.length, 2);
  let offset = table.length;
  subtables.forEach(({ platform }, index) => {
    table.writeUInt16BE(platform, 4 + index * 8);
    table.writeUInt32BE(offset, 8 + index * 8);
    offset += bodies[index]?.length ?? 0;
  });
  const directory = Buffer.alloc(header);
  directory.writeUInt16BE(1, 4);
  directory.write('cmap', 12, 'latin1');
  directory.writeUInt32BE(header, 20);
  return Buffer.concat([directory, table, ...bodies]);
}

/** A format 4 subtable: segments of first, last, delta, and glyphs (an empty list: glyph = code point + delta). */
function format4(
  segments: readonly { first: number; last: number; delta: number; glyphs?: readonly number[] }[],
): readonly number[] {
  const all = [...segments, { first: 0xffff, last: 0xffff, delta: 1 }];
  const glyphs: number[] = [];
  const offsets = all.map(({ glyphs: own }, index) => {
    if (!own) return 0;
    const offset = (all.length - index + glyphs.length) * 2;
    glyphs.push(...own);
    return offset;
  });
  return [
    ...[4, 0, 0, all.length * 2, 0, 0, 0],
    ...all.map(({ last }) => last),
    0,
    ...all.map(({ first }) => first),
    ...all.map(({ delta }) => delta & 0xffff),
    ...offsets,
    ...glyphs,
  ];
}

/** A format 12 subtable: groups of first, last, glyph. */
function format12(groups: readonly (readonly [number, number, number])[]): readonly number[] {
  const long = (value: number): number[] => [value >>> 16, value & 0xffff];
  return [12, 0, ...long(0), ...long(0), ...long(groups.length), ...groups.flatMap((group) => group.flatMap(long))];
}

describe('reading which characters a font has', () => {
  it('reads segments with a delta and segments with a list of glyphs', () => {
    const words = format4([
      { first: 0x41, last: 0x43, delta: -0x40 },
      { first: 0x61, last: 0x64, delta: 0, glyphs: [5, 0, 7, 8] },
    ]);
    expect(fontCoverage(fontOf({ platform: 3, words }))).toEqual([
      [0x41, 0x43],
      [0x61, 0x61],
      [0x63, 0x64],
    ]);
  });

  it('does not count what maps to the missing glyph', () => {
    expect(fontCoverage(fontOf({ platform: 3, words: format4([{ first: 0x40, last: 0x42, delta: -0x40 }]) }))).toEqual([
      [0x41, 0x42],
    ]);
    expect(fontCoverage(fontOf({ platform: 0, words: format12([[0x1f600, 0x1f602, 0]]) }))).toEqual([
      [0x1f601, 0x1f602],
    ]);
  });

  it('prefers the table of all planes to that of the first', () => {
    const words4 = format4([{ first: 0x41, last: 0x41, delta: 0 }]);
    const words12 = format12([
      [0x41, 0x42, 1],
      [0x1f600, 0x1f600, 3],
    ]);
    const expected = [
      [0x41, 0x42],
      [0x1f600, 0x1f600],
    ];
    expect(fontCoverage(fontOf({ platform: 3, words: words4 }, { platform: 3, words: words12 }))).toEqual(expected);
    expect(fontCoverage(fontOf({ platform: 3, words: words12 }, { platform: 0, words: words4 }))).toEqual(expected);
  });

  it('joins touching and overlapping ranges', () => {
    expect(
      fontCoverage(
        fontOf({
          platform: 0,
          words: format12([
            [70, 80, 9],
            [65, 69, 1],
            [75, 90, 1],
          ]),
        }),
      ),
    ).toEqual([[65, 90]]);
  });

  it('refuses a font without a Unicode table, and what is no font', () => {
    expect(() => fontCoverage(fontOf({ platform: 1, words: format4([]) }))).toThrow(RangeError);
    expect(() => fontCoverage(fontOf({ platform: 3, words: [6, 0, 0] }))).toThrow(RangeError);
    expect(() => fontCoverage(new Uint8Array(12))).toThrow(RangeError);
    expect(() => fontCoverage(new Uint8Array(3))).toThrow(RangeError);
  });

  it('finds a code point at the edges of ranges and nowhere else', () => {
    const ranges = [
      [10, 12],
      [20, 20],
      [30, 40],
    ] as const;
    const found = Array.from({ length: 50 }, (_, codePoint) => codePoint).filter((codePoint) =>
      covers(ranges, codePoint),
    );
    expect(found).toEqual([10, 11, 12, 20, ...Array.from({ length: 11 }, (_, index) => 30 + index)]);
    expect(covers([], 10)).toBe(false);
  });
});

describe('the bundled fonts', () => {
  it.each([
    ['Noto Serif', 'AÑữЖΩ€“”–…'],
    ['Noto Serif Khmer', 'កស្ត្រី៛០៩។'],
    ['Noto Sans Arabic', 'محمدپچ'],
    ['Noto Sans Hebrew', 'שרה'],
    ['Noto Sans Thai', 'กำ'],
    ['Noto Sans Lao', 'ກໍ'],
    ['Noto Sans Devanagari', 'क्ष'],
    ['Noto Sans Symbols 2', '□'],
    ['Noto Emoji', '🙂🇰🇭'],
  ])('%s has %s', async (family, characters) => {
    const font = printFonts.find((face) => face.family === family && face.typed);
    const coverage = fontCoverage(await readFile(join(packagesFolder, font?.file ?? '')));
    expect([...characters].filter((character) => !covers(coverage, character.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('have one face for typed text in each family', async () => {
    expect(printFonts.filter((font) => font.typed).map((font) => font.family)).toEqual(printFontFamilies);
    expect(await readPrintFonts(packagesFolder)).toHaveLength(printFonts.length);
  });
});
