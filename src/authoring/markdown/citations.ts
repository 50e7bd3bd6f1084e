import type { MarkdownIt, RendererRule, Token } from 'markdown-it';
import { citationInWords, type Citation } from '../../domain/series/citation';
import type { RenderEnvironment } from './tokens';

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

/** Name of the token that a citation becomes. */
export const CITATION_TOKEN = 'citation';

/**
 * Adds `[@crc art. 4; @gc24 para. 15]` to the parser. Malformed ones become a token without citations, so that they are
 * reported.
 */
export function citationsRule(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('link', CITATION_TOKEN, (state, silent) => {
    if (!state.src.startsWith('[@', state.pos)) return false;
    const end = state.src.indexOf(']', state.pos);
    if (end < 0 || end >= state.posMax) return false;
    if (!silent) {
      const token = state.push(CITATION_TOKEN, '', 0);
      token.content = state.src.slice(state.pos + 1, end);
      token.meta = { citations: parseCitations(token.content.replace(/\s+/gu, ' ')) };
    }
    state.pos = end + 1;
    return true;
  });
  markdown.renderer.rules[CITATION_TOKEN] = renderCitation(markdown);
}

/** The citations of a citation token; undefined where the text in the brackets is malformed. */
export function citationsOf(token: Token): readonly Citation[] | undefined {
  return token.meta?.['citations'] as readonly Citation[] | undefined;
}

function renderCitation(markdown: MarkdownIt): RendererRule {
  const { escapeHtml } = markdown.utils;
  return (tokens, index, _options, environment) => {
    const sources = (environment as RenderEnvironment | undefined)?.sources;
    const token = tokens[index];
    const citations = token ? citationsOf(token) : undefined;
    if (!citations) return escapeHtml(`[${token?.content ?? ''}]`);
    const links = citations.map(({ sourceId, locator }) => {
      const short = sources?.get(sourceId)?.short ?? sourceId;
      const text = escapeHtml(citationInWords(short, locator));
      const id = escapeHtml(sourceId);
      return `<a class="citation" data-source="${id}" href="#source-${id}">${text}</a>`;
    });
    return `<span class="citations">(${links.join('; ')})</span>`;
  };
}
