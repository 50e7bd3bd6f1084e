import { stemmer } from 'stemmer';
import { latinDigits } from '../text/digits';
import { searchable } from '../text/searchable';

/** A word of a text as it is indexed and searched, with its place in the text. */
export interface SearchWord {
  /** UTF-16 offsets in the text as it was given, `end` excluded. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'latin' | 'khmer' | 'number';
  /** The word as it is written, folded. Of a numbering such as `40(3)(b)` the whole. */
  readonly written: string;
  /** What else finds it: a word's stem, the beginnings of a numbering (`40(3)`, `40`). Without `written`. */
  readonly others: readonly string[];
}

/** Letters and signs of Khmer words, and the characters of no width that may be between them. */
const KHMER_LETTERS = String.raw`\u17DD\u17D7\u17DC\u1780-\u17D3`;
const NO_WIDTH = String.raw`\u200B-\u200D\u2060`;
const DIGIT = String.raw`[\d\u17E0-\u17E9]`;
/** Letters of another script: an acronym may stand in a Khmer sentence without a space. */
const LETTERS = `(?:(?![${KHMER_LETTERS}])[\\p{L}\\p{M}])+`;

/** A run of Khmer; a numbering, in either kind of digits; a word in any other script. */
const WORD = new RegExp(
  [
    `(?<khmer>[${KHMER_LETTERS}][${KHMER_LETTERS}${NO_WIDTH}]*)`,
    String.raw`(?<number>${DIGIT}+(?:\p{Lu}|[a-z](?!\p{L}))?(?:\.${DIGIT}+)*(?:\([\d\p{L}]{1,6}\))*)`,
    `(?<latin>${LETTERS}(?:['’]${LETTERS})*)`,
  ].join('|'),
  'gu',
);

/**
 * The words of a run of Khmer, which joined are the run: Khmer has no spaces between words. The platform's dictionary
 * cuts them (`Intl.Segmenter`).
 */
export type CutKhmer = (run: string) => readonly string[];

/** Words whose plural no rule of endings finds. */
const IRREGULAR: Readonly<Record<string, string>> = { children: 'child', women: 'woman', men: 'man' };

/** Words that are in nearly every sentence: they find nothing and fill the index. */
const COMMON = new Set(
  'a an and are as at be been but by for from had has have he her his if in into is it its may must no not of on or she so than that the their them then there these they this to was were which who will with'.split(
    ' ',
  ),
);

/**
 * The stem of an English word by Porter's rules (Porter 1980), with British and American endings as one
 * (`criminalization`) and the plural of `child`. Takes and gives a folded word.
 */
export function stemOf(word: string): string {
  return stemmer(IRREGULAR[word] ?? word.replace(/iz(e[sdr]?|ing|ations?)$/u, 'is$1'));
}

/**
 * Words that were folded and stemmed already, by how they are written. Kept by whoever indexes many texts, and gone
 * with it: they may be words of sealed notes.
 */
export type WordMemory = Map<string, Pick<SearchWord, 'written' | 'others'> | null>;

/** The words of a text in order, common ones left out. */
export function searchWords(text: string, cutKhmer: CutKhmer, memory: WordMemory = new Map()): SearchWord[] {
  return [...text.matchAll(WORD)].flatMap((match): SearchWord | SearchWord[] => {
    const { khmer, number, latin = '' } = match.groups ?? {};
    if (khmer !== undefined) return khmerWords(khmer, match.index, cutKhmer);
    const place = { start: match.index, end: match.index + match[0].length };
    if (number !== undefined) {
      const written = latinDigits(searchable(number));
      return { ...place, kind: 'number', written, others: beginnings(written) };
    }
    let word = memory.get(latin);
    if (word === undefined) memory.set(latin, (word = latinWord(latin)));
    return word ? { ...place, kind: 'latin', ...word } : [];
  });
}

/** Null for a common word. */
function latinWord(word: string): Pick<SearchWord, 'written' | 'others'> | null {
  const written = foldLatin(word);
  if (written === '' || COMMON.has(written)) return null;
  const stem = stemOf(written);
  return { written, others: stem === written ? [] : [stem] };
}

/** Everything under which a text is found: each word as written, and what else finds it. */
export function searchTerms(text: string, cutKhmer: CutKhmer, memory?: WordMemory): string[] {
  return searchWords(text, cutKhmer, memory).flatMap(({ written, others }) => [written, ...others]);
}

/** A word in Latin or another script, without accents and the possessive ending. */
export function foldLatin(word: string): string {
  return searchable(word)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]s$/u, '')
    .replaceAll('’', "'");
}

/** `40(3)(b)` begins with `40(3)` and `40`, `11.2` with `11`. */
function beginnings(numbering: string): string[] {
  const found: string[] = [];
  for (let at = numbering.search(/[.(]/u); at > 0;) {
    found.push(numbering.slice(0, at));
    const next = numbering.slice(at + 1).search(/[.(]/u);
    at = next < 0 ? -1 : at + 1 + next;
  }
  return found;
}

/** A zero-width space that somebody typed between two words is ignored: others type none. */
function khmerWords(run: string, from: number, cutKhmer: CutKhmer): SearchWord[] {
  const offsets: number[] = [];
  let shown = '';
  for (let at = 0; at < run.length; at += 1) {
    const unit = run.charAt(at);
    if (/[\u200B-\u200D\u2060]/u.test(unit)) continue;
    offsets.push(from + at);
    shown += unit;
  }
  let passed = 0;
  // Every unit of a run stays one unit when it is folded: Khmer has no composed characters.
  return cutKhmer(searchable(shown)).map((written): SearchWord => {
    const start = offsets[passed] ?? from;
    passed += written.length;
    return { start, end: (offsets[passed - 1] ?? from) + 1, kind: 'khmer', written, others: [] };
  });
}
