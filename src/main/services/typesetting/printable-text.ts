import type { ReplacedCharacter } from '../../../contract/certificate-document';
import type { Face } from './font-reading';

/**
 * U+25A1 WHITE SQUARE is printed where a character cannot be printed, so that the reader sees that something is
 * missing.
 */
export const STAND_IN = '\u25A1';

/**
 * More combining marks than any living orthography stacks on one letter; beyond it they would run into the lines above
 * and below.
 */
const MAXIMUM_MARKS = 3;

/** A text as it is printed, and what of it was replaced. */
export interface PrintableText {
  readonly text: string;
  /** Characters that were not printed as typed, each once, in order of appearance. */
  readonly replaced: readonly ReplacedCharacter[];
}

/**
 * Shapes other characters, prints nothing itself: joiners, variation selectors, emoji tags, word joiner. Needs no
 * glyph.
 */
const shaping = /\p{Variation_Selector}|\u034F|\u200C|\u200D|\u2060|[\u{E0020}-\u{E007F}]/u;
/**
 * Reorders or breaks what is around it, or is no character at all; removed. Bidi controls could make a name read as
 * another one.
 */
const leftOut = /[\p{Cc}\u00AD\u061C\u180E\u200E\u200F\u202A-\u202E\u2061-\u206F\uFFF9-\uFFFB\u{E0001}]/u;

/** True for a character that is left out of a page, without a stand-in in its place. */
export function isLeftOut(character: string): boolean {
  return leftOut.test(character);
}

/** Removed without a report: prints nothing and means nothing here. */
const meaningless = /[\u200B\uFEFF]/gu;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text as the bundled fonts can print it: NFC, single spaces, and a stand-in for every character that no face has. A
 * cluster (a letter with its marks) must come from one face, or the typesetter finds no glyph for its marks; marks that
 * the letter's face lacks are replaced too. PDF/A makes a character without a glyph an error, hence this step before
 * typesetting.
 * @param faces in fallback order
 */
export function printableText(typed: string, faces: readonly Face[]): PrintableText {
  // The usual case: printable ASCII is in the first face.
  if (/^(?! )(?:[!-~]| (?! |$))*$/u.test(typed)) return { text: typed, replaced: [] };
  const replaced = new Map<string, ReplacedCharacter>();
  const report = (character: string): void => {
    if (!replaced.has(character))
      replaced.set(character, { character: wellFormed(character), codePoint: codePointName(character) });
  };
  let text = '';
  // Before the text is cut into clusters: what stood on both sides of such a character can be one.
  const kept = [...typed.replace(meaningless, '')].filter((character) => {
    const isKept = /\s/u.test(character) || !leftOut.test(character);
    if (!isKept) report(character);
    return isKept;
  });
  const source = kept.join('').normalize('NFC').replace(/\s+/gu, ' ').trim();
  for (const { segment } of graphemes.segment(source)) {
    const printed: string[] = [];
    let marks = 0;
    for (const character of segment) {
      const isMark = /\p{M}/u.test(character) && !shaping.test(character);
      marks = isMark ? marks + 1 : 0;
      if (marks > MAXIMUM_MARKS) report(character);
      else printed.push(character);
    }
    text += coveredCluster(printed, faces, report);
  }
  const printed = text.replace(/ +/gu, ' ').trim();
  // Something was typed; a blank line would look like an empty text.
  return { text: printed === '' && typed.trim() !== '' ? STAND_IN : printed, replaced: [...replaced.values()] };
}

/** One cluster with a stand-in for what its face lacks. */
function coveredCluster(
  characters: readonly string[],
  faces: readonly Face[],
  report: (character: string) => void,
): string {
  const printing = characters.filter((character) => !shaping.test(character));
  const base = printing[0];
  // Nothing but joiners: there is nothing for them to shape.
  if (base === undefined) return '';
  const face =
    faces.find((candidate) => characters.every((character) => has(candidate, character))) ??
    faces.find((candidate) => printing.every((character) => has(candidate, character))) ??
    faces.find((candidate) => has(candidate, base));
  let result = '';
  let replaced = false;
  for (const character of characters) {
    // After a stand-in, which has a face of its own, the face has no place for a mark.
    if (face && has(face, character) && !replaced) result += character;
    else if (!shaping.test(character)) {
      // A joiner or selector that the face does not know could not shape anything; it is removed without a report.
      report(character);
      if (!replaced) result += STAND_IN;
      replaced = true;
    }
  }
  return result;
}

function has(face: Face, character: string): boolean {
  // A private-use character means nothing outside its font, and PDF/A forbids it even where a face has one.
  return !/\p{Co}/u.test(character) && face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}

/** `U+` and the code point in at least four hexadecimal digits. */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Half of a surrogate pair is no text: it would not survive a file or a message. */
function wellFormed(character: string): string {
  return /\p{Cs}/u.test(character) ? '\uFFFD' : character;
}

/** Makes the texts of one document printable and collects what could not be printed as typed. */
export interface Printer {
  /** See `printableText`. */
  printable(typed: string): string;
  /** The characters that were replaced so far, each once, in order of appearance. */
  replaced(): readonly ReplacedCharacter[];
}

/** The printer of one document. @param faces in fallback order */
export function createPrinter(faces: readonly Face[]): Printer {
  const replaced = new Map<string, ReplacedCharacter>();
  return {
    printable: (typed) => {
      const result = printableText(typed, faces);
      for (const character of result.replaced)
        if (!replaced.has(character.codePoint)) replaced.set(character.codePoint, character);
      return result.text;
    },
    replaced: () => [...replaced.values()],
  };
}
