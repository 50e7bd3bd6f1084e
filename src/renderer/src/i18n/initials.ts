/**
 * At most two letters that stand for a name: of its first and its last word. Whole characters as people see them (a letter keeps its accents and its joined
 * signs); a Khmer word gives its first letter without vowel and subscript, as Khmer abbreviations are written. Empty for an empty name.
 */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => initialOf(word ?? '')).join('');
}

function initialOf(word: string): string {
  const characters = [...new Intl.Segmenter('km', { granularity: 'grapheme' }).segment(word)].map(({ segment }) => segment);
  const first = characters.find((character) => /[\p{L}\p{N}]/u.test(character)) ?? characters[0] ?? '';
  const khmerLetter = /^\p{Script=Khmer}/u.test(first) ? /\p{Lo}/u.exec(first)?.[0] : undefined;
  return khmerLetter ?? first.toUpperCase();
}
