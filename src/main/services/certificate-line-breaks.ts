/** U+200B ZERO WIDTH SPACE: a place where a line may break without a space. */
const BREAK = '\u200B';

/** Khmer, Thai and Lao write no spaces between words; the typesetter has no dictionary for them. */
const unspaced = /[\u0E00-\u0EFF\u1780-\u17FF\u19E0-\u19FF]/u;

const words = new Intl.Segmenter('km', { granularity: 'word' });
const graphemes = new Intl.Segmenter('km', { granularity: 'grapheme' });

/** The text with a break opportunity between the words of scripts that write none; other scripts stay as they are. */
export function withWordBreaks(text: string): string {
  if (!unspaced.test(text)) return text;
  let result = '';
  for (const { segment } of words.segment(text)) {
    const before = [...result].at(-1) ?? '';
    // Never before a sign that belongs to the word before it, such as the full stop.
    const separates = unspaced.test(before) && unspaced.test(segment.charAt(0)) && !/^[\p{P}\p{M}]/u.test(segment);
    result += separates ? BREAK + segment : segment;
  }
  return result;
}

/** The text with a break opportunity between any two characters as a reader counts them: the last resort for one endless word. */
export function withBreaksAnywhere(text: string): string {
  return Array.from(graphemes.segment(text), ({ segment }) => segment).join(BREAK);
}

/** The pieces that must each fit on a line: what stands between spaces and break opportunities. */
export function unbreakablePieces(text: string): readonly string[] {
  return text.split(/[ \u200B]+/u).filter((piece) => piece !== '');
}

/** Length in characters as a reader counts them. */
export function readerLength(text: string): number {
  return [...graphemes.segment(text)].length;
}
