import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { Problem } from './problem';
import { refusedCharacter, refusedCharacterProblem } from './refused-characters';

/** A place in a YAML file: keys and indexes from the top. */
export type YamlPath = readonly (string | number)[];

/** A parsed YAML file with the line of each of its parts. */
export interface YamlDocument {
  readonly file: string;
  /** Plain data; undefined where the text is not YAML. */
  readonly value: unknown;
  /** Line of the part, or of the closest part around it that exists. */
  readonly lineOf: (path: YamlPath) => number;
  readonly problems: readonly Problem[];
}

/** Parses YAML 1.2. `firstLine` is the file's line at which the text starts (front matter starts below its `---`). */
export function readYaml(file: string, text: string, firstLine = 1): YamlDocument {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line) + firstLine - 1;
  const problems = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    rule: 'yaml',
    message: `This can't be read as YAML: ${inPlainWords(error.code, error.message)}`,
  }));
  problems.push(...escapeProblems(file, text, document, lineAt));
  return {
    file,
    value: problems.length > 0 ? undefined : plainValue(),
    lineOf: (path) => lineAt(offsetOf(document.contents, path)),
    problems,
  };

  function plainValue(): unknown {
    try {
      return document.toJS({ maxAliasCount: 50 });
    } catch {
      const message = 'This can’t be read as YAML: its aliases (*) repeat each other too often.';
      problems.push({ file, line: firstLine, rule: 'yaml', message });
      return undefined;
    }
  }
}

/**
 * Texts whose YAML escapes (`"\0"`) make a refused character; `characterProblems` finds those that are written plainly.
 */
function escapeProblems(
  file: string,
  text: string,
  document: Document,
  lineAt: (offset: number) => number,
): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Scalar(_, { value, range }) {
      if (typeof value !== 'string' || !range) return;
      const character = refusedCharacter(value);
      if (character !== undefined && refusedCharacter(text.slice(range[0], range[1])) === undefined)
        problems.push(refusedCharacterProblem(file, lineAt(range[0]), character));
    },
  });
  return problems;
}

/**
 * Start of the part that `path` leads to: of its key where it has one, as a block's value starts on a later line than
 * its key.
 */
function offsetOf(root: Node | null, path: YamlPath): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      const item: unknown = node.items[step];
      if (!hasRange(item)) break;
      offset = item.range[0];
      node = item;
    } else break;
  }
  return offset;
}

function hasRange(node: unknown): node is Node & { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function inPlainWords(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'the same name is used twice.';
  if (code === 'TAB_AS_INDENT') return 'a tab is used as indent. Use spaces.';
  if (code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY')
    return `a text with a colon needs quotation marks, or the indent is wrong (${message}).`;
  return message;
}
