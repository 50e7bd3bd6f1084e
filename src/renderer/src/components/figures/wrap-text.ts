import { breakText, clusters } from './break-text';

/** Width of one line in CSS px. */
type MeasureLine = (text: string) => number;

/**
 * Breaks a text into lines that are no wider than `width` px and as even as the fewest lines allow, so that no word is
 * alone on the last one. A word that is wider than a line is cut between characters: nothing ever overflows.
 */
export function wrapText(text: string, width: number, measure: MeasureLine): string[] {
  const pieces = breakText(text.trim()).flatMap((piece) => fitPiece(piece, width, measure));
  const fewest = fill(pieces, width, measure);
  if (fewest.length < 2) return fewest;
  let narrow = 0;
  let enough = width;
  while (enough - narrow > 2) {
    const between = (narrow + enough) / 2;
    const lines = fill(pieces, between, measure);
    const fits = lines.length === fewest.length && lines.every((line) => measure(line) <= between);
    if (fits) enough = between;
    else narrow = between;
  }
  return fill(pieces, enough, measure);
}

/** Fills each line with as many pieces as fit. */
function fill(pieces: readonly string[], width: number, measure: MeasureLine): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && measure((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece;
    } else line += piece;
  }
  if (line.trimEnd() !== '') lines.push(line.trimEnd());
  return lines;
}

/**
 * Cuts a piece that is wider than a line: after a hyphen or slash, at a non-breaking space, and only then between
 * characters.
 */
function fitPiece(piece: string, width: number, measure: MeasureLine): string[] {
  if (measure(piece.trimEnd()) <= width) return [piece];
  const parts = piece.split(/(?<=[-/\s])(?=\S)/u);
  if (parts.length > 1) return parts.flatMap((part) => fitPiece(part, width, measure));
  return clusters(piece).reduce<string[]>((cut, cluster) => {
    const last = cut.at(-1);
    if (last !== undefined && measure((last + cluster).trimEnd()) <= width) cut[cut.length - 1] = last + cluster;
    else cut.push(cluster);
    return cut;
  }, []);
}
