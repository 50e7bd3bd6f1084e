/** Entries that begin with the same letter. */
export interface LetterGroup<Entry> {
  /** A capital letter, a Khmer one, or `#` for what begins with none. */
  readonly letter: string;
  readonly entries: readonly Entry[];
}

/** Groups entries by the first letter of a word; their order stays. */
export function termsByLetter<Entry>(
  entries: readonly Entry[],
  wordOf: (entry: Entry) => string,
): readonly LetterGroup<Entry>[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const first = wordOf(entry).charAt(0).toUpperCase();
    const letter = /[A-Z\u1780-\u17B3]/u.test(first) ? first : '#';
    groups.set(letter, [...(groups.get(letter) ?? []), entry]);
  }
  return [...groups].map(([letter, ofLetter]) => ({ letter, entries: ofLetter }));
}

/** Id of a letter's heading in the page. */
export function letterHeadingId(letter: string): string {
  return `letter-${letter === '#' ? 'other' : letter}`;
}
