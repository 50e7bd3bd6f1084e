import container from 'markdown-it-container';
import type { MarkdownIt, RendererRule, Token } from 'markdown-it';
import { setText } from './set-text';

/** The `:::` settings that an author may use; `docs/authoring.md` explains each. */
export const SETTINGS = ['case', 'mistake', 'practice', 'check', 'procedure', 'timeline', 'figure', 'more'] as const;

export type Setting = (typeof SETTINGS)[number];

/** The core rule's result for a setting, before it is rendered. */
export interface SettingMeta extends Record<string, unknown> {
  readonly title: string;
  /**
   * Heading level of the title: one below the heading above it (before the first heading, the section's title), so that
   * the page's outline has no gap.
   */
  readonly level: 2 | 3 | 4;
  /** Number among the section's practice prompts, from 1; undefined for other settings. */
  readonly practice: number | undefined;
}

/**
 * Adds the settings to the parser. They are rendered as notes, not as landmarks: a page of unnamed `complementary`
 * landmarks is noise to a screen reader. Their label ("Case", "Common mistake") isn't in the HTML: the renderer adds it
 * in the learner's language from `data-setting`.
 */
export function settingsRule(markdown: MarkdownIt): void {
  for (const name of SETTINGS) {
    const render: RendererRule = (tokens, index) => {
      const token = tokens[index];
      if (!token) return '';
      if (name === 'figure') return token.nesting === 1 ? figureSlot(markdown, token) : '';
      if (name === 'more') return token.nesting === 1 ? openFold(markdown, token) : '</details>\n';
      return token.nesting === 1 ? openSetting(markdown, name, token) : '</aside>\n';
    };
    container(markdown, name, { render });
  }
  markdown.core.ruler.push('settings', (state) => {
    addMeta(state.tokens);
  });
}

/** The setting that a token opens; undefined for other tokens. */
export function openedSetting(token: Token): Setting | undefined {
  return SETTINGS.find((name) => token.type === `container_${name}_open`);
}

/** The text after the setting's name on its first line. */
export function settingTitle(token: Token): string {
  return token.info.trim().split(/\s+/u).slice(1).join(' ');
}

function addMeta(tokens: readonly Token[]): void {
  let level: SettingMeta['level'] = 2;
  let practice = 0;
  for (const token of tokens) {
    if (token.type === 'heading_open' && token.level === 0) level = token.tag === 'h3' ? 4 : 3;
    const name = openedSetting(token);
    if (!name) continue;
    if (name === 'practice') practice += 1;
    const meta: SettingMeta = {
      title: setText(settingTitle(token)),
      level,
      practice: name === 'practice' ? practice : undefined,
    };
    token.meta = meta;
  }
}

function openSetting(markdown: MarkdownIt, name: Setting, token: Token): string {
  const { title, level, practice } = token.meta as SettingMeta;
  const number = practice === undefined ? '' : ` data-practice="${practice}"`;
  const heading =
    title === '' ? '' : `<h${level} class="setting-title">${markdown.utils.escapeHtml(title)}</h${level}>\n`;
  return `<aside class="setting setting-${name}" role="note" data-setting="${name}"${number}>\n${heading}`;
}

/** A fold: what only a specialist wants. */
function openFold(markdown: MarkdownIt, token: Token): string {
  const { title } = token.meta as SettingMeta;
  return `<details class="setting setting-more" data-setting="more">\n<summary>${markdown.utils.escapeHtml(title)}</summary>\n`;
}

function figureSlot(markdown: MarkdownIt, token: Token): string {
  return `<div class="figure-slot" data-figure="${markdown.utils.escapeHtml(settingTitle(token))}"></div>\n`;
}
