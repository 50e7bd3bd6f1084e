import type { YamlPath } from '../reading/yaml-document';

/** A text of the course, and what stands for it in another language. */
export interface TextPair {
  /** The file of the translation, below the series' folder. */
  readonly file: string;
  /** Line in that file. */
  readonly line: number;
  /** Place in the source's file; in a section the block and the number of the piece in it, from 1. */
  readonly path: YamlPath;
  readonly english: string;
  readonly translation: string;
}

/** By which a text is known to whoever reads it: its file and place. */
export function textKey({ file, path }: Pick<TextPair, 'file' | 'path'>): string {
  return `${file}#${path.join('/')}`;
}
