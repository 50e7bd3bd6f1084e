import { aboutText } from './moment';
import type { NoteRevision } from './note';

/** A part of the notebook: the notes of one section, in order. */
export interface NotebookPart {
  /** Module and section, as a heading. */
  readonly heading: string;
  readonly notes: readonly Pick<NoteRevision, 'text' | 'quote' | 'anchor' | 'tags'>[];
}

/**
 * The notebook as Markdown (CommonMark): a heading a section, quotes and moments of recordings as block quotes, tags as
 * a line of their own. What a learner typed stays text: signs that Markdown would read are escaped.
 */
export function notebookMarkdown(title: string, parts: readonly NotebookPart[]): string {
  const sections = parts.map(({ heading, notes }) =>
    [`## ${inline(heading)}`, ...notes.map(noteMarkdown)].join('\n\n'),
  );
  return `${[`# ${inline(title)}`, ...sections].join('\n\n')}\n`;
}

function noteMarkdown(note: NotebookPart['notes'][number]): string {
  const { text, tags = [] } = note;
  const quote = aboutText(note);
  const blocks = [
    quote.trim() === ''
      ? ''
      : lines(quote)
          .map((line) => `> ${line}`.trimEnd())
          .join('\n'),
    // Two spaces at a line's end keep it a line.
    text.trim() === ''
      ? ''
      : lines(text)
          .join('  \n')
          .replace(/(?: {2}\n){2,}/gu, '\n\n'),
    tags.length === 0 ? '' : `*${tags.map((tag) => `#${escaped(tag.replaceAll(' ', '-'))}`).join(' ')}*`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n\n---`;
}

/** An indent becomes no-break spaces: Markdown reads four spaces, or a tab, as code. */
function lines(text: string): string[] {
  return text
    .trim()
    .split(/\r\n?|\n/u)
    .map((line) => startEscaped(escaped(line.trimEnd().replace(/^\s+/u, (indent) => '\u00A0'.repeat(indent.length)))));
}

function inline(text: string): string {
  return escaped(text.replace(/\s+/gu, ' ').trim());
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>&~|]/gu, (sign) => `\\${sign}`);
}

/** Signs that mean something only where a line begins. */
function startEscaped(line: string): string {
  return line.replace(/^[#+=-]/u, '\\$&').replace(/^\d{1,9}(?=[.)])/u, '$&\\');
}
