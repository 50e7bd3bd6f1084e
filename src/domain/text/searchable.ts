/**
 * Text as it is compared: without zero-width characters, NFC, lower case. Khmer has no spaces between words, so words
 * are found anywhere in the text.
 */
export function searchable(text: string): string {
  return text
    .replace(/[\u200B-\u200D\uFEFF]/gu, '')
    .normalize('NFC')
    .toLowerCase();
}
