/** U+200B ZERO WIDTH SPACE: a place where a line may break without a space. */
const BREAK = '\u200B';

/** A longer run without a place to break is not a word but an accident; it may break anywhere rather than leave its column. */
const LONGEST_WORD = 28;

/** Khmer, Thai and Lao write no spaces between words; the typesetter has no dictionary for them. */
const unspaced = /[\u0E00-\u0EFF\u1780-\u17FF\u19E0-\u19FF]/u;

const wordSegmenter = new Intl.Segmenter('km', { granularity: 'word' });
const graphemeSegmenter = new Intl.Segmenter('km', { granularity: 'grapheme' });

/** Where lines of a text may break. */
export interface PrintedBreaks {
  /** Pieces that stay together, each with the space after it. */
  readonly words: readonly string[];
  /** Characters as a reader counts them. */
  readonly letters: readonly string[];
  /** The text with a zero-width space at every break that has no space; endless words can break anywhere. */
  readonly wrapping: string;
}

/** Finds the places where lines may break: after spaces and hyphens, and between the words of scripts that write no spaces. */
export function printedBreaks(text: string): PrintedBreaks {
  const words = text.split(/(?<=[ -])/u).flatMap(unspacedWords);
  const wrapping = words.map((word, index) => {
    const letters = readerCharacters(word);
    const breakable = letters.length > LONGEST_WORD ? letters.join(BREAK) : word;
    return index < words.length - 1 && !/[ -]$/u.test(word) ? breakable + BREAK : breakable;
  });
  return { words, letters: readerCharacters(text), wrapping: wrapping.join('') };
}

/** The text with break opportunities, for running text. */
export function withBreaks(text: string): string {
  return printedBreaks(text).wrapping;
}

function unspacedWords(piece: string): readonly string[] {
  if (!unspaced.test(piece)) return [piece];
  const words: string[] = [];
  for (const { segment } of wordSegmenter.segment(piece)) {
    const previous = words.at(-1);
    const before = previous === undefined ? '' : ([...previous].at(-1) ?? '');
    // Never before a sign that belongs to the word before it, such as the full stop.
    const separates = unspaced.test(before) && unspaced.test(segment.charAt(0)) && !/^[\p{P}\p{M}]/u.test(segment);
    if (previous === undefined || separates) words.push(segment);
    else words[words.length - 1] = previous + segment;
  }
  return words;
}

function readerCharacters(text: string): readonly string[] {
  return Array.from(graphemeSegmenter.segment(text), ({ segment }) => segment);
}
