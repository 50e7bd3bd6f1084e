import type { Env, Token } from 'markdown-it';
import type { Source } from '../../domain/series/citation';

/** The environment of parsing and rendering one section's text. */
export interface RenderEnvironment extends Env {
  /** The section's title: names the text before the first heading. */
  readonly title: string;
  /** Sources by id; only rendering needs them. */
  readonly sources?: ReadonlyMap<string, Pick<Source, 'short'>>;
}

/** An attribute of a token as text; empty where it has none. */
export function attribute(token: Token | undefined, name: string): string {
  return String(token?.attrGet(name) ?? '');
}

const ANCHOR = /\s*\{#([^}]*)\}\s*$/u;

/** The visible words of an inline token, without citations. */
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

/** The id that a heading has in braces; undefined where it has none. */
export function headingAnchor(inline: Token | undefined): string | undefined {
  return ANCHOR.exec(plainText(inline))?.[1];
}
