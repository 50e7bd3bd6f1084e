import { MAXIMUM_QUOTE_LENGTH } from '../../../../../domain/notes/highlight';
import { hasKhmer } from '../../../../../domain/text/khmer';
import { SOURCE_LANGUAGE } from '../../../../../domain/text/language';
import type { Stretch, TextRun } from './block-text';

/** The words of a stretch as they are read: lines separated by a space, white space as single spaces. */
export function quoteOf(runs: readonly TextRun[], { start, end }: Stretch): string {
  return runs
    .map(({ text, offsets }) => {
      // Several units may share an offset: those that don't count come before the one that does.
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

/** A stretch, widened to whole words where it begins or ends within one: a drag rarely ends between two. */
export function wholeWords(runs: readonly TextRun[], { start, end }: Stretch): Stretch {
  const words = wordsOf(runs);
  const around = (offset: number): Stretch | undefined =>
    words.find((word) => word.start < offset && offset < word.end);
  return { start: around(start)?.start ?? start, end: around(end)?.end ?? end };
}

/** The longest beginning of a stretch whose quote may be saved: cut at the end of a word where it is too long. */
export function quotable(runs: readonly TextRun[], stretch: Stretch): Stretch {
  if (quoteOf(runs, stretch).length <= MAXIMUM_QUOTE_LENGTH) return stretch;
  const fits = (end: number): boolean => quoteOf(runs, { ...stretch, end }).length <= MAXIMUM_QUOTE_LENGTH;
  const end = wordsOf(runs).findLast(
    (word) => word.end > stretch.start && word.end < stretch.end && fits(word.end),
  )?.end;
  return { start: stretch.start, end: end ?? stretch.start + Math.floor(MAXIMUM_QUOTE_LENGTH / 2) };
}

/** Abbreviations that look like the end of a sentence: "paras. 13-14", "General Comment No. 24". */
const ABBREVIATED = /(?:^|[\s(])(?:No|arts?|paras?|ss?|pp?|vol|ch|res|cf|e\.g|i\.e|Mr|Mrs|Ms|Dr)\.\s*$/iu;

/** The sentences of some lines; none crosses the end of its line. */
export function sentencesOf(runs: readonly TextRun[]): Stretch[] {
  return runs.flatMap((run) => unitsOf(run, 'sentence'));
}

/** The words of some lines; spaces and punctuation alone aren't words. */
export function wordsOf(runs: readonly TextRun[]): Stretch[] {
  return runs.flatMap((run) => unitsOf(run, 'word'));
}

/**
 * Khmer ends its sentences with a sign of its own and writes no spaces between words: its rules are used where a line
 * contains any.
 */
function unitsOf({ text, offsets }: TextRun, granularity: 'sentence' | 'word'): Stretch[] {
  const segments = Array.from(
    new Intl.Segmenter(hasKhmer(text) ? 'km' : SOURCE_LANGUAGE, { granularity }).segment(text),
  );
  return segments
    .filter(({ isWordLike }) => granularity === 'sentence' || isWordLike === true)
    .reduce<{ from: number; to: number }[]>((units, { index, segment }) => {
      const last = units.at(-1);
      if (granularity === 'sentence' && last && ABBREVIATED.test(text.slice(last.from, last.to)))
        last.to = index + segment.length;
      else units.push({ from: index, to: index + segment.length });
      return units;
    }, [])
    .map(({ from, to }) => ({ start: offsets[from] ?? 0, end: offsets[to] ?? 0 }))
    .filter(({ start, end }) => start < end);
}
