/**
 * Text as GIFT writes it (Moodle's "GIFT format" documentation, and what `question/format/gift/format.php` reads):
 * special characters are escaped, line breaks are written as `\n`, since a raw blank line would end the question. What
 * a reader would collapse or cut anyway is normalised here: runs of spaces, spaces at the ends, control characters,
 * halves of surrogate pairs.
 */
export function giftText(text: string): string {
  return normalised(text)
    .replace(/[\\~=#{}:]/gu, (character) => `\\${character}`)
    .replaceAll('\n', String.raw`\n`);
}

/** Feedback. A leading bracket would be read as the text's format. */
export function giftFeedback(text: string): string {
  const written = giftText(text);
  return /^[%[]/u.test(written) ? `[plain]${written}` : written;
}

/** Feedback after an option; empty where there is none. */
export function giftHint(text: string): string {
  const feedback = giftFeedback(text);
  return feedback === '' ? '' : `#${feedback}`;
}

/**
 * An option, or the left side of a pair. A leading percent sign would be read as the option's weight, and `->` anywhere
 * as the middle of a pair: the format can't escape that, so a real arrow replaces it.
 */
export function giftOption(text: string): string {
  return giftFeedback(text.replaceAll('->', '\u2192'));
}

/** A question's title: one line; a longer one than `MAXIMUM_TITLE` ends with an ellipsis. */
export function giftTitle(text: string): string {
  const line = normalised(text).replace(/\s+/gu, ' ');
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

/** A category's path; a slash in a name is doubled, or it would start another level. */
export function giftCategory(...path: readonly string[]): string {
  return path.map((name) => normalised(name).replace(/\s+/gu, ' ').replaceAll('/', '//')).join('/');
}

/** Characters of a title: even where each is escaped, it stays below the 255 that Moodle takes. */
const MAXIMUM_TITLE = 120;

function normalised(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
      .replace(/[^\P{Cc}\n]/gu, ' ')
      .replace(/[^\S\n]{2,}/gu, ' ')
      .replace(/[^\S\n]*\n[^\S\n]*/gu, '\n')
      // Readers decode their own codes for escaped characters after parsing: a word joiner prevents that for one that
      // is part of the text.
      .replace(/&(?=&0)/gu, '&\u2060')
      .trim()
  );
}
