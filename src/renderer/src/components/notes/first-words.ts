/**
 * The first whole words of a text, by which it is told from others; Khmer has no spaces, and half of one of its signs
 * can't be read aloud.
 *
 * @param length most that is taken, in UTF-16 units
 */
export function firstWords(text: string, length: number): string {
  const words = text.trim();
  if (words.length <= length) return words;
  // Where a word ends is known from what follows it.
  const segments = new Intl.Segmenter('km', { granularity: 'word' }).segment(words.slice(0, 2 * length));
  const end = Array.from(segments, ({ index }) => index).findLast((index) => index <= length);
  return `${words.slice(0, end || length).trimEnd()}…`;
}
