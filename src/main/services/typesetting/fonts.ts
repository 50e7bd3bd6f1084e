import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A bundled font file: path below `node_modules`, and the family name by which the template asks for it. */
interface PrintFont {
  readonly family: string;
  readonly file: string;
  /**
   * True for the upright regular faces, in which everything that people type is set; the others are only for the
   * template's own words.
   */
  readonly typed: boolean;
}

const packages = '@expo-google-fonts';

/**
 * The faces of the printed documents, in the order in which they fall back. Each weight and style that a template
 * asks for is here: the compiler also sees the system's fonts, and only an exact match among these keeps another
 * machine's Noto out.
 */
export const printFonts: readonly PrintFont[] = [
  { family: 'Noto Serif', file: `${packages}/noto-serif/400Regular/NotoSerif_400Regular.ttf`, typed: true },
  {
    family: 'Noto Serif',
    file: `${packages}/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf`,
    typed: false,
  },
  { family: 'Noto Serif Khmer', file: `${packages}/noto-serif-khmer/NotoSerifKhmer_400Regular.ttf`, typed: true },
  {
    family: 'Noto Sans Arabic',
    file: `${packages}/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf`,
    typed: true,
  },
  {
    family: 'Noto Sans Hebrew',
    file: `${packages}/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf`,
    typed: true,
  },
  { family: 'Noto Sans Thai', file: `${packages}/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf`, typed: true },
  { family: 'Noto Sans Lao', file: `${packages}/noto-sans-lao/400Regular/NotoSansLao_400Regular.ttf`, typed: true },
  {
    family: 'Noto Sans Devanagari',
    file: `${packages}/noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf`,
    typed: true,
  },
  {
    family: 'Noto Sans Symbols 2',
    file: `${packages}/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf`,
    typed: true,
  },
  { family: 'Noto Sans Math', file: `${packages}/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf`, typed: true },
  { family: 'Noto Emoji', file: `${packages}/noto-emoji/400Regular/NotoEmoji_400Regular.ttf`, typed: true },
];

/** Family names in fallback order, each once. */
export const printFontFamilies: readonly string[] = [...new Set(printFonts.map((font) => font.family))];

/**
 * Reads the font files below a `node_modules` folder, in the order of `printFonts`. Read here rather than by the
 * typesetter, because Node also reads inside Electron's archive.
 * @throws the file system's error when one is missing.
 */
export function readPrintFonts(packagesFolder: string): Promise<Buffer[]> {
  return Promise.all(printFonts.map((font) => readFile(join(packagesFolder, font.file))));
}
