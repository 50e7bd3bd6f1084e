import { type GlyphOutlines, glyphOutlines, readFont } from './font-reading';
import { type PdfObjects, readPdfObjects, reference, streamContent, streamData } from './pdf-objects';
import { type Cluster, clusterParts, clustersOf, readsFromTheRight } from './text-clusters';
import { type PageFont, type PlacedGlyph, textLines, type TextLine } from './text-lines';

/**
 * Makes the text of a printed page read as it was typed. The compiler gives each glyph of a cluster the whole cluster's
 * text, and draws raised marks as pieces of their own, so that Khmer and Arabic names are copied and searched with
 * letters doubled and cut apart. Here each line with such clusters is written anew: in one piece, each cluster with
 * its `ActualText` (ISO 32000-1, 14.9.4), and each glyph under a code of its own that reads as its part of the cluster,
 * for readers that don't know `ActualText`. What is seen doesn't change, nor does a page without such clusters.
 * @throws RangeError when the file isn't written as this compiler writes
 */
export function withReadableText(pdf: Uint8Array): Uint8Array {
  const objects = readPdfObjects(pdf);
  const pages = [...objects.entries()].filter(([, text]) => /\/Type \/Page\n/u.test(text)).map(([, text]) => text);
  const fonts = new Map<number, EncodedFont>();
  const parents = structureParents(objects);
  let changed = false;
  for (const page of pages) {
    const contents = reference(page, 'Contents');
    if (contents === undefined) continue;
    const content = streamData(objects.object(contents));
    const pageFonts = fontsOf(objects, page, fonts);
    const structure = parents.get(Number(/\/StructParents (\d+)/u.exec(page)?.[1] ?? -1)) ?? [];
    const lines = textLines(content, pageFonts, (mark) => structure[mark]).flatMap((line) => {
      const clusters = clustersOf(line.glyphs);
      // From the right, readers put the pieces of a line where they stand on the page, from the left. A glyph that
      // elsewhere in the file is part of a cluster has that cluster's text, here too, for readers that go by the font.
      const readable = clusters.every(
        ({ text, glyphs: [glyph, ...others] }) =>
          glyph !== undefined &&
          others.length === 0 &&
          !readsFromTheRight(text) &&
          pageFonts.get(glyph.font)?.text(glyph.code) === text,
      );
      return readable ? [] : [{ line, clusters }];
    });
    if (lines.length === 0) continue;
    changed = true;
    let [written, at] = ['', 0];
    for (const { line, clusters } of lines) {
      written += content.slice(at, line.start) + lineContent(line, clusters, pageFonts);
      at = line.end;
    }
    objects.replace(contents, streamContent(written + content.slice(at)));
  }
  if (!changed) return pdf;
  for (const font of fonts.values()) font.write();
  return objects.bytes();
}

/** A font of the file, with codes added for glyphs that read otherwise in a cluster. */
interface EncodedFont extends PageFont {
  /** The code under which a glyph reads as `text`. */
  codeFor(code: number, text: string): number;
  readonly outlines: () => GlyphOutlines;
  /** Writes the added codes into the file. */
  write(): void;
}

function fontsOf(objects: PdfObjects, page: string, known: Map<number, EncodedFont>): ReadonlyMap<string, EncodedFont> {
  const result = new Map<string, EncodedFont>();
  const dictionary = /\/Font <<([^>]*)>>/u.exec(page)?.[1] ?? '';
  for (const [, name = '', number = ''] of dictionary.matchAll(/\/(\w+) (\d+) 0 R/gu)) {
    const font = known.get(Number(number)) ?? encodedFont(objects, Number(number));
    if (!font) continue;
    known.set(Number(number), font);
    result.set(name, font);
  }
  return result;
}

/** Reads a composite TrueType font whose codes are its glyphs. Others have no clusters here. */
function encodedFont(objects: PdfObjects, number: number): EncodedFont | undefined {
  const [descendant, map] = ['DescendantFonts', 'ToUnicode'].map((entry) => reference(objects.object(number), entry));
  if (descendant === undefined || map === undefined) return undefined;
  const font = objects.object(descendant);
  if (!font.includes('/CIDToGIDMap /Identity')) return undefined;
  const descriptor = reference(font, 'FontDescriptor');
  const file = descriptor === undefined ? undefined : reference(objects.object(descriptor), 'FontFile2');
  if (descriptor === undefined || file === undefined) return undefined;
  const widths = advances(font);
  const cmap = streamData(objects.object(map));
  const texts = new Map<number, string>();
  const entries = cmap.slice(cmap.indexOf('endcodespacerange'));
  for (const [, code = '', text = ''] of entries.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gmu))
    texts.set(Number.parseInt(code, 16), Buffer.from(text, 'hex').swap16().toString('utf16le'));
  const first = Math.max(0, ...texts.keys(), ...widths.keys()) + 1;
  let outlines: GlyphOutlines | undefined;
  const added = new Map<string, { readonly code: number; readonly glyph: number; readonly text: string }>();

  return {
    width: (code) => widths.get(code) ?? 0,
    text: (code) => texts.get(code) ?? '',
    outlines: () => (outlines ??= glyphOutlines(readFont(Buffer.from(streamData(objects.object(file)), 'latin1')))),
    codeFor: (glyph, text) => {
      if (texts.get(glyph) === text) return glyph;
      const key = `${glyph} ${text}`;
      const known = added.get(key) ?? { code: first + added.size, glyph, text };
      added.set(key, known);
      return known.code;
    },
    write: () => {
      if (added.size === 0) return;
      const codes = [...added.values()];
      const glyphs = [...Array.from({ length: first }, (_, glyph) => glyph), ...codes.map(({ glyph }) => glyph)];
      const glyphMap = objects.add(
        streamContent(glyphs.map((glyph) => String.fromCharCode(glyph >> 8, glyph & 255)).join('')),
      );
      const more = codes.map(({ code, glyph }) => ` ${code} ${code} ${widths.get(glyph) ?? 0}`).join('');
      objects.replace(
        descendant,
        inner(font)
          .replace('/CIDToGIDMap /Identity', `/CIDToGIDMap ${glyphMap} 0 R`)
          .replace(/\/W \[([^\]]*)\]/u, `/W [$1${more}]`),
      );
      for (const { code, text } of codes) texts.set(code, text);
      objects.replace(map, streamContent(withTexts(cmap, texts), '\n  /Type /CMap\n  /WMode 0'));
      // The set of codes is optional, and would have to name the added ones.
      objects.replace(descriptor, inner(objects.object(descriptor)).replace(/\n *\/CIDSet \d+ 0 R/u, ''));
    },
  };
}

/** The advances of a font: runs of `first last width`. */
function advances(font: string): Map<number, number> {
  const runs = (/\/W \[([^\]]*)\]/u.exec(font)?.[1] ?? '').trim().split(/\s+/u).map(Number);
  const widths = new Map<number, number>();
  for (let at = 0; at + 2 < runs.length; at += 3) {
    const [first = 0, last = 0, width = 0] = runs.slice(at, at + 3);
    for (let code = first; code <= last; code += 1) widths.set(code, width);
  }
  return widths;
}

/** The map from codes to texts with these entries, at most 100 a block (Adobe Technical Note 5014). */
function withTexts(cmap: string, texts: ReadonlyMap<number, string>): string {
  const rows = [...texts].map(([code, text]) => `<${hex(code)}> <${utf16(text)}>\n`);
  let blocks = '';
  for (let at = 0; at < rows.length; at += 100) {
    const block = rows.slice(at, at + 100);
    blocks += `${block.length} beginbfchar\n${block.join('')}endbfchar\n`;
  }
  const start = cmap.indexOf('endcodespacerange\n') + 'endcodespacerange\n'.length;
  return cmap.slice(0, start) + blocks + cmap.slice(cmap.indexOf('endcmap'));
}

/** The glyph on whose height the line stands. */
function lineBase({ glyphs }: TextLine): PlacedGlyph {
  const base = glyphs.find(({ width }) => width > 0) ?? glyphs[0];
  if (!base) throw new RangeError('A line of the PDF has no glyphs.');
  return base;
}

/**
 * A line in one piece: its text, and then the marks that are drawn. Its other marked pieces stay as empty ones, so that
 * the document's structure, which refers to them, stays as it was.
 */
function lineContent(
  line: TextLine,
  clusters: readonly Cluster<PlacedGlyph>[],
  fonts: ReadonlyMap<string, EncodedFont>,
): string {
  const [mark, ...others] = line.marks;
  const base = lineBase(line);
  let [pen, font, row, text, drawn] = [base.x, '', '', '', ''];
  const flush = (): void => {
    if (row) text += `[${row}] TJ\n`;
    row = '';
  };
  const set = (glyph: PlacedGlyph, reading: string): void => {
    if (glyph.font !== font) {
      flush();
      font = glyph.font;
      text += `/${font} ${line.size} Tf\n`;
    }
    // Negative is to the right.
    const shift = Math.round(((pen - glyph.x) * 100_000) / line.size) / 100 || 0;
    if (shift !== 0) row += `${shift} `;
    row += `<${hex(fonts.get(font)?.codeFor(glyph.code, reading) ?? glyph.code)}> `;
    pen += ((glyph.width - shift) * line.size) / 1000;
  };
  for (const cluster of clusters) {
    const parts = clusterParts(cluster, ({ y }) => rounded(y - base.y) === 0);
    // Where characters are shared out. From the right, the page's order is not the text's, and each glyph has its own.
    const whole = parts.filter(({ reading }) => reading !== undefined).length > 1 && !readsFromTheRight(cluster.text);
    if (whole) {
      flush();
      text += `/Span <<\n  /ActualText <FEFF${utf16(cluster.text.replaceAll('\u200B', ''))}>\n>> BDC\n`;
    }
    for (const { glyph, reading, unseen } of parts) {
      if (reading === undefined) drawn += outline(glyph, base, line.size, fonts);
      else if (unseen) {
        flush();
        text += '3 Tr\n';
        // A little before the next glyph: Chrome reads the pieces of a line by where they begin.
        set({ ...glyph, x: pen - line.size / 50 }, reading);
        flush();
        text += '0 Tr\n';
      } else set(glyph, reading);
    }
    if (whole) {
      flush();
      text += 'EMC\n';
    }
  }
  flush();
  const opening = (number: number): string => `/Span <<\n  /MCID ${number}${line.properties}\n>> BDC\n`;
  const empty = others.map((other) => `${opening(other)}EMC\n`).join('');
  const written =
    `q\n1 0 0 -1 ${rounded(base.x)} ${rounded(base.y)} cm\n${line.paint}` +
    `BT\n0 Tr\n1 0 0 -1 0 0 Tm\n${text}ET\n${drawn}Q\n`;
  return mark === undefined ? written : `${opening(mark)}${written}EMC\n${empty}`;
}

/** A glyph drawn as a path; the line's origin is `base`, and down is positive. */
function outline(glyph: PlacedGlyph, base: PlacedGlyph, size: number, fonts: ReadonlyMap<string, EncodedFont>): string {
  const outlines = fonts.get(glyph.font)?.outlines();
  const path = outlines?.path(glyph.code);
  if (!outlines || !path) return '';
  const scale = (size / outlines.unitsPerEm).toFixed(8);
  return `q\n${scale} 0 0 -${scale} ${rounded(glyph.x - base.x)} ${rounded(base.y - glyph.y)} cm\n${path}f\nQ\n`;
}

/** The structure elements of each page's marked pieces, as references, by the page's key. */
function structureParents(objects: PdfObjects): ReadonlyMap<number, readonly string[]> {
  const result = new Map<number, readonly string[]>();
  const root = [...objects.entries()].find(([, text]) => text.includes('/Type /StructTreeRoot'))?.[1] ?? '';
  const numbers = /\/ParentTree <<\s*\/Nums \[([^\]]*)\]/u.exec(root)?.[1] ?? '';
  for (const [, key = '', list = ''] of numbers.matchAll(/(\d+) (\d+) 0 R/gu))
    result.set(Number(key), objects.object(Number(list)).match(/\d+ 0 R|null/gu) ?? []);
  return result;
}

function inner(object: string): string {
  return object.replace(/^\d+ 0 obj\s*/u, '').replace(/\s*endobj\s*$/u, '');
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();
}

/** To a ten-thousandth: what is printed doesn't hang on the last bits of a sum. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 || 0;
}
