import { parseDocument, stringify } from 'yaml';
import type { TextPair } from '../../src/authoring/translating/text-pair';

/** A text and the words that are to stand in its place. */
export interface Correction {
  readonly pair: TextPair;
  readonly khmer: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/**
 * A file with corrections in it: nothing else of it is changed, so that the difference is what the reader wrote.
 * @throws Error where the file has no text in the place that a correction names
 */
export function withCorrections(file: string, text: string, corrections: readonly Correction[]): string {
  if (file.endsWith('.json')) return inJson(text, corrections);
  const edits = file.endsWith('.md')
    ? corrections.map((correction) => inSection(text, correction))
    : inYaml(text, corrections);
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((edited, { start, end, words }) => edited.slice(0, start) + words + edited.slice(end), text);
}

function inYaml(text: string, corrections: readonly Correction[]): readonly Edit[] {
  const document = parseDocument(text);
  return corrections.map(({ pair, khmer }) => {
    const node = document.getIn(pair.path, true) as { readonly range?: readonly [number, number, number] } | undefined;
    if (!node?.range) throw new Error(`${pair.file} has no text at ${pair.path.join('.')}.`);
    const [start, end] = node.range;
    // A block's text ends with its line.
    return { start, end, words: yamlScalar(khmer) + (text.slice(start, end).endsWith('\n') ? '\n' : '') };
  });
}

/** Plain where YAML takes it so, else in quotation marks; always one line. */
function yamlScalar(words: string): string {
  return words.includes('\n') ? JSON.stringify(words) : stringify(words, { lineWidth: 0 }).trimEnd();
}

function inSection(text: string, { pair, khmer }: Correction): Edit {
  const lines = text.split('\n');
  const offset = lines.slice(0, pair.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  if (pair.path[0] === 'title') {
    const line = lines[pair.line - 1] ?? '';
    return { start: offset, end: offset + line.length, words: `title: ${yamlScalar(khmer)}` };
  }
  const count = pair.translation.split('\n').length;
  const end = lines.slice(pair.line - 1, pair.line - 1 + count).join('\n');
  return { start: offset, end: offset + end.length, words: khmer };
}

function inJson(text: string, corrections: readonly Correction[]): string {
  const tree = JSON.parse(text) as Record<string, unknown>;
  for (const { pair, khmer } of corrections) {
    const names = pair.path.map(String);
    const last = names.pop() ?? '';
    const branch = names.reduce<Record<string, unknown>>((part, name) => part[name] as Record<string, unknown>, tree);
    branch[last] = khmer;
  }
  return `${JSON.stringify(tree, null, 2)}\n`;
}
