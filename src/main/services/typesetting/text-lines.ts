import type { ShownGlyph } from './text-clusters';

/** A glyph with its place on the page, in points. */
export interface PlacedGlyph extends ShownGlyph {
  readonly x: number;
  readonly y: number;
}

/** A line of type in the page's content: one or more marked pieces of text, drawn one after another. */
export interface TextLine {
  /** Where in the content it begins and ends. */
  readonly start: number;
  readonly end: number;
  /** Numbers of its marked pieces, by which the document's structure refers to them. */
  readonly marks: readonly number[];
  /** Further properties of these pieces, such as their language. */
  readonly properties: string;
  readonly size: number;
  /** Operators that set its colour. */
  readonly paint: string;
  readonly glyphs: readonly PlacedGlyph[];
}

/** What a line's text is set in. */
export interface PageFont {
  /** Advance of a code in thousandths of the type size. */
  width(code: number): number;
  /** What a code reads as. */
  text(code: number): string;
}

const number = String.raw`-?\d*\.?\d+`;
/** A marked piece of text as the compiler writes it: its place, its colour, its text. */
const markedText = new RegExp(
  String.raw`/Span <<\n {2}/MCID (\d+)((?:\n {2}/[^\n>]+)*)\n>> BDC\nq\n1 0 0 -1 (${number}) (${number}) cm\n` +
    String.raw`((?:[^\n]+ (?:cs|scn|gs)\n)*)BT\n([\s\S]*?)\nET\nQ\nEMC\n`,
  'gu',
);
const token = new RegExp(
  [
    String.raw`/Span <<\n {2}/ActualText (?<actual><[0-9A-F]*>|\((?:\\[\s\S]|[^\\)])*\))\n>> BDC`,
    String.raw`(?<reversed>/ReversedChars BMC)`,
    String.raw`(?<end>EMC)`,
    String.raw`(?<fill>0 Tr)`,
    String.raw`/(?<font>\w+) (?<size>${number}) Tf`,
    String.raw`1 0 0 -1 (?<x>${number}) (?<y>${number}) Tm`,
    String.raw`\[(?<shown>(?:\((?:\\[\s\S]|[^\\)])*\)|<[0-9A-F]*>|[-\d. \n]+)*)\] TJ`,
    String.raw`(?<single>\((?:\\[\s\S]|[^\\)])*\)|<[0-9A-F]*>) Tj`,
  ].join('|'),
  'uy',
);

/** The lines of type in a page's content. What is written otherwise than expected is left out. */
export function textLines(
  content: string,
  fonts: ReadonlyMap<string, PageFont>,
  parentOf: (mark: number) => string | undefined,
): readonly TextLine[] {
  const lines: TextLine[] = [];
  let declared = 0;
  for (const found of content.matchAll(markedText)) {
    const [whole, mark = '', properties = '', x = '', y = '', paint = '', body = ''] = found;
    const piece = shownGlyphs(body, Number(x), Number(y), fonts, () => (declared += 1));
    if (!piece) continue;
    const end = found.index + whole.length;
    const line = { ...piece, start: found.index, end, marks: [Number(mark)], properties, paint };
    const previous = lines.at(-1);
    if (previous && continues(previous, line) && sameParent(previous, line, parentOf)) {
      lines[lines.length - 1] = {
        ...previous,
        end,
        marks: [...previous.marks, ...line.marks],
        glyphs: [...previous.glyphs, ...line.glyphs],
      };
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
  return of !== undefined && other !== undefined && parentOf(of) === parentOf(other);
}

function shownGlyphs(
  body: string,
  originX: number,
  originY: number,
  fonts: ReadonlyMap<string, PageFont>,
  nextCluster: () => number,
): Pick<TextLine, 'glyphs' | 'size'> | undefined {
  const glyphs: PlacedGlyph[] = [];
  let [size, name, x, y] = [0, '', 0, 0];
  let actual: { readonly text: string; readonly cluster: number } | undefined;
  const open: boolean[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < body.length) {
    const parts = token.exec(body)?.groups;
    if (!parts) return undefined;
    if (parts.actual !== undefined) {
      actual = { text: textString(parts.actual), cluster: nextCluster() };
      open.push(true);
    } else if (parts.reversed !== undefined) open.push(false);
    else if (parts.end !== undefined) {
      if (open.pop()) actual = undefined;
    } else if (parts.font !== undefined) {
      // A line has one size; faces may change within it.
      if (size !== 0 && size !== Number(parts.size)) return undefined;
      [name, size] = [parts.font, Number(parts.size)];
    } else if (parts.x !== undefined) [x, y] = [originX + Number(parts.x), originY - Number(parts.y)];
    else if (parts.fill === undefined) {
      const font = fonts.get(name);
      if (!font) return undefined;
      for (const [piece] of (parts.shown ?? parts.single ?? '').matchAll(
        /\((?:\\[\s\S]|[^\\)])*\)|<[0-9A-F]*>|[-\d.]+/gu,
      )) {
        if (/^[-\d.]/u.test(piece)) {
          x -= (Number(piece) * size) / 1000;
          continue;
        }
        for (const code of codes(piece)) {
          const width = font.width(code);
          glyphs.push({
            code,
            font: name,
            width,
            x,
            y,
            text: actual?.text ?? font.text(code),
            declared: actual?.cluster,
          });
          x += (width * size) / 1000;
        }
      }
    }
    while (body[token.lastIndex] === '\n') token.lastIndex += 1;
  }
  return glyphs.length > 0 ? { glyphs, size } : undefined;
}

/** The two-byte codes of a string. */
function codes(string: string): number[] {
  const bytes = stringBytes(string);
  return Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readUInt16BE(index * 2));
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function stringBytes(string: string): Buffer {
  if (string.startsWith('<')) return Buffer.from(string.slice(1, -1), 'hex');
  const text = string
    .slice(1, -1)
    .replace(/\\(?:([0-7]{1,3})|([\s\S]))/gu, (_, octal: string | undefined, other: string | undefined) =>
      octal === undefined ? (escapes[other ?? ''] ?? other ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
    );
  return Buffer.from(text, 'latin1');
}

/** A text string: UTF-16 after its mark, else Latin. */
function textString(string: string): string {
  const bytes = stringBytes(string);
  return bytes.length >= 2 && bytes.readUInt16BE(0) === 0xfeff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1');
}
