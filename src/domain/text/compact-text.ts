import { asTyped } from './typography';

/**
 * Characters that are ignored in comparisons: white space, which the page, a selection and a Markdown file break
 * differently, and characters of no width (U+200B to U+200D, U+2060, U+FEFF, the soft hyphen), which some keyboards put
 * between Khmer words and others don't.
 */
const IGNORED = /[\p{White_Space}\u00AD\u200B-\u200D\u2060\uFEFF]/gu;

const IGNORED_CHARACTER = new RegExp(IGNORED.source, 'u');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/**
 * A text without white space and characters of no width, its quotation marks and dashes as they are typed; the
 * offsets of anchors refer to it. It isn't normalised (NFC): all other units stay in order, so that an offset can be
 * mapped back to the original text. The approximate search finds a character that is encoded in another way.
 */
export function compactText(text: string): string {
  return asTyped(text.replace(IGNORED, ''));
}

/** False for the UTF-16 units that `compactText` leaves out; all of those are one unit long. */
export function countsInCompactText(unit: string): boolean {
  return !IGNORED_CHARACTER.test(unit);
}

/**
 * A block's HTML as text, without a document: tags out, entities decoded, as `textContent` of the sanitised HTML gives
 * it. Only for the output of the content pipeline: well-formed, `>` escaped in attributes. A block's heading isn't part
 * of its HTML, nor are its figures.
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
