import { describe, expect, it } from 'vitest';
import { cutKhmer } from '../../../../src/authoring/compiling/khmer-words';
import { searchTerms, searchWords, stemOf } from '../../../../src/domain/search/search-words';

const written = (text: string): string[] => searchWords(text, cutKhmer).map((word) => word.written);

describe('the words of a text, as they are searched', () => {
  it('are found by their stem, whatever the ending, the spelling and the plural', () => {
    expect(new Set(['diversion', 'diversions'].map(stemOf)).size).toBe(1);
    expect(new Set(['criminalise', 'criminalised', 'criminalization', 'criminalisation'].map(stemOf)).size).toBe(1);
    expect(new Set(['child', 'children'].map(stemOf)).size).toBe(1);
    expect(searchTerms("children's courts", cutKhmer)).toEqual(['children', 'child', 'courts', 'court']);
  });

  it('are without accents, capitals and the words that are in every sentence', () => {
    expect(written('The Café of THE Committee')).toEqual(['cafe', 'committee']);
  });

  it('hold a numbering whole, with its beginnings beside it, in either kind of digits', () => {
    expect(searchTerms('Article 40(3)(b)', cutKhmer)).toEqual(['article', 'articl', '40(3)(b)', '40', '40(3)']);
    expect(searchTerms('rule 11.2', cutKhmer)).toContain('11.2');
    expect(searchTerms('rule 11.2', cutKhmer)).toContain('11');
    expect(written('មាត្រា ៤០')).toContain('40');
  });

  it('know their place in the text, in Khmer with zero-width spaces too', () => {
    const text = 'See ការ\u200Bបង្វែរ, and more';
    const words = searchWords(text, cutKhmer);
    for (const { start, end, kind, written: word } of words)
      if (kind === 'latin') expect(text.slice(start, end).toLowerCase()).toBe(word);
    const khmer = words.filter(({ kind }) => kind === 'khmer');
    expect(khmer.map((word) => text.slice(word.start, word.end).replaceAll('\u200B', '')).join('')).toBe('ការបង្វែរ');
    expect(khmer.map((word) => word.written).join('')).toBe('ការបង្វែរ');
  });

  it('are cut where Latin and Khmer letters meet without a space', () => {
    const words = searchWords('ច្បាប់UNCRCនិងCafé១២', cutKhmer);
    expect(words.map(({ kind, written: word }) => [kind, word])).toEqual([
      ['khmer', 'ច្បាប់'],
      ['latin', 'uncrc'],
      ['khmer', 'និង'],
      ['latin', 'cafe'],
      ['number', '12'],
    ]);
  });

  it('have one spelling of the Khmer subscript that is typed as `ta` or `da`', () => {
    expect(written('យុ\u17D2\u178Fិធម៌')).toEqual(written('យុ\u17D2\u178Aិធម៌'));
  });
});
