import type { ShownGlyph } from './text-clusters';

/** A glyph with its place on the page, in points. */
export interface PlacedGlyph extends ShownGlyph {
  readonly x: number;
  readonly y: number;
}

/** A line of type in the page's content: one or more pieces of text, drawn one after another. */
export interface TextLine {
  /** Where in the content it begins and ends. */
  readonly start: number;
  readonly end: number;
  /** Numbers of its pieces, by which the document's structure refers to them; the foot of a page has none. */
  readonly marks: readonly number[];
  /** Further properties of these pieces, such as their language. */
  readonly properties: string;
  readonly size: number;
  /** Operators that set its colour. */
  readonly paint: string;
  readonly glyphs: readonly PlacedGlyph[];
}

/** A line while its pieces are put together. */
interface LineDraft extends TextLine {
  end: number;
  readonly marks: number[];
  readonly glyphs: PlacedGlyph[];
}

/** What a line's text is set in. */
export interface PageFont {
  /** Advance of a code in thousandths of the type size. */
  width(code: number): number;
  /** What a code reads as. */
  text(code: number): string;
}

const number = String.raw`-?\d*\.?\d+`;
/**
 * A piece of text as the compiler writes it: its mark, its place, its colour, its text. The foot of a page, which is no
 * part of the document's structure, has no marks.
 */
const pieceOfText = new RegExp(
  String.raw`(?:/Span <<\n {2}/MCID (\d+)((?:\n {2}/[^\n>]+)*)\n>> BDC\n)?` +
    String.raw`q\n1 0 0 -1 (${number}) (${number}) cm\n` +
    String.raw`((?:[^\n]+ (?:cs|scn|gs)\n)*)BT\n([\s\S]*?)\nET\nQ\n`,
  'gu',
);
const face = new RegExp(String.raw`^/(\w+) (${number}) Tf$`, 'u');
const position = new RegExp(String.raw`^1 0 0 -1 (${number}) (${number}) Tm$`, 'u');
const shift = new RegExp(number, 'uy');

/** The lines of type in a page's content. What is written otherwise than expected is left out. */
export function textLines(
  content: string,
  fonts: ReadonlyMap<string, PageFont>,
  parentOf: (mark: number) => string | undefined,
): readonly TextLine[] {
  const lines: LineDraft[] = [];
  let declared = 0;
  for (const found of content.matchAll(pieceOfText)) {
    const [whole, mark, properties = '', x = '', y = '', paint = '', body = ''] = found;
    const piece = shownGlyphs(body, Number(x), Number(y), fonts, () => (declared += 1));
    if (!piece) continue;
    let end = found.index + whole.length;
    if (mark !== undefined) {
      if (!content.startsWith('EMC', end)) continue;
      // At the end of a page no line feed follows.
      end = Math.min(end + 'EMC\n'.length, content.length);
    }
    const { glyphs, size } = piece;
    const marks = mark === undefined ? [] : [Number(mark)];
    const line = { start: found.index, end, marks, properties, size, paint, glyphs };
    const previous = lines.at(-1);
    if (previous && continues(previous, line) && sameParent(previous, line, parentOf)) {
      previous.end = end;
      previous.marks.push(...line.marks);
      previous.glyphs.push(...line.glyphs);
    } else lines.push(line);
  }
  return lines;
}

/** The same line: same type, directly after each other on the page as in the content. */
function continues(before: TextLine, next: TextLine): boolean {
  const [last, first] = [before.glyphs.at(-1), next.glyphs[0]];
  if (!last || !first || next.start !== before.end || before.size !== next.size) return false;
  if (before.paint !== next.paint || before.properties !== next.properties) return false;
  const gap = first.x - (last.x + (last.width * before.size) / 1000);
  return Math.abs(gap) < before.size && Math.abs(first.y - last.y) < before.size;
}

function sameParent(a: TextLine, b: TextLine, parentOf: (mark: number) => string | undefined): boolean {
  const [of, other] = [a.marks[0], b.marks[0]];
  return of === undefined || other === undefined ? of === other : parentOf(of) === parentOf(other);
}

function shownGlyphs(
  body: string,
  originX: number,
  originY: number,
  fonts: ReadonlyMap<string, PageFont>,
  nextCluster: () => number,
): Pick<LineDraft, 'glyphs' | 'size'> | undefined {
  const glyphs: PlacedGlyph[] = [];
  let [size, name, x, y] = [0, '', 0, 0];
  let actual: { readonly text: string; readonly cluster: number } | undefined;
  const open: boolean[] = [];
  // One operator a line, told by its end: a pattern for all of them takes longer than the rest of the page.
  for (const line of body.split('\n')) {
    const operator = line.slice(line.lastIndexOf(' ') + 1);
    if (line.startsWith('  /ActualText '))
      actual = { text: textString(line.slice('  /ActualText '.length)), cluster: nextCluster() };
    else if (operator === 'BDC') open.push(true);
    else if (operator === 'BMC') open.push(false);
    else if (operator === 'EMC') {
      if (open.pop()) actual = undefined;
    } else if (operator === 'Tf') {
      const [, named = '', given = ''] = face.exec(line) ?? [];
      // A line has one size; faces may change within it.
      if (size !== 0 && size !== Number(given)) return undefined;
      [name, size] = [named, Number(given)];
    } else if (operator === 'Tm') {
      const [, right, up] = position.exec(line) ?? [];
      [x, y] = [originX + Number(right), originY - Number(up)];
    } else if (operator === 'TJ' || operator === 'Tj') {
      const font = fonts.get(name);
      if (!font) return undefined;
      for (let at = 0; at < line.length;) {
        shift.lastIndex = at;
        if (line[at] === '(' || line[at] === '<') {
          const end = stringEnd(line, at);
          for (const code of codes(line.slice(at, end))) {
            const width = font.width(code);
            const text = actual?.text ?? font.text(code);
            glyphs.push({ code, font: name, width, x, y, text, declared: actual?.cluster });
            x += (width * size) / 1000;
          }
          at = end;
        } else if (shift.test(line)) {
          x -= (Number(line.slice(at, shift.lastIndex)) * size) / 1000;
          at = shift.lastIndex;
        } else at += 1;
      }
    } else if (line !== '0 Tr' && line !== '/Span <<') return undefined;
  }
  return glyphs.length > 0 ? { glyphs, size } : undefined;
}

/** Where a string ends that begins at a place. Brackets in it that are balanced need no backslash. */
function stringEnd(text: string, start: number): number {
  if (text[start] === '<') return text.indexOf('>', start) + 1;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** The two-byte codes of a string. */
function codes(string: string): number[] {
  const bytes = stringBytes(string);
  return Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readUInt16BE(index * 2));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function stringBytes(string: string): Buffer {
  if (string.startsWith('<')) return Buffer.from(string.slice(1, -1), 'hex');
  const bytes: number[] = [];
  for (let at = 1; at < string.length - 1; at += 1) {
    if (string[at] !== '\\') {
      bytes.push(string.charCodeAt(at));
      continue;
    }
    // Every second byte of a line is such a number: a pattern for it takes longer than all else here.
    let [code, digits] = [0, 0];
    for (let next = octal(string, at + 1); digits < 3 && next >= 0; next = octal(string, at + 1 + digits)) {
      code = code * 8 + next;
      digits += 1;
    }
    const letter = string[at + 1] ?? '';
    bytes.push(digits > 0 ? code : (escapes[letter] ?? letter).charCodeAt(0));
    at += Math.max(1, digits);
  }
  return Buffer.from(bytes);
}

/** The octal digit at a place of a text; -1 for any other character. */
function octal(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit < 8 ? digit : -1;
}

/** A text string: UTF-16 after its mark, else Latin. */
function textString(string: string): string {
  const bytes = stringBytes(string);
  return bytes.length >= 2 && bytes.readUInt16BE(0) === 0xfeff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1');
}
