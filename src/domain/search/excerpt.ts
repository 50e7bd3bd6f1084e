import { countsInCompactText } from '../text/compact-text';
import { joinedRuns, queryWords } from './search-index';
import { searchWords, type CutKhmer, type SearchWord } from './search-words';

/** A stretch of a text, in UTF-16 offsets, `end` excluded. */
export interface TextStretch {
  readonly start: number;
  readonly end: number;
}

/** A piece of an excerpt. */
export interface ExcerptPart {
  readonly text: string;
  readonly isFound: boolean;
}

/** Units of an excerpt: two lines of a result. */
const EXCERPT_LENGTH = 170;

/** Units before the first found word: enough to see what it belongs to. */
const LEAD_LENGTH = 45;

/** Units that are cut into words at once; each part begins an excerpt's length before the end of the last. */
const PART_LENGTH = 4_000;

/** What was looked for. */
export interface SoughtWords {
  readonly query: string;
  /** The terms that were looked for (`SearchAnswer`). */
  readonly terms: ReadonlySet<string>;
  readonly cutKhmer: CutKhmer;
}

/** Where the words of a query are in a text, in order. */
export function foundStretches(text: string, sought: SoughtWords): TextStretch[] {
  return stretchesIn(searchWords(text, sought.cutKhmer), sought);
}

/** The part of a text in which most of the found words are, as pieces; its beginning where none is. */
export function excerptOf(text: string, sought: SoughtWords): ExcerptPart[] {
  const { words, found } = firstFound(text, sought);
  const { start, end } = excerptPlace(text, words, found);
  const parts: ExcerptPart[] = start > 0 ? [{ text: '… ', isFound: false }] : [];
  let at = start;
  for (const stretch of found) {
    if (stretch.start < at || stretch.end > end) continue;
    parts.push({ text: text.slice(at, stretch.start), isFound: false });
    parts.push({ text: text.slice(stretch.start, stretch.end), isFound: true });
    at = stretch.end;
  }
  parts.push({ text: text.slice(at, end) + (end < text.trimEnd().length ? ' …' : ''), isFound: false });
  return parts.map((part) => ({ ...part, text: part.text.replace(/\s+/gu, ' ') })).filter((part) => part.text !== '');
}

/** The found words of the first part of a text that has any: a long note isn't cut into words for two lines of it. */
function firstFound(
  text: string,
  sought: SoughtWords,
): { readonly words: readonly SearchWord[]; readonly found: readonly TextStretch[] } {
  let beginning: readonly SearchWord[] = [];
  for (let from = 0; from === 0 || from + EXCERPT_LENGTH < text.length; from += PART_LENGTH - EXCERPT_LENGTH) {
    const words = searchWords(text.slice(from, from + PART_LENGTH), sought.cutKhmer).map((word) => ({
      ...word,
      start: word.start + from,
      end: word.end + from,
    }));
    const found = stretchesIn(words, sought);
    if (found.length > 0) return { words, found };
    if (from === 0) beginning = words;
  }
  return { words: beginning, found: [] };
}

/** Stretches of a text in order as those of its compact text, in which the places of the page are measured. */
export function compactStretches(text: string, stretches: readonly TextStretch[]): TextStretch[] {
  let [at, count] = [0, 0];
  const counted = (end: number): number => {
    for (; at < end; at += 1) if (countsInCompactText(text.charAt(at))) count += 1;
    return count;
  };
  return stretches.map(({ start, end }) => ({ start: counted(start), end: counted(end) }));
}

function stretchesIn(words: readonly SearchWord[], { query, terms, cutKhmer }: SoughtWords): TextStretch[] {
  const found = words.filter(({ written, others }) => terms.has(written) || others.some((other) => terms.has(other)));
  return merged([...found, ...insideKhmer(words, joinedRuns(queryWords(query, cutKhmer)))]);
}

/** Where the Khmer of a query is in the Khmer of a text, however the dictionary cuts either. */
function insideKhmer(words: readonly SearchWord[], runs: readonly string[]): TextStretch[] {
  if (runs.length === 0) return [];
  const khmer = words.filter(({ kind }) => kind === 'khmer');
  const joined = khmer.map(({ written }) => written).join('');
  return runs.flatMap((run) => {
    const found: TextStretch[] = [];
    let [word, passed] = [0, 0];
    // Asked from the beginning of the text to its end.
    const wordAt = (offset: number): SearchWord | undefined => {
      for (let next = khmer[word]; next && passed + next.written.length <= offset; next = khmer[word]) {
        passed += next.written.length;
        word += 1;
      }
      return khmer[word];
    };
    for (let at = joined.indexOf(run); at >= 0; at = joined.indexOf(run, at + run.length)) {
      const [first, last] = [wordAt(at), wordAt(at + run.length - 1)];
      // Whole words: half of one can't be drawn apart from the other, since signs join them.
      if (first && last) found.push({ start: first.start, end: last.end });
    }
    return found;
  });
}

function merged(stretches: readonly TextStretch[]): TextStretch[] {
  const inOrder = stretches.map(({ start, end }) => ({ start, end })).sort((a, b) => a.start - b.start);
  const result: { start: number; end: number }[] = [];
  for (const each of inOrder) {
    const last = result.at(-1);
    if (last && each.start <= last.end) last.end = Math.max(last.end, each.end);
    else result.push(each);
  }
  return result;
}

/** The window over a text with the most found words, which begins and ends between words. */
function excerptPlace(text: string, words: readonly SearchWord[], found: readonly TextStretch[]): TextStretch {
  let best = { from: 0, count: 0 };
  // The stretches of the window that begins with one of them, and how often each word is among them.
  const inside = new Map<string, number>();
  const count = (stretch: TextStretch, by: 1 | -1): void => {
    const word = text.slice(stretch.start, stretch.end).toLowerCase();
    const times = (inside.get(word) ?? 0) + by;
    if (times === 0) inside.delete(word);
    else inside.set(word, times);
  };
  let next = 0;
  for (const [at, first] of found.entries()) {
    for (let each = found[next]; each && each.end <= first.start + EXCERPT_LENGTH - LEAD_LENGTH; each = found[next]) {
      count(each, 1);
      next += 1;
    }
    const worth = inside.size * 10 + (next - at);
    if (worth > best.count) best = { from: first.start, count: worth };
    // One that is longer than the window was never in it.
    if (next > at) count(first, -1);
    else next = at + 1;
  }
  const lead = Math.max(0, best.from - LEAD_LENGTH);
  const start = lead === 0 ? 0 : (words.find((word) => word.start >= lead)?.start ?? best.from);
  const limit = start + EXCERPT_LENGTH;
  if (limit >= text.length) return { start, end: text.length };
  const end = words.findLast((word) => word.end <= limit)?.end ?? limit;
  return { start, end: Math.max(end, start) };
}
