/**
 * Text as GIFT writes it (Moodle's "GIFT format" documentation, and what `question/format/gift/format.php` reads): the characters that mean something are escaped,
 * line breaks are written as `\n`, since a raw blank line would end the question. What a reader would fold or cut anyway is folded here: runs of
 * spaces, spaces at the ends, control characters, halves of surrogate pairs.
 */
export function giftText(text: string): string {
  return tidied(text)
    .replace(/[\\~=#{}:]/gu, (character) => `\\${character}`)
    .replaceAll('\n', String.raw`\n`);
}

/** Feedback. A bracket at its beginning would be read as the text's format. */
export function giftFeedback(text: string): string {
  const written = giftText(text);
  return /^[%[]/u.test(written) ? `[plain]${written}` : written;
}

/** Feedback behind an option; nothing where there is none. */
export function giftHint(text: string): string {
  const feedback = giftFeedback(text);
  return feedback === '' ? '' : `#${feedback}`;
}

/**
 * An option, or the left side of a pair. A percent sign at its beginning would be read as the option's worth, and an arrow of two characters anywhere as
 * the middle of a pair: nothing in the format escapes that, so a real arrow stands in its place.
 */
export function giftOption(text: string): string {
  return giftFeedback(text.replaceAll('->', '\u2192'));
}

/** A question's title or a category: one line. A title has at most 255 characters in Moodle; a longer one ends with an ellipsis. */
export function giftTitle(text: string): string {
  const line = tidied(text).replace(/\s+/gu, ' ');
  const characters = [...line];
  return giftText(
    characters.length > MAXIMUM_TITLE
      ? `${characters
          .slice(0, MAXIMUM_TITLE - 1)
          .join('')
          .trim()}…`
      : line,
  );
}

/** A category's path; a slash in a name is doubled, or it would open another level. */
export function giftCategory(...path: readonly string[]): string {
  return path.map((name) => tidied(name).replace(/\s+/gu, ' ').replaceAll('/', '//')).join('/');
}

const MAXIMUM_TITLE = 120;

function tidied(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
      .replace(/[^\P{Cc}\n]/gu, ' ')
      .replace(/[^\S\n]{2,}/gu, ' ')
      .replace(/[^\S\n]*\n[^\S\n]*/gu, '\n')
      // Readers turn their own codes for escaped characters back after they have read: a word joiner keeps one that stands in the text from looking like it.
      .replace(/&(?=&0)/gu, '&\u2060')
      .trim()
  );
}
