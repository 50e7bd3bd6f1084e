import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittedText } from '../../../../src/main/services/typesetting/fitted-text';
import { printedWords, readerCharacters, withBreaks } from '../../../../src/main/services/typesetting/line-breaks';

const visible = (text: string): string => text.replaceAll('\u200B', '');

describe('where a line may break', () => {
  it('is after spaces and hyphens', () => {
    expect(printedWords('Anne-Marie Sok')).toEqual(['Anne-', 'Marie ', 'Sok']);
  });

  it('is between Khmer words, which have no spaces', () => {
    const words = printedWords('វិញ្ញាបនបត្របញ្ចប់ការសិក្សា');
    expect(words.length).toBeGreaterThan(2);
    expect(words).toContain('បញ្ចប់');
    expect(withBreaks('កម្ពុជាស្រឡាញ់')).toContain('\u200B');
  });

  it('is never before a Khmer full stop or inside a cluster', () => {
    expect(withBreaks('សិក្សា។ កម្ពុជា។')).not.toMatch(/\u200B[។\p{M}]/u);
    expect(withBreaks('អ្វី\u200Bៗ\u200Bខាងក្រោម')).not.toMatch(/\u200Bៗ/u);
    expect(readerCharacters('ស្ត្រី').join('|')).not.toMatch(/\|\p{M}/u);
  });

  it('is anywhere in a run longer than any word, and nowhere in a word', () => {
    expect(withBreaks('internationalisation')).toBe('internationalisation');
    expect(withBreaks('W'.repeat(40)).split('\u200B')).toHaveLength(40);
  });

  it('never changes the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (typed) => {
        const text = visible(typed);
        expect(printedWords(text).join('')).toBe(text);
        expect(readerCharacters(text).join('')).toBe(text);
        expect(visible(withBreaks(text))).toBe(text);
      }),
    );
  });
});

describe('a name to be fitted', () => {
  it.each([
    ['60 Latin characters', 'a'.repeat(60), true],
    ['61 Latin characters', 'a'.repeat(61), false],
    ['40 Khmer characters', 'ក'.repeat(40), true],
    ['41 Khmer characters', 'ក'.repeat(41), false],
    // Counted as a reader counts: the letter with its signs is one.
    ['40 Khmer characters of three code points', 'កុំ'.repeat(40), true],
  ])('of %s stays on one line: %s', (_, name, single) => {
    expect(fittedText(name, 60).single).toBe(single);
  });

  it.each([
    ['Sok', 'ltr'],
    ['سوك', 'rtl'],
    ['שרה', 'rtl'],
    ['"سوك" Sok', 'rtl'],
    ['Sok سوك', 'ltr'],
    ['123', 'ltr'],
    ['សុខ', 'ltr'],
  ])('reads %s from where its first letter says', (name, direction) => {
    expect(fittedText(name, 60).direction).toBe(direction);
  });
});
