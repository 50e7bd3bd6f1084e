import { countsInCompactText } from '../../../../../domain/text/compact-text';
import { asTyped } from '../../../../../domain/text/typography';

/** UTF-16 offsets in a block's compact text, `end` excluded. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A line of a block's readable text: a paragraph, an item, a cell. */
export interface TextRun {
  readonly text: string;
  /** For each UTF-16 unit of the text, and for its end, the offset in the block's compact text. */
  readonly offsets: readonly number[];
}

/** Elements that begin a line of their own: a sentence never crosses such an edge. */
const LINES = 'p, li, td, th, dt, dd, h2, h3, h4, h5, blockquote, aside, summary, details, div';

/** A text node, with the places of its units that count. */
interface Piece {
  readonly node: Text;
  /** Offset in the compact text of its first unit that counts. */
  readonly from: number;
  /** Offsets in the node of the units that count. */
  readonly counted: readonly number[];
}

/** A block's text in the document, and the compact text in which anchors are measured. */
export interface BlockText {
  /** The compact text: what `compactText` makes of the block's `textContent`. */
  readonly text: string;
  /** The readable text, line by line. */
  readonly runs: readonly TextRun[];
  /** The range of the document for a stretch; null where it isn't in this text, or is empty. */
  readonly rangeOf: (stretch: Stretch) => Range | null;
  /** The same, as one range for each element of the text, without the figures between them. */
  readonly rangesOf: (stretch: Stretch) => readonly Range[];
  /** The part of a range within this text; null where no unit of it counts. */
  readonly stretchOf: (range: AbstractRange) => Stretch | null;
}

/**
 * Reads the text under some elements, in their order. The elements aren't changed. The result is valid as long as their
 * content doesn't change.
 */
export function readBlockText(roots: readonly Element[]): BlockText {
  const pieces: Piece[] = [];
  const runs: { line: Element | null; text: string; offsets: number[] }[] = [];
  let text = '';
  for (const node of textNodes(roots)) {
    const counted: number[] = [];
    const line = node.parentElement?.closest(LINES) ?? null;
    const offsets: number[] = [];
    const from = text.length;
    for (let at = 0; at < node.data.length; at += 1) {
      const unit = node.data.charAt(at);
      offsets.push(text.length);
      if (!countsInCompactText(unit)) continue;
      counted.push(at);
      text += asTyped(unit);
    }
    if (counted.length > 0) pieces.push({ node, from, counted });
    const run = runs.at(-1);
    if (run?.line === line) {
      run.text += node.data;
      run.offsets.push(...offsets);
    } else if (counted.length > 0) runs.push({ line, text: node.data, offsets });
  }
  return {
    text,
    runs: runs.map((run, index) => ({
      text: run.text,
      offsets: [...run.offsets, runs[index + 1]?.offsets[0] ?? text.length],
    })),
    rangeOf: (stretch) => rangeOf(pieces, text, stretch),
    rangesOf: (stretch) => rangesOf(roots, pieces, text, stretch),
    stretchOf: (range) => stretchOf(pieces, text, range),
  };
}

/**
 * The line of the text, as a reader sees it, in which a range begins: a paragraph, an item of a list, a cell of a
 * table.
 */
export function lineAt({ startContainer }: AbstractRange): HTMLElement | null {
  return startContainer.parentElement?.closest<HTMLElement>(LINES) ?? null;
}

function textNodes(roots: readonly Element[]): Text[] {
  return roots.flatMap((root) => {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
    return nodes;
  });
}

function rangeOf(pieces: readonly Piece[], text: string, { start, end }: Stretch): Range | null {
  if (start < 0 || start >= end || end > text.length) return null;
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, end - 1);
  if (!first || !last) return null;
  const range = first.node.ownerDocument.createRange();
  range.setStart(first.node, first.counted[start - first.from] ?? 0);
  range.setEnd(last.node, (last.counted[end - 1 - last.from] ?? 0) + 1);
  return range;
}

/** The stretch, cut where one root ends and the next begins. */
function rangesOf(roots: readonly Element[], pieces: readonly Piece[], text: string, { start, end }: Stretch): Range[] {
  return roots.flatMap((root) => {
    const own = pieces.filter(({ node }) => root.contains(node));
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) return [];
    return (
      rangeOf(own, text, { start: Math.max(start, first.from), end: Math.min(end, last.from + last.counted.length) }) ??
      []
    );
  });
}

function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  return pieces.find(({ from, counted }) => offset < from + counted.length);
}

function stretchOf(pieces: readonly Piece[], text: string, range: AbstractRange): Stretch | null {
  const start = countedBefore(pieces, range.startContainer, range.startOffset);
  const end = countedBefore(pieces, range.endContainer, range.endOffset);
  return start < end && end <= text.length ? { start, end } : null;
}

/** Units that count before a point of the document. */
function countedBefore(pieces: readonly Piece[], container: Node, offset: number): number {
  const point = container.ownerDocument?.createRange();
  if (!point) return 0;
  point.setStart(container, offset);
  let counted = 0;
  for (const piece of pieces) {
    if (piece.node === container) return piece.from + piece.counted.filter((at) => at < offset).length;
    // No other text node contains the point, so it is before or after the whole node.
    if (point.comparePoint(piece.node, 0) < 0) counted = piece.from + piece.counted.length;
    else break;
  }
  return counted;
}
