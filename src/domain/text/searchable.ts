import { latinDigits } from './digits';
import { asTyped } from './typography';

/** Characters of no width, which some keyboards put between Khmer words and others don't. */
const NO_WIDTH = /[\u00AD\u200B-\u200D\u2060\uFEFF]/gu;

/**
 * The subscript `ta` (U+17D2 U+178F), which looks the same as the subscript `da` (U+17D2 U+178A) and is typed for it as
 * often as not: the standard leaves both in use (Unicode 17, chapter 16.4).
 */
const SUBSCRIPT_TA = /\u17D2\u178F/gu;

/**
 * Text as it is compared: without zero-width characters, NFC, lower case, quotation marks and dashes as they are typed,
 * one spelling of the Khmer subscript `ta`.
 * Khmer has no spaces between words, so words are found anywhere in the text.
 */
export function searchable(text: string): string {
  return asTyped(text.replace(NO_WIDTH, '').normalize('NFC')).replace(SUBSCRIPT_TA, '\u17D2\u178A').toLowerCase();
}

/**
 * The items whose text holds every word of a query, numbers in Khmer digits or Latin ones. An empty query finds all; no
 * text is made for it.
 *
 * @param textOf an item's text
 */
export function withEveryWord<Item>(
  items: readonly Item[],
  query: string,
  textOf: (item: Item) => string,
): readonly Item[] {
  const folded = (text: string): string => latinDigits(searchable(text));
  const words = folded(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = folded(textOf(item));
    return words.every((word) => text.includes(word));
  });
}
