const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December|Sept|Nov|Dec)';

/** Words that must stay on the line of the number after them: "No. 24", "art. 45", "paras. 9-12", "May 2022". */
const BEFORE_NUMBER = new RegExp(
  `(?:^|[\\s(])(?:No\\.?|arts?\\.?|paras?\\.?|ss?\\.|rules?|section|p\\.|${MONTH}) $`,
  'iu',
);

/** A day, which must stay on the line of its month: "18 September". */
const DAY = /(?:^|[\s(])\d{1,2} $/u;
const STARTS_WITH_MONTH = new RegExp(`^${MONTH}\\b`, 'u');

/** The text with spaces at which the browser must not break a line: numbers stay with their nouns. */
export function keepNumbersTogether(text: string): string {
  return text
    .split(/(?<=\s)(?=\S)/u)
    .reduce<string[]>((joined, piece) => {
      const last = joined.at(-1);
      if (last !== undefined && belongTogether(last, piece)) joined[joined.length - 1] = last + piece;
      else joined.push(piece);
      return joined;
    }, [])
    .map((piece) => piece.replace(/ (?=\S)/gu, '\u00a0'))
    .join('');
}

function belongTogether(before: string, after: string): boolean {
  return (/^\d/u.test(after) && BEFORE_NUMBER.test(before)) || (STARTS_WITH_MONTH.test(after) && DAY.test(before));
}
