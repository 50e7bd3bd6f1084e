const segmenter = new Intl.Segmenter('km', { granularity: 'word' });

/**
 * The words of a run of Khmer, by the dictionary of ICU that is in Node and in the browser. That has one for Khmer,
 * though it has neither dates nor numbers.
 */
export function cutKhmer(run: string): readonly string[] {
  return Array.from(segmenter.segment(run), ({ segment }) => segment);
}
