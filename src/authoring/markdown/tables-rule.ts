import type { MarkdownIt, Token } from 'markdown-it';
import { attribute, headingText, type RenderEnvironment } from './tokens';
import { openedSetting, settingTitle } from './settings-rule';

/**
 * Puts every table in a box that scrolls on its own and can be reached by keyboard. The box is named by the heading
 * above it and the table's own column headings: two regions of one page may not have the same name. Alignment becomes a
 * class, as the content policy forbids `style` attributes.
 */
export function tablesRule(markdown: MarkdownIt): void {
  markdown.core.ruler.push('tables', (state) => {
    nameTables(state.tokens, (state.env as RenderEnvironment).title);
  });
  markdown.renderer.rules['table_open'] = (tokens, index) => {
    const label = markdown.utils.escapeHtml(attribute(tokens[index], 'aria-label'));
    return `<div class="table-scroll" tabindex="0" role="region" aria-label="${label}">\n<table>\n`;
  };
  markdown.renderer.rules['table_close'] = () => '</table>\n</div>\n';
}

function nameTables(tokens: readonly Token[], sectionTitle: string): void {
  let heading = sectionTitle;
  const used = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') heading = headingText(tokens[index + 1]);
    if (openedSetting(token) && settingTitle(token) !== '') heading = settingTitle(token);
    if (token.type === 'table_open') {
      const label = `${heading}: ${columnNames(tokens, index)}`;
      let name = label;
      for (let number = 2; used.has(name); number += 1) name = `${label} (${number})`;
      used.add(name);
      token.attrSet('aria-label', name);
    }
    if (token.type === 'th_open' || token.type === 'td_open') {
      alignByClass(token);
      if (isShortReference(tokens[index + 1]?.content ?? '')) token.attrJoin('class', 'whole');
    }
  });
}

function columnNames(tokens: readonly Token[], tableIndex: number): string {
  const names: string[] = [];
  for (let index = tableIndex; index < tokens.length && tokens[index]?.type !== 'thead_close'; index += 1) {
    if (tokens[index]?.type === 'th_open') names.push(headingText(tokens[index + 1]));
  }
  return names.filter((name) => name !== '').join(', ');
}

/** An article alone in its cell, e.g. "Art. 40(3)(b)": a narrow column would break it before its last letter. */
function isShortReference(text: string): boolean {
  return text.length <= 16 && text.includes(')(');
}

function alignByClass(token: Token): void {
  const alignment = /text-align:\s*(left|right|center)/u.exec(attribute(token, 'style'))?.[1];
  token.attrs = [];
  if (alignment !== undefined && alignment !== 'left') token.attrSet('class', `align-${alignment}`);
  if (token.type === 'th_open') token.attrSet('scope', 'col');
}
