/** Two numbers, or numberings such as `11.2`, that make a stretch. Not in a date, a symbol or a case number. */
const STRETCH = /(?<![\p{L}\p{N}/.#–-])(\d+(?:\.\d+)*)-(\d+(?:\.\d+)*)(?![\p{L}\p{N}/–-])/gu;

/** What a number belongs to: a line doesn't end between the two. In Khmer whatever has an ordinal, `មេរៀនទី ៥`. */
const BEFORE_NUMBER =
  /(?<!\p{L})(GC|No\.|[Aa]rts?\.|[Pp]aras?\.|[Ss]s?\.|pp?\.|ch\.|[Rr]ules?|[Aa]rticles?|[Pp]aragraphs?|[Pp]rinciples?|[Gg]uidelines?|[Mm]odules?) (?=\d)|(?<=ទី) (?=[\d\u17E0-\u17E9])/gu;

/**
 * The dashes, spaces and apostrophes of a text as they are set in type: an en dash in a stretch (`paras. 51–53`,
 * `(a)–(d)`) and between spaces, a no-break space before an article's or a paragraph's number, an apostrophe after a
 * letter. Each character stays one UTF-16 unit.
 */
export function withSetPlaces(text: string): string {
  return text
    .replace(STRETCH, '$1–$2')
    .replace(/\)-(?=[\d(])/gu, ')–')
    .replace(/(?<=\S) - (?=\S)/gu, ' – ')
    .replace(BEFORE_NUMBER, '$1\u00A0')
    .replace(/(?<=\p{L})'/gu, '’');
}

const STRAIGHT: Readonly<Record<string, string>> = { '‘': "'", '’': "'", '“': '"', '”': '"', '–': '-', '\u00A0': ' ' };

/**
 * A text as it is typed: straight quotation marks, hyphens, plain spaces. For comparisons; each character stays one
 * UTF-16 unit, so that offsets hold.
 */
export function asTyped(text: string): string {
  return text.replace(/[‘’“”–\u00A0]/gu, (character) => STRAIGHT[character] ?? character);
}
