import type { Figure } from '../../../../domain/series/figure';
import type { Block } from '../../../../domain/series/section';

/** A part of a block: text, or a figure between two texts. */
export type BlockPart =
  { readonly kind: 'html'; readonly html: string } | { readonly kind: 'figure'; readonly figure: Figure };

const SLOT = /<div class="figure-slot" data-figure="([a-z0-9-]+)"><\/div>/gu;

/** Splits a block's HTML at its figures. A slot without a figure is omitted: the content check already refuses it. */
export function splitAtFigures(block: Pick<Block, 'html' | 'figures'>): BlockPart[] {
  const parts: BlockPart[] = [];
  let from = 0;
  for (const match of block.html.matchAll(SLOT)) {
    pushHtml(parts, block.html.slice(from, match.index));
    const figure = block.figures.find(({ id }) => id === match[1]);
    if (figure) parts.push({ kind: 'figure', figure });
    from = match.index + match[0].length;
  }
  pushHtml(parts, block.html.slice(from));
  return parts;
}

function pushHtml(parts: BlockPart[], html: string): void {
  if (html.trim() !== '') parts.push({ kind: 'html', html });
}
