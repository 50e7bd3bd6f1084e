import type { ArticleIndex, IndexedPlace, IndexedSource } from './article-index';
import { pathsOverlap, readPath, type LocatorPath } from './locator-path';
import { readLocator, unitOf, withEnglishUnits } from './locator';
import type { Source } from './citation';
import { latinDigits } from '../text/digits';
import { searchable } from '../text/searchable';

/**
 * The part of the index that matches every word of the query. A word is found in an instrument's names, in a place's
 * label, or as a number in the numbering: `crc 37(b)` finds article 37 as a whole and `37(a)-(d)` too, `gc 24 para. 30`
 * finds `paras. 29-31`. Where the names of instruments match all words, only these instruments are found, as a whole,
 * so that `gc 24` doesn't find paragraph 24 of other comments. Digits and words of numbering may be Khmer ones. An
 * empty query finds everything.
 */
export function searchArticleIndex(index: ArticleIndex, query: string): ArticleIndex {
  const words = searchable(withEnglishUnits(latinDigits(query)))
    .replace(/\b(arts?|paras?|ss?|rules?)\.?(?=\d)/gu, '$1 ')
    .split(/[\s,;]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return index;
  const named = index.filter(({ source }) => words.every((word) => isInNames(source, word)));
  if (named.length > 0 && words.some((word) => !/^\d/u.test(word))) return named;
  return index.flatMap(({ source, places }): readonly IndexedSource[] => {
    const asked = words.filter((word) => !isInNames(source, word));
    const found = places.filter((place) => asked.every((word) => isInPlace(place, word)));
    return found.length > 0 ? [{ source, places: found }] : [];
  });
}

function isInNames({ short, khmer = '', title, symbol, publisher }: Source, word: string): boolean {
  // Symbols of treaty bodies begin with the treaty's name (`CRC/C/GC/24`): they match only queries that are written
  // like a symbol.
  if (word.includes('/') && symbol !== undefined && searchable(symbol).includes(word)) return true;
  const names = searchable(`${short} ${short.replace(/\s/gu, '')} ${khmer} ${title} ${publisher}`);
  // Numbers match as a whole: 1 is not found in 1989.
  return /^\d/u.test(word) ? names.split(/[^\p{L}\p{N}/]+/u).includes(word) : names.includes(word);
}

function isInPlace({ label }: IndexedPlace, word: string): boolean {
  const [place] = readLocator(label);
  const unit = unitOf(word);
  if (place?.kind === 'numbered') {
    if (unit !== undefined) return place.unit === unit;
    const asked = readRange(word);
    if (asked) return pathsOverlap(place, asked);
  }
  return searchable(label)
    .split(/[\s,]+/u)
    .some((part) => (/^\d/u.test(word) ? part === word : part.includes(word)));
}

function readRange(word: string): { readonly from: LocatorPath; readonly to: LocatorPath } | undefined {
  if (!/^\d/u.test(word)) return undefined;
  const [first = '', last] = word.replace(/[\u2012-\u2015]/gu, '-').split('-');
  const from = readPath(withCapitals(first));
  const to = last === undefined || last === '' ? from : readPath(withCapitals(last), from);
  return from && to ? { from, to } : undefined;
}

/** `3a` as statutes number it: `3A`. */
function withCapitals(text: string): string {
  return text.replace(/\d[a-z]/gu, (numbered) => numbered.toUpperCase());
}
