import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFont, type Face } from '../../../../src/main/services/typesetting/font-reading';
import { printFonts, readPrintFonts } from '../../../../src/main/services/typesetting/fonts';
import { printableText, STAND_IN } from '../../../../src/main/services/typesetting/printable-text';
import { packagesFolder } from '../certificate/certificate-samples';

const faces: readonly Face[] = (await readPrintFonts(packagesFolder))
  .filter((_, index) => printFonts[index]?.typed)
  .map(readFont);

const codePoints = (typed: string): readonly string[] =>
  printableText(typed, faces).replaced.map(({ codePoint }) => codePoint);

describe('text that prints as typed', () => {
  it.each([
    'Sok Dara',
    'សុខ ដារ៉ា',
    'ស្ត្រី',
    'محمد عبد الله',
    'שרה',
    'Nguyễn Thị Ỗng',
    'Müller-Ångström',
    'Жанна Ωmega',
    'กำธร ສົມ क्षत्रिय',
    '🙂 🇰🇭 👍🏽 👨\u200D👩\u200D👧',
    '*_#$\\[]<>@"\' #import',
    '‘Dara’ “Sok” – …',
    'می\u200Cخواهم',
  ])('%s', (typed) => {
    expect(printableText(typed, faces)).toEqual({ text: typed, replaced: [] });
  });

  it('is composed, trimmed and single-spaced, and says nothing about it', () => {
    expect(printableText('  Re\u0301ne\u0301\t \n A\u200Bb\uFEFF ', faces)).toEqual({ text: 'Réné Ab', replaced: [] });
  });
});

describe('a stand-in', () => {
  it('takes the place of each character that no face has, reported once', () => {
    expect(printableText('漢a漢', faces)).toEqual({
      text: `${STAND_IN}a${STAND_IN}`,
      replaced: [{ character: '漢', codePoint: 'U+6F22' }],
    });
  });

  it.each([
    ['an unassigned code point', '\u0378', 'U+0378'],
    ['a private-use one, even where a face has it', '\u{FE4E6}', 'U+FE4E6'],
    ['an emoji newer than the font', '\u{1FAFF}', 'U+1FAFF'],
    ['half of a surrogate pair', '\uD83D', 'U+D83D'],
  ])('is printed for %s', (_, character, codePoint) => {
    const result = printableText(`a${character}b`, faces);
    expect(result.text).toBe(`a${STAND_IN}b`);
    expect(result.replaced.map((found) => found.codePoint)).toEqual([codePoint]);
    expect(result.replaced.every((found) => found.character.isWellFormed())).toBe(true);
  });

  it('takes the place of a mark that the letter’s face lacks', () => {
    expect(printableText('k\u17D2', faces)).toEqual({
      text: `k${STAND_IN}`,
      replaced: [{ character: '\u17D2', codePoint: 'U+17D2' }],
    });
  });

  it('takes the place of the marks after that one too, which would stand on the square', () => {
    // Cyrillic, Arabic and Latin marks on one another.
    const result = printableText('\u2DE9\u08FF\u0363\u0678', faces);
    expect(result.text).toBe(`\u2DE9${STAND_IN}\u0678`);
    expect(result.replaced.map(({ codePoint }) => codePoint)).toEqual(['U+08FF', 'U+0363']);
  });

  it('is itself printable', () => {
    expect(faces.some((face) => face.hasGlyphForCodePoint(STAND_IN.codePointAt(0) ?? 0))).toBe(true);
  });
});

describe('what is left out', () => {
  it.each([
    ['bidi controls', 'a\u202Eb\u2066c\u200Fd', 'abcd', ['U+202E', 'U+2066', 'U+200F']],
    ['control characters', 'a\u0000b\u001Bc', 'abc', ['U+0000', 'U+001B']],
    ['soft hyphens', 'a\u00ADb', 'ab', ['U+00AD']],
    [
      'the fourth mark on a letter and every further one',
      'e\u0323\u0301\u0301\u0301\u0301',
      'ẹ\u0301\u0301\u0301',
      ['U+0301'],
    ],
    ['joiners with nothing to join', '\u200Da', 'a', []],
    ['variation selectors that the face does not know', 'a\uFE0F', 'a', []],
  ] as const)('%s', (_, typed, text, expected) => {
    expect(printableText(typed, faces).text).toBe(text);
    expect(codePoints(typed)).toEqual(expected);
  });

  it('is never the whole name: a square stands for it', () => {
    expect(printableText('\u202E', faces).text).toBe(STAND_IN);
    expect(printableText('\u200D', faces).text).toBe(STAND_IN);
    expect(printableText('  ', faces).text).toBe('');
  });
});

describe('what a character that is left out stood between', () => {
  it('is looked at as it is printed, side by side', () => {
    // U+0898 is an Arabic mark, and no face has it with a Latin letter.
    const result = printableText('\u011C\u0000\u0898', faces);
    expect(result.text).toBe(`\u011C${STAND_IN}`);
    expect(result.replaced.map(({ codePoint }) => codePoint)).toEqual(['U+0000', 'U+0898']);
    expect(printableText('e\u202E\u0301', faces).text).toBe('\u00E9');
  });
});

describe('for any text', () => {
  it('every printed character has a glyph, and printing again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const { text } = printableText(typed, faces);
        for (const character of text)
          expect(faces.some((face) => face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0))).toBe(true);
        expect(text.isWellFormed()).toBe(true);
        expect(printableText(text, faces).text).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });
});
