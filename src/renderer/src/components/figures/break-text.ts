const KHMER = /\p{Script=Khmer}/u;

const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December|Sept|Nov|Dec)';

/** Words that must stay on the line of the number after them: "No. 24", "art. 45", "paras. 9-12", "May 2022". */
const BEFORE_NUMBER = new RegExp(
  `(?:^|[\\s(])(?:No\\.?|arts?\\.?|paras?\\.?|ss?\\.|rules?|section|p\\.|${MONTH}) $`,
  'iu',
);

/** A day, which must stay on the line of its month: "18 September". */
const DAY = /(?:^|[\s(])\d{1,2} $/u;
const STARTS_WITH_MONTH = new RegExp(`^${MONTH}\\b`, 'u');

/** Whether a text holds Khmer characters: it then needs higher lines and has no spaces between words. */
export function hasKhmer(text: string): boolean {
  return KHMER.test(text);
}

/**
 * Cuts a text into the pieces between which a line may break; joined, they are the text again. Khmer is cut between
 * words by `Intl.Segmenter`, since it writes no spaces there; punctuation stays with the word before it.
 */
export function breakText(text: string): string[] {
  const pieces = hasKhmer(text) ? segments(text) : text.split(/(?<=\s)(?=\S)/u);
  return pieces.reduce<string[]>((joined, piece) => {
    const last = joined.at(-1);
    if (last !== undefined && (belongTogether(last, piece) || /^[\s\u200b]+$/u.test(piece)))
      joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
    return joined;
  }, []);
}

/** The text with spaces at which the browser must not break a line: numbers stay with their nouns. */
export function keepNumbersTogether(text: string): string {
  return breakText(text)
    .map((piece) => piece.replace(/ (?=\S)/gu, '\u00a0'))
    .join('');
}

function belongTogether(before: string, after: string): boolean {
  return (/^\d/u.test(after) && BEFORE_NUMBER.test(before)) || (STARTS_WITH_MONTH.test(after) && DAY.test(before));
}

/** The characters of a text as a reader counts them: a Khmer cluster is never split. */
export function clusters(text: string): string[] {
  return Array.from(new Intl.Segmenter('km', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}

function segments(text: string): string[] {
  const words = Array.from(new Intl.Segmenter('km', { granularity: 'word' }).segment(text));
  return words.reduce<string[]>((joined, { segment, isWordLike }) => {
    const last = joined.at(-1);
    const opensWord = isWordLike === true || /^[([«“‘"]/u.test(segment);
    // An opening bracket belongs to what follows it, everything else that isn't a word to what comes before.
    if (last !== undefined && (!opensWord || /[([«“‘]$/u.test(last))) joined[joined.length - 1] = last + segment;
    else joined.push(segment);
    return joined;
  }, []);
}
