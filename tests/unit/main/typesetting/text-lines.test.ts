import { expect, it } from 'vitest';
import { textLines } from '../../../../src/main/services/typesetting/text-lines';

const font = { width: () => 500, text: (code: number) => String.fromCharCode(code) };

/** A marked piece of text as the compiler writes it, with its text's operators. */
const piece = (operators: string): string =>
  `/Span <<\n  /MCID 0\n>> BDC\nq\n1 0 0 -1 10 20 cm\n/c0 cs\nBT\n0 Tr\n/f0 10 Tf\n1 0 0 -1 0 0 Tm\n${operators}\nET\nQ\nEMC\n`;

it.each([
  ['with brackets that are balanced, which need no backslash', String.raw`[(\000(\000A\000)) 20 (\000B)] TJ`, '(A)B'],
  ['with a bracket that is alone', String.raw`(\000\(\000A) Tj`, '(A'],
  ['with a letter whose code is that of a backslash, or of a line’s end', String.raw`(\000\\\000\n) Tj`, '\\\n'],
  ['in hexadecimal codes', '[<00410042> -3.5 <0043>] TJ', 'ABC'],
  ['that the compiler declares to be another', '/Span <<\n  /ActualText (xy)\n>> BDC\n<0041> Tj\nEMC', 'xy'],
])('a line of type is read, %s', (_, operators, text) => {
  const [line] = textLines(piece(operators), new Map([['f0', font]]), () => undefined);
  expect(line?.glyphs.map((glyph) => glyph.text).join('')).toBe(text);
});

it.each([
  ['at the end of a page, where no line feed follows', piece('<0041> Tj').trimEnd()],
  [
    'at its foot, without a mark',
    piece('<0041> Tj')
      .replace(/^[^q]*/u, '')
      .replace(/EMC\n$/u, ''),
  ],
])('a line of type is found whole, %s', (_, content) => {
  const [line] = textLines(content, new Map([['f0', font]]), () => undefined);
  expect(line && content.slice(line.start, line.end)).toBe(content);
});

it('a line is left as it is where it holds what the compiler doesn’t write', () => {
  expect(textLines(piece('5 Tw\n<0041> Tj'), new Map([['f0', font]]), () => undefined)).toEqual([]);
});
