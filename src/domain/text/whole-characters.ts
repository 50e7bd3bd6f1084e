/** Characters that belong to the one before them: combining marks, and the skin tones of emoji. */
const CONTINUES = /^[\p{M}\p{Emoji_Modifier}]/u;

/** The Khmer sign that makes the next consonant a subscript of the previous one. */
const COENG = '\u17D2';

/** True where an offset doesn't split a surrogate pair. */
export function isCharacterBoundary(text: string, offset: number): boolean {
  return (text.codePointAt(offset - 1) ?? 0) <= 0xff_ff;
}

/** The beginning of a text, at most so many UTF-16 units of it; half a surrogate pair at its end is left out. */
export function beginningOf(text: string, maximum: number): string {
  return text.slice(0, isCharacterBoundary(text, maximum) ? maximum : maximum - 1);
}

/**
 * Extends a range of text until it splits no character from its marks: no vowel sign from its consonant, no Khmer
 * subscript from its base, no emoji from its skin tone.
 */
export function withWholeCharacters(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  let [from, to] = [start, end];
  while (from > 0 && isInsideCharacter(text, from)) from -= 1;
  while (to < text.length && isInsideCharacter(text, to)) to += 1;
  return { start: from, end: to };
}

function isInsideCharacter(text: string, offset: number): boolean {
  return (
    !isCharacterBoundary(text, offset) || text[offset - 1] === COENG || CONTINUES.test(text.slice(offset, offset + 2))
  );
}
