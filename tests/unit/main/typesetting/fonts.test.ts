import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFont } from '../../../../src/main/services/typesetting/font-reading';
import { printFontFamilies, printFonts, readPrintFonts } from '../../../../src/main/services/typesetting/fonts';
import { packagesFolder } from '../certificate/certificate-samples';

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
    const face = readFont(await readFile(join(packagesFolder, font?.file ?? '')));
    const has = (character: string): boolean => face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
    expect([...characters].filter((character) => !has(character))).toEqual([]);
    // No character, one that is unassigned, and Chinese, which no bundled face has.
    expect(['\uFFFF', '\u0378', '中'].filter(has)).toEqual([]);
  });

  it('have one face for typed text in each family', async () => {
    expect(printFonts.filter((font) => font.typed).map((font) => font.family)).toEqual(printFontFamilies);
    expect(await readPrintFonts(packagesFolder)).toHaveLength(printFonts.length);
  });
});
