import { MAXIMUM_QUOTE_LENGTH } from '../../../../../domain/notes/highlight';
import { cutIntoUnits, type TextRun } from './choosing';
import type { Stretch } from './stretch';

/** The words of a stretch as they are read: lines parted by a space, white space as one space each. */
export function quoteOf(runs: readonly TextRun[], { start, end }: Stretch): string {
  return runs
    .map(({ text, offsets }) => {
      // Several units may share an offset: those that don't count stand before the one that does.
      const from = offsets.findLastIndex((offset, at) => offset <= start && at < text.length);
      const to = offsets.findIndex((offset) => offset >= end);
      return (offsets[0] ?? 0) >= end || (offsets.at(-1) ?? 0) <= start
        ? ''
        : text.slice(Math.max(0, from), to < 0 ? text.length : to);
    })
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The longest beginning of a stretch whose quote may be kept: cut at the end of a word where it is too long. */
export function keepable(runs: readonly TextRun[], stretch: Stretch): Stretch {
  if (quoteOf(runs, stretch).length <= MAXIMUM_QUOTE_LENGTH) return stretch;
  const fits = (end: number): boolean => quoteOf(runs, { ...stretch, end }).length <= MAXIMUM_QUOTE_LENGTH;
  const end = cutIntoUnits('', runs).words.findLast(
    (word) => word.end > stretch.start && word.end < stretch.end && fits(word.end),
  )?.end;
  return { start: stretch.start, end: end ?? stretch.start + Math.floor(MAXIMUM_QUOTE_LENGTH / 2) };
}
