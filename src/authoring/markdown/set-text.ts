import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it';
import { withSetPlaces } from '../../domain/text/typography';

/** Plain text goes through the same quotation marks as study text: a parser that knows nothing else. */
const plainText = createMarkdown('zero', { typographer: true }).enable('smartquotes');

/** The name of a document or a body: its quotation marks and apostrophes are set, its spaces and dashes are its own. */
export function setMarks(text: string): string {
  // Carriage returns and blank lines are the author's; the parser takes the text as one line.
  const [inline] = plainText.parseInline(text, {});
  return (inline?.children ?? []).map(({ content }) => content).join('');
}

/**
 * A field's text as it is set in type: curly quotation marks and apostrophes (markdown-it's `smartquotes`), en dashes
 * in stretches, no-break spaces before the numbers of articles. A mark whose partner is missing stays straight; the
 * rule `quotation-marks` reports it.
 */
export function setText(text: string): string {
  return withSetPlaces(setMarks(text));
}

/** Sets study text in type; titles of boxes are set by `settingsRule`. */
export function setTextRule(markdown: MarkdownIt): void {
  markdown.set({ typographer: true });
  // The other half of the typographer makes signs out of letters: (c), (r), three dots.
  markdown.disable('replacements');
  markdown.core.ruler.after('smartquotes', 'set-places', (state) => {
    for (const { children } of state.tokens) setPlaces(children ?? []);
  });
}

function setPlaces(tokens: readonly Token[]): void {
  for (const token of tokens) if (token.type === 'text') token.content = withSetPlaces(token.content);
}
