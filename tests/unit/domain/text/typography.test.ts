import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped, withSetPlaces } from '../../../../src/domain/text/typography';
import { citationInWords } from '../../../../src/domain/series/citation';

describe('places set in type', () => {
  it.each([
    ['paras. 51-53', 'paras.\u00A051–53'],
    ['para. 134(a)-(i)', 'para.\u00A0134(a)–(i)'],
    ['rules 11.2-11.4', 'rules\u00A011.2–11.4'],
    ['General comment No. 24', 'General comment No.\u00A024'],
    ['មេរៀនទី ៥ និងផ្នែកទី 10', 'មេរៀនទី\u00A0៥ និងផ្នែកទី\u00A010'],
    ['the year 2015-16 - at last', 'the year 2015–16 – at last'],
    ["translator's notice", 'translator’s notice'],
  ])('%s', (typed, set) => {
    expect(withSetPlaces(typed)).toBe(set);
  });

  it.each([
    '2026-11-25',
    'CRC/C/KHM/CO/4-6',
    'AS-046-2006',
    'GE.19-15961(E)',
    'non-custodial',
    'q01-2b',
    'https://a.b/1-2',
  ])('leaves %s as it is', (text) => {
    expect(withSetPlaces(text)).toBe(text);
  });

  it('a citation doesn’t break between a short form and its number', () => {
    expect(citationInWords('GC 24', 'paras. 13-14')).toBe('GC\u00A024, paras.\u00A013–14');
    expect(citationInWords('GC 24', '')).toBe('GC\u00A024');
  });

  it('keeps every unit in its place, both ways', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '1', '-', ' ', '(', ')', "'", '"', '’', '“', '–', 'ក') }),
        (text) => {
          expect(withSetPlaces(text)).toHaveLength(text.length);
          expect(asTyped(withSetPlaces(text))).toBe(asTyped(text));
        },
      ),
    );
  });
});
