import type { ArticleIndex } from '../series/article-index';
import { searchArticleIndex } from '../series/article-search';
import { latinDigits } from '../text/digits';
import type { SearchEntry } from './search-entry';

/** A place in an instrument that is asked for by its number; with a number nothing else is meant. */
const NUMBERED = /\d/u;

/**
 * The places of instruments that a query names by their number, as `searchArticleIndex` reads it (`40(3)(b)` finds
 * article 40 as a whole too), those with exactly this number first. None for a query without a number.
 *
 * @param limit most places that are returned
 */
export function articleEntries(index: ArticleIndex, query: string, limit: number): SearchEntry[] {
  const asked = latinDigits(query);
  if (!NUMBERED.test(asked)) return [];
  const number = /\d[\d.]*(?:\(\w{1,6}\))*/u.exec(asked)?.[0] ?? '';
  const found = searchArticleIndex(index, asked).flatMap(({ source, places }) =>
    places
      .filter(({ label }) => NUMBERED.test(label))
      .map(({ label }) => ({ source, label, isExact: label.split(/\s+/u).includes(number) })),
  );
  return found
    .toSorted((a, b) => Number(b.isExact) - Number(a.isExact))
    .slice(0, limit)
    .map(({ source, label }) => ({
      id: `article:${source.id}/${label}`,
      kind: 'article',
      title: `${source.short}, ${label}`,
      text: source.title,
      ref: `${source.id}/${label}`,
    }));
}
