/**
 * A block's HTML as a part of a whole module on paper: headings one level lower (the section's title is above them),
 * words in place of links to definitions (the terms are at the end), nothing folded away, and tables named with their
 * section, as two regions of one page may not have the same name.
 */
export function handoutHtml(html: string, sectionTitle: string): string {
  return html
    .replace(/(<\/?h)([2-4])(?=[\s>])/gu, (_match, tag: string, level: string) => `${tag}${Number(level) + 1}`)
    .replace(/<\/?a(?:\s[^>]*)?>/gu, '')
    .replaceAll('<details ', '<details open ')
    .replace(/( role="region" aria-label=")/gu, `$1${escapeAttribute(sectionTitle).replaceAll('$', '$$$$')}: `);
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
