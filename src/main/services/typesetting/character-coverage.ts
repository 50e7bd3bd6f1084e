/** Code points that a font can print, as inclusive ranges in ascending order. */
export type CodePointRanges = readonly (readonly [first: number, last: number])[];

/**
 * The code points that a TrueType or OpenType font has a glyph for, read from its `cmap` table (formats 4 and 12, which
 * every bundled face has). Source of the rules: OpenType 1.9, `cmap`. Code points mapped to glyph 0 (the missing-glyph
 * box) do not count.
 * @throws RangeError when the bytes are no such font or have no Unicode subtable of those formats.
 */
export function fontCoverage(font: Uint8Array): CodePointRanges {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const table = fontTable(view, 'cmap');
  let format4: number | undefined;
  const records = view.getUint16(table + 2);
  for (let record = 0; record < records; record += 1) {
    const entry = table + 4 + record * 8;
    const platform = view.getUint16(entry);
    // 0 is Unicode, 3 is Windows; others are legacy encodings.
    if (platform !== 0 && platform !== 3) continue;
    const subtable = table + view.getUint32(entry + 4);
    const format = view.getUint16(subtable);
    // A format 12 subtable holds everything that the format 4 one does, and the supplementary planes.
    if (format === 12) return joined(groupedCodePoints(view, subtable));
    if (format === 4) format4 ??= subtable;
  }
  if (format4 === undefined) throw new RangeError('The font has no Unicode character map of format 4 or 12.');
  return joined(segmentedCodePoints(view, format4));
}

/** True when one of the ranges holds the code point. */
export function covers(ranges: CodePointRanges, codePoint: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (!range) return false;
    if (codePoint < range[0]) high = middle - 1;
    else if (codePoint > range[1]) low = middle + 1;
    else return true;
  }
  return false;
}

/**
 * Offset of a table of a TrueType or OpenType font, by its tag.
 * @throws RangeError when the font has no such table
 */
export function fontTable(view: DataView, tag: string): number {
  const tables = view.getUint16(4);
  for (let entry = 12; entry < 12 + tables * 16; entry += 16)
    if ([...tag].every((letter, at) => view.getUint8(entry + at) === letter.charCodeAt(0)))
      return view.getUint32(entry + 8);
  throw new RangeError(`The font has no table ${tag}.`);
}

/** Format 12: groups of start, end, start glyph. */
function* groupedCodePoints(view: DataView, subtable: number): Generator<readonly [number, number]> {
  const groups = view.getUint32(subtable + 12);
  for (let group = 0; group < groups; group += 1) {
    const entry = subtable + 16 + group * 12;
    const first = view.getUint32(entry);
    const startsAtMissingGlyph = view.getUint32(entry + 8) === 0;
    const range = [startsAtMissingGlyph ? first + 1 : first, view.getUint32(entry + 4)] as const;
    if (range[0] <= range[1]) yield range;
  }
}

/** Format 4: parallel arrays of segment ends, starts, deltas and offsets into a glyph array. */
function* segmentedCodePoints(view: DataView, subtable: number): Generator<readonly [number, number]> {
  const segments = view.getUint16(subtable + 6) / 2;
  const ends = subtable + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const offsets = deltas + segments * 2;
  for (let segment = 0; segment < segments; segment += 1) {
    const last = view.getUint16(ends + segment * 2);
    const delta = view.getUint16(deltas + segment * 2);
    const offsetPosition = offsets + segment * 2;
    const offset = view.getUint16(offsetPosition);
    const first = view.getUint16(starts + segment * 2);
    for (let codePoint = first; codePoint <= last && codePoint < 0xffff; codePoint += 1) {
      const raw = offset === 0 ? codePoint : view.getUint16(offsetPosition + offset + (codePoint - first) * 2);
      const glyph = offset !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) yield [codePoint, codePoint];
    }
  }
}

/** Sorts ranges and joins the touching ones, so that a look-up is a short binary search. */
function joined(ranges: Iterable<readonly [number, number]>): CodePointRanges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [first, last] of sorted) {
    const previous = result.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else result.push([first, last]);
  }
  return result;
}
