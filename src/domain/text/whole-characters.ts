/** What stands behind an offset belongs to what stands before it: marks, and the tones of emoji. */
const CONTINUES = /^[\p{M}\p{Emoji_Modifier}]/u;

/** The Khmer sign that puts the consonant behind it under the one before it. */
const COENG = '\u17D2';

/** True where an offset doesn't part the two UTF-16 units of one character. */
export function isCharacterBoundary(text: string, offset: number): boolean {
  return !(isHighSurrogate(text.charCodeAt(offset - 1)) && isLowSurrogate(text.charCodeAt(offset)));
}

/** A stretch of text made longer until it parts no character from its marks: no vowel sign from its consonant, no Khmer subscript from what it stands under, no emoji from its tone. */
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

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd8_00 && unit <= 0xdb_ff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc_00 && unit <= 0xdf_ff;
}
