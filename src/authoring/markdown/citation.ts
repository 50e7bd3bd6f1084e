import type { Citation } from '../../domain/series/citation';

const SINGLE = /^@([a-z0-9]+(?:-[a-z0-9]+)*)(?:\s+(.+))?$/u;

/**
 * Reads `@crc art. 4; @gc24 para. 15`: each citation is a source's id and, after a space, the place in it.
 * Undefined where any of them is malformed.
 */
export function parseCitations(text: string): readonly Citation[] | undefined {
  const citations: Citation[] = [];
  for (const part of text.split(/;\s*(?=@)/u)) {
    const match = SINGLE.exec(part.trim());
    if (!match?.[1]) return undefined;
    citations.push({ sourceId: match[1], locator: match[2]?.trim() ?? '' });
  }
  return citations;
}

/** Each citation once, in order of first appearance. */
export function distinctCitations(citations: readonly Citation[]): readonly Citation[] {
  const seen = new Map(citations.map((citation) => [`${citation.sourceId} ${citation.locator}`, citation]));
  return [...seen.values()];
}
