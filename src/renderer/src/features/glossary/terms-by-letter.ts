import type { Term } from '../../../../domain/series/module';

/** Terms that begin with the same letter. */
export interface LetterGroup {
  /** A capital letter, or `#` for what begins with none. */
  readonly letter: string;
  readonly terms: readonly Term[];
}

/** Groups terms by their first letter; the order of the terms stays. */
export function termsByLetter(terms: readonly Term[]): readonly LetterGroup[] {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const first = term.term.charAt(0).toUpperCase();
    const letter = /[A-Z]/u.test(first) ? first : '#';
    groups.set(letter, [...(groups.get(letter) ?? []), term]);
  }
  return [...groups].map(([letter, ofLetter]) => ({ letter, terms: ofLetter }));
}

/** Id of a letter's heading in the page. */
export function letterHeadingId(letter: string): string {
  return `letter-${letter === '#' ? 'other' : letter}`;
}
