/** U+200B ZERO WIDTH SPACE: a place where a line may break without a space. */
const BREAK = '\u200B';

/** A longer run without a place to break may break anywhere, so that it stays in its column. */
const LONGEST_WORD = 28;

/** Khmer, Thai and Lao write no spaces between words; the typesetter has no dictionary for them. */
const unspaced = /[\u0E00-\u0EFF\u1780-\u17FF\u19E0-\u19FF]/u;

/** A break that the text itself has before a sign that ends a word, or repeats it: it never begins a line. */
const beforeEnd = /\u200B+(?=[។៕៖ៗ?!»)])/gu;

const wordSegmenter = new Intl.Segmenter('km', { granularity: 'word' });
const graphemeSegmenter = new Intl.Segmenter('km', { granularity: 'grapheme' });

/**
 * The text cut where a line may break: after spaces and hyphens, and between the words of scripts that write no spaces.
 * Spaces stay with the word before.
 */
export function printedWords(text: string): readonly string[] {
  return text.split(/(?<=[ -])/u).flatMap(unspacedWords);
}

/** The text cut into characters as a reader counts them. */
export function readerCharacters(text: string): readonly string[] {
  return Array.from(graphemeSegmenter.segment(text), ({ segment }) => segment);
}

/**
 * The text with a zero-width space at every break that has no space; very long words may break anywhere. For text that
 * the typesetter wraps.
 */
export function withBreaks(text: string): string {
  const words = printedWords(text);
  return words
    .map((word, index) => {
      const breakable = word.length > LONGEST_WORD ? readerCharacters(word).join(BREAK) : word;
      return index < words.length - 1 && !/[ -]$/u.test(word) ? breakable + BREAK : breakable;
    })
    .join('')
    .replace(beforeEnd, '');
}

function unspacedWords(piece: string): readonly string[] {
  if (!unspaced.test(piece)) return [piece];
  const words: string[] = [];
  for (const { segment } of wordSegmenter.segment(piece)) {
    const previous = words.at(-1);
    const before = previous === undefined ? '' : ([...previous].at(-1) ?? '');
    // Never before punctuation that belongs to the word before it, such as the full stop.
    const separates = unspaced.test(before) && unspaced.test(segment.charAt(0)) && !/^[\p{P}\p{M}]/u.test(segment);
    if (previous === undefined || separates) words.push(segment);
    else words[words.length - 1] = previous + segment;
  }
  return words;
}
