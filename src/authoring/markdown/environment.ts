import type { Env, Token } from 'markdown-it';
import type { Source } from '../../domain/series/citation';

/** What one section's text is parsed and rendered with. */
export interface RenderEnvironment extends Env {
  /** The section's title: names what stands before the first heading. */
  readonly title: string;
  /** Sources by id; only rendering needs them. */
  readonly sources?: ReadonlyMap<string, Pick<Source, 'short'>>;
}

/** An attribute of a token as text; empty where it has none. */
export function attribute(token: Token | undefined, name: string): string {
  return String(token?.attrGet(name) ?? '');
}
