import { hasKhmer } from '../../domain/text/khmer';

/**
 * Words of a text without markup. Khmer has no spaces between words: Khmer passages are counted by the language's own
 * segmentation.
 */
export function countWords(text: string): number {
  let words = 0;
  for (const piece of text.split(/\s+/u)) {
    if (hasKhmer(piece)) words += countSegments(piece);
    else if (/[\p{L}\p{N}]/u.test(piece)) words += 1;
  }
  return words;
}

function countSegments(text: string): number {
  const segmenter = new Intl.Segmenter('km', { granularity: 'word' });
  return [...segmenter.segment(text)].filter((segment) => segment.isWordLike === true).length;
}
