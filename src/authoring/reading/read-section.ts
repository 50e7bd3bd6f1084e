import type { MarkdownIt, Token } from 'markdown-it';
import { readEntry, type Reading } from './entries';
import { openedSetting, settingTitle } from '../markdown/settings-rule';
import { headingAnchor, headingText } from '../markdown/tokens';
import { readReferences } from './read-references';
import type { Problem } from './problem';
import { sectionHeadSchema } from '../schemas/card-schemas';
import { OPENING_BLOCK_ID } from '../../domain/series/section';
import type { BlockSource, Located, SectionSource } from './series-source';
import { settingProblems } from './setting-lines';
import { countWords } from './word-count';
import { readYaml } from './yaml-document';

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/u;

/**
 * Reads one section's file. Undefined only where its front matter can't be read: without an id nothing can refer to it.
 */
export function readSection(markdown: MarkdownIt, file: string, text: string): Reading<SectionSource | undefined> {
  const parts = splitFrontMatter(text);
  if (!parts) {
    const message =
      'The file must begin with its front matter: a line with ---, then id, title and objectives, then another line with ---.';
    return { value: undefined, problems: [{ file, line: 1, rule: 'front-matter', message }] };
  }
  const { yaml, body, bodyLine } = parts;
  const head = readEntry(readYaml(file, yaml, 2), sectionHeadSchema);
  if (!head.value) return { value: undefined, problems: head.problems };
  const tokens = markdown.parse(body, { title: head.value.value.title });
  const references = readReferences(file, tokens, bodyLine);
  const proseWords = wordsIn(references.value.prose);
  const { blocks, problems } = splitBlocks(file, tokens, head.value.value.title, bodyLine);
  return {
    value: {
      file,
      head: head.value,
      blocks,
      bodyLine,
      ...references.value,
      proseWords,
      foldWords: wordsIn(references.value.folds),
      words: proseWords + wordsIn(references.value.cells),
    },
    problems: [...references.problems, ...problems, ...settingProblems(file, body, bodyLine)],
  };
}

function wordsIn(texts: readonly Located<string>[]): number {
  return texts.reduce((sum, text) => sum + countWords(text.value), 0);
}

/**
 * Splits the text at its `##` headings. A heading without a valid id still starts a block, so that the rest can be
 * read.
 */
function splitBlocks(
  file: string,
  tokens: readonly Token[],
  title: string,
  bodyLine: number,
): { readonly blocks: readonly BlockSource[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const stretches: { id: string; heading: string; line: number; tokens: Token[] }[] = [
    { id: OPENING_BLOCK_ID, heading: title, line: bodyLine, tokens: [] },
  ];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) continue;
    const line = bodyLine + (token.map?.[0] ?? 0);
    if (token.type === 'heading_open') problems.push(...headingProblems(file, line, token, tokens[index + 1]));
    if (token.type === 'heading_open' && token.tag === 'h2' && token.level === 0) {
      const inline = tokens[index + 1];
      stretches.push({ id: headingAnchor(inline) ?? '', heading: headingText(inline), line, tokens: [] });
      index += 2;
    } else stretches.at(-1)?.tokens.push(token);
  }
  const written = stretches.filter((stretch, index) => index > 0 || stretch.tokens.length > 0);
  const figureIds = (within: readonly Token[]): readonly string[] =>
    within.filter((token) => openedSetting(token) === 'figure').map(settingTitle);
  return { blocks: written.map((stretch) => ({ ...stretch, figureIds: figureIds(stretch.tokens) })), problems };
}

function headingProblems(file: string, line: number, open: Token, inline: Token | undefined): readonly Problem[] {
  const anchor = headingAnchor(inline);
  const problem = (message: string): readonly Problem[] => [{ file, line, rule: 'headings', message }];
  if (open.tag !== 'h2' && open.tag !== 'h3')
    return problem('Only ## and ### headings are used; the title is in the front matter.');
  if (open.tag === 'h3')
    return anchor === undefined ? [] : problem('A ### heading carries no id: it stays inside its block.');
  if (open.level > 0) return problem('A ## heading can’t stand inside a box, a list or a quotation.');
  if (anchor === undefined)
    return problem('This heading has no id. Write one in braces at its end, e.g. {#signature}.');
  if (!ID.test(anchor))
    return problem(`The id “${anchor}” may have lower case letters, digits and single hyphens only.`);
  return anchor === OPENING_BLOCK_ID ? problem('The id “opening” belongs to the text before the first heading.') : [];
}

/**
 * The YAML between a Markdown file's first line, `---`, and the next such line, and the body below it with the file's
 * line at which it begins; undefined where the file has no front matter.
 */
export function splitFrontMatter(
  text: string,
): { readonly yaml: string; readonly body: string; readonly bodyLine: number } | undefined {
  const lines = text.split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (lines[0]?.trimEnd() !== '---' || end < 0) return undefined;
  return { yaml: lines.slice(1, end).join('\n'), body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 };
}
