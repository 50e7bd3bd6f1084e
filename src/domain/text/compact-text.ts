/**
 * Signs that don't count where a text is compared with itself: white space, which the page, a selection and a Markdown file break differently, and what has no
 * width (U+200B to U+200D, U+2060, U+FEFF, the soft hyphen), which Khmer text holds between its words or not, as its writer's keyboard had it.
 */
const UNCOUNTED = /[\p{White_Space}\u00AD\u200B-\u200D\u2060\uFEFF]/gu;

const UNCOUNTED_SIGN = new RegExp(UNCOUNTED.source, 'u');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/**
 * A text without white space and signs of no width: what anchors are measured in. It isn't normalised (NFC): every other unit stays as it is and where it is in
 * the order, so that an offset in it can be led back to the text it was made of, unit by unit. Two spellings of one sign are bridged by the approximate search.
 */
export function compactText(text: string): string {
  return text.replace(UNCOUNTED, '');
}

/** False for the UTF-16 units that `compactText` leaves out; all of those are one unit long. */
export function countsInCompactText(unit: string): boolean {
  return !UNCOUNTED_SIGN.test(unit);
}

/**
 * A block's HTML as text, without a document: tags out, entities decoded, as `textContent` of the sanitised HTML gives it. Only for what the content pipeline
 * makes: well-formed, `>` escaped in attributes. A block's heading isn't part of its HTML, nor are its figures.
 */
export function blockText(html: string): string {
  return html
    .replace(/<[^>]*>/gu, '')
    .replace(
      /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w+));/gu,
      (entity, decimal?: string, hexadecimal?: string, name?: string) => {
        if (name !== undefined) return ENTITIES[name] ?? entity;
        const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : entity;
      },
    );
}
