import type { Token } from 'markdown-it';

const ANCHOR = /\s*\{#([^}]*)\}\s*$/u;

/** The words of an inline token as a reader sees them, without citations. */
export function plainText(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
      return token.type === 'text' || token.type === 'code_inline' || token.type === 'image' ? token.content : '';
    })
    .join('');
}

/** A heading's text without the `{#id}` at its end. */
export function withoutAnchor(text: string): string {
  return text.replace(ANCHOR, '');
}

/** A heading's words without its `{#id}`. */
export function headingText(inline: Token | undefined): string {
  return withoutAnchor(plainText(inline)).trim();
}

/** The id that a heading carries in braces; undefined where it carries none. */
export function headingAnchor(inline: Token | undefined): string | undefined {
  return ANCHOR.exec(plainText(inline))?.[1];
}
