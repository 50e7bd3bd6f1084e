import type { Token } from 'markdown-it';
import type { Reading } from './entries';
import { CITATION_TOKEN, citationsOf } from '../markdown/citations';
import { attribute, plainText, withoutAnchor } from '../markdown/tokens';
import { linkedTerm } from '../markdown/links-rule';
import { openedSetting, settingTitle } from '../markdown/settings-rule';
import { setText } from '../markdown/set-text';
import type { Problem } from './problem';
import type { References } from './series-source';

type Collected = { -readonly [Key in keyof References]: References[Key][number][] };

const RAW_HTML = /<\/?[a-z][^>]*>?|<!--/iu;

/** Walks the parsed text. `bodyLine` is the file's line of the text's first line. */
export function readReferences(file: string, tokens: readonly Token[], bodyLine: number): Reading<References> {
  const collected: Collected = {
    citations: [],
    terms: [],
    figures: [],
    settings: [],
    prose: [],
    cells: [],
    folds: [],
    paragraphs: [],
  };
  const problems: Problem[] = [];
  let start = 0;
  let isFolded = false;
  tokens.forEach((token, index) => {
    // Table cells have no line of their own; the row's line is used.
    start = token.map?.[0] ?? start;
    const line = bodyLine + start;
    const report = (rule: string, message: string): void => {
      problems.push({ file, line, rule, message });
    };
    const setting = openedSetting(token);
    if (setting === 'more') isFolded = true;
    else if (token.type === 'container_more_close') isFolded = false;
    if (setting === 'figure') {
      if (token.level > 0) report('settings', 'A figure can’t stand inside a box, a list or a quotation.');
      collected.figures.push({ value: settingTitle(token), line });
    } else if (setting) {
      collected.settings.push({ value: setting, line });
      if (settingTitle(token) !== '')
        (isFolded ? collected.folds : collected.prose).push({ value: setText(settingTitle(token)), line });
      else if (setting === 'more')
        report('settings', 'A fold needs a title that says whom it is for: “::: more For lawyers: …”.');
      if (/\[@|\]\(|<[a-z]/iu.test(token.info))
        report('settings', 'The title of a box is plain text: no citations, links or HTML.');
    }
    if (token.type === 'inline') {
      readInline(file, token, { before: tokens[index - 1]?.type ?? '', isFolded }, line, collected, problems);
    }
  });
  return { value: collected, problems };
}

function readInline(
  file: string,
  inline: Token,
  { before, isFolded }: { readonly before: string; readonly isFolded: boolean },
  firstLine: number,
  collected: Collected,
  problems: Problem[],
): void {
  const heading = before === 'heading_open';
  const isCell = before === 'th_open' || before === 'td_open';
  const texts = isFolded ? collected.folds : isCell ? collected.cells : collected.prose;
  if (!heading && !isCell) collected.paragraphs.push({ value: plainText(inline), line: firstLine });
  let line = firstLine;
  let text = '';
  for (const token of inline.children ?? []) {
    const report = (rule: string, message: string): void => {
      problems.push({ file, line, rule, message });
    };
    if (token.type === 'softbreak' || token.type === 'hardbreak') {
      texts.push({ value: text, line });
      text = '';
      line += 1;
    } else if (token.type === CITATION_TOKEN) readCitation(token, line, collected, report);
    else if (token.type === 'link_open') readLink(attribute(token, 'href'), line, collected, report);
    else if (token.type === 'image')
      report('images', 'Images are not used. Draw a figure from data (docs/authoring.md, Figures).');
    else if (token.type === 'text' || token.type === 'code_inline') {
      if (RAW_HTML.test(token.content)) report('raw-html', 'HTML is not used here; it would be shown as text.');
      text += heading ? withoutAnchor(token.content) : token.content;
    }
  }
  texts.push({ value: text, line });
}

type Report = (rule: string, message: string) => void;

function readCitation(token: Token, line: number, collected: Collected, report: Report): void {
  const citations = citationsOf(token);
  if (!citations)
    report('citations', `“[${token.content}]” is not a citation. Write it like [@crc art. 4; @gc24 para. 15].`);
  else collected.citations.push(...citations.map((value) => ({ value, line })));
}

function readLink(href: string, line: number, collected: Collected, report: Report): void {
  const term = linkedTerm(href);
  if (term === undefined)
    report(
      'links',
      `The link to “${href}” is not allowed. Only term: links are used; sources are cited like [@crc art. 4].`,
    );
  else collected.terms.push({ value: term, line });
}
