import { hasKhmer } from '../../../domain/text/khmer';

/**
 * At most two letters that stand for a name: of its first and its last word. Whole graphemes (a letter with its accents
 * and joined signs); of a Khmer word the first letter without vowel and subscript, as Khmer abbreviations are written.
 * Empty for an empty name.
 */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => initialOf(word ?? '')).join('');
}

/**
 * A letter or digit of Latin script that is a whole grapheme; a combining accent after it would make it only a part.
 */
const LATIN = /^[!-/:-@[-`{-~]*([A-Za-z0-9À-ÖØ-öø-ɏ])(?=[!-~’À-ÖØ-öø-ɏ]|$)/u;
const KHMER = /^[\u1780-\u17b3]/u;

function initialOf(word: string): string {
  // The usual case. A window's first segmenter takes a tenth of the time until home is shown.
  const letter = LATIN.exec(word)?.[1] ?? KHMER.exec(word)?.[0];
  if (letter !== undefined) return letter.toUpperCase();
  const characters = [...new Intl.Segmenter('km', { granularity: 'grapheme' }).segment(word)].map(
    ({ segment }) => segment,
  );
  const first = characters.find((character) => /[\p{L}\p{N}]/u.test(character)) ?? characters[0] ?? '';
  const khmerLetter = hasKhmer(first) ? /\p{Lo}/u.exec(first)?.[0] : undefined;
  return khmerLetter ?? first.toUpperCase();
}
