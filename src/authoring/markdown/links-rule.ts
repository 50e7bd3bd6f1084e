import type { MarkdownIt } from 'markdown-it';
import { attribute } from './tokens';

const TERM = /^term:([a-z0-9]+(?:-[a-z0-9]+)*)$/u;

/** The glossary term that a link leads to; undefined for every other link. */
export function linkedTerm(href: string): string | undefined {
  return TERM.exec(href)?.[1];
}

/**
 * `[text](term:id)` becomes a link that opens a definition (an anchor, as a button can't break over two lines). Every
 * other link and every image loses its address, so that no `javascript:`, `data:` or `https:` can reach the page from
 * any file; the check reports it.
 */
export function linksRule(markdown: MarkdownIt): void {
  // Every link is valid here: the reader reports those that aren't terms, and below they are rendered without an
  // address.
  markdown.validateLink = () => true;
  markdown.renderer.rules['link_open'] = (tokens, index) => {
    const term = linkedTerm(attribute(tokens[index], 'href'));
    return term === undefined ? '<span>' : `<a class="term" data-term="${term}" href="#term-${term}">`;
  };
  markdown.renderer.rules['link_close'] = (tokens, index) => {
    for (let open = index - 1; open >= 0; open -= 1) {
      const token = tokens[open];
      if (token?.type === 'link_open') return linkedTerm(attribute(token, 'href')) === undefined ? '</span>' : '</a>';
    }
    return '';
  };
  markdown.renderer.rules['image'] = (tokens, index) => markdown.utils.escapeHtml(tokens[index]?.content ?? '');
}
