import createMarkdown, { type MarkdownIt } from 'markdown-it';
import { citationsRule } from './citations';
import { linksRule } from './links-rule';
import { setTextRule } from './set-text';
import { settingsRule } from './settings-rule';
import { tablesRule } from './tables-rule';

/**
 * The Markdown of study text: no raw HTML (it is shown as text), no links but `term:`, and the settings, citations and
 * tables of `docs/authoring.md`. Reference definitions are off (a citation in brackets would look like one); indented
 * code is off (an indent slip would turn a paragraph into code).
 */
export function createStudyMarkdown(): MarkdownIt {
  const markdown = createMarkdown({ html: false, linkify: false });
  markdown.disable(['reference', 'code']);
  citationsRule(markdown);
  linksRule(markdown);
  settingsRule(markdown);
  tablesRule(markdown);
  setTextRule(markdown);
  return markdown;
}
