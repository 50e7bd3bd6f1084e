import { languageOfText } from '../text/khmer';
import type { Language } from '../text/language';
import type { QuoteAnchor } from './highlight';

/** The language of the text that a note's words are of: the words around them tell it where they alone don't. */
export function languageOfQuote({
  quote,
  anchor,
}: {
  readonly quote: string;
  readonly anchor?: Partial<QuoteAnchor> | undefined;
}): Language {
  return languageOfText([quote, anchor?.prefix, anchor?.suffix].filter((text) => typeof text === 'string').join(' '));
}
