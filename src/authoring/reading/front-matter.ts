/** A Markdown file taken apart. */
export interface FrontMatter {
  /** YAML between the two `---` lines; undefined where the file has none. */
  readonly yaml: string | undefined;
  /** File line of the first line of `yaml`. */
  readonly yamlLine: number;
  readonly body: string;
  /** File line of the first line of `body`. */
  readonly bodyLine: number;
}

/** Splits a Markdown file into its front matter and its body. The first line must be `---`. */
export function splitFrontMatter(text: string): FrontMatter {
  const lines = text.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (lines[0]?.trimEnd() !== '---' || end < 0) return { yaml: undefined, yamlLine: 1, body: text, bodyLine: 1 };
  return {
    yaml: lines.slice(1, end).join('\n'),
    yamlLine: 2,
    body: lines.slice(end + 1).join('\n'),
    bodyLine: end + 2,
  };
}
