/** A glyph on a line, in the order in which the page draws it. */
export interface ShownGlyph {
  /** What the file says it reads as. The glyphs of one cluster all say the whole cluster. */
  readonly text: string;
  /** Code of the glyph in its font, and the font's name on the page. */
  readonly code: number;
  readonly font: string;
  /** Advance in thousandths of the type size; marks have 0. */
  readonly width: number;
  /** The same number for the glyphs that the file itself declares to be one cluster. */
  readonly declared?: number | undefined;
}

/** Glyphs that together are one cluster: a letter with what is stacked, joined or written before it. */
export interface Cluster<Glyph extends ShownGlyph = ShownGlyph> {
  readonly text: string;
  readonly glyphs: readonly Glyph[];
}

/**
 * U+200B ZERO WIDTH SPACE, which every reader skips or takes for nothing: what a glyph reads as that has no character
 * left to itself. PDF/A wants a character for each glyph.
 */
const NOTHING = '\u200B';

/** True for a text in a script that is written from the right. */
export function readsFromTheRight(text: string): boolean {
  return rightToLeft.test(text);
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * Puts the glyphs of a line together into clusters. Glyphs with the same text that follow each other are one cluster,
 * or the same letters typed twice; the glyphs themselves tell which.
 */
export function clustersOf<Glyph extends ShownGlyph>(glyphs: readonly Glyph[]): readonly Cluster<Glyph>[] {
  const clusters: { text: string; glyphs: Glyph[] }[] = [];
  for (const glyph of glyphs) {
    const current = clusters.at(-1);
    if (current && current.text === glyph.text && belongs(glyph, current.glyphs)) current.glyphs.push(glyph);
    else clusters.push({ text: glyph.text, glyphs: [glyph] });
  }
  return clusters;
}

function belongs(glyph: ShownGlyph, cluster: readonly ShownGlyph[]): boolean {
  if (glyph.declared !== undefined && cluster.some(({ declared }) => declared === glyph.declared)) return true;
  const letters = [...glyph.text.replace(/\p{M}/gu, '')].length;
  // Drawn from the left: the marks of a letter come first, and the letter ends its cluster.
  if (rightToLeft.test(glyph.text) && letters < 2) return cluster.every(({ width }) => width === 0);
  if (glyph.width === 0) return true;
  // One letter has one glyph that takes room; several have each of theirs once.
  return [...glyph.text].length > 1 && cluster.every(({ code, font }) => code !== glyph.code || font !== glyph.font);
}

/** A glyph of a cluster, and what becomes of it. */
export interface ClusterPart<Glyph extends ShownGlyph> {
  readonly glyph: Glyph;
  /** What it reads as; undefined for one that is drawn, not set. */
  readonly reading: string | undefined;
  /** Read where it follows the part before, but seen where it is drawn. */
  readonly unseen?: boolean;
}

/**
 * Shares the characters of a cluster among its glyphs, so that in the order of the page they read as the cluster. The
 * glyphs that take room on the line have a character each. The others, marks above and below, are drawn: as text they
 * would be read once more, each on a line of its own. One of them is set as well, unseen, for the characters that are
 * left: pdf.js takes a glyph that reads as a mark for one without room, whatever its width. In a script from the right,
 * readers turn the order of the page round.
 * @param level whether a glyph stands on the line, neither higher nor lower
 */
export function clusterParts<Glyph extends ShownGlyph>(
  { text, glyphs }: Cluster<Glyph>,
  level: (glyph: Glyph) => boolean,
): readonly ClusterPart<Glyph>[] {
  if (glyphs.length === 1) return glyphs.map((glyph) => ({ glyph, reading: text }));
  const set = glyphs.filter((glyph) => glyph.width > 0 && level(glyph));
  const drawn = glyphs.filter((glyph) => !set.includes(glyph)).map((glyph) => ({ glyph, reading: undefined }));
  // A cluster of marks alone.
  if (set.length === 0) return drawn.map((part, index) => (index === 0 ? { ...part, reading: text } : part));
  const characters = [...text.replaceAll(NOTHING, '')];
  const backwards = readsFromTheRight(text);
  if (backwards) characters.reverse();
  const carrier =
    backwards || characters.length <= set.length ? undefined : drawn.find(({ glyph }) => glyph.width === 0);
  const parts = set.map((glyph, index) => ({
    glyph,
    reading: (index < set.length - 1 || carrier ? characters[index] : characters.slice(index).join('')) || NOTHING,
  }));
  if (carrier)
    return [...parts, { ...carrier, reading: characters.slice(set.length).join(''), unseen: true }, ...drawn];
  return [...parts, ...drawn];
}
