/**
 * Longest file name, extension included: in UTF-16 units, of which Windows takes 260 for the whole path, and in UTF-8
 * bytes, of which Linux takes 255 for a name. A Khmer letter is three of these. Both leave room for the browser's
 * ` (1)`.
 */
export const MAXIMUM_FILE_NAME = { units: 120, bytes: 240 } as const;

/** Not allowed in Windows file names, or path separators. */
const forbidden = /[<>:"/\\|?*]/gu;
/**
 * Controls, lone surrogates, non-characters and characters without a glyph. Bidi controls (U+202A-202E, U+2066-2069)
 * are the attack: with them `gpj.exe` reads as `exe.jpg`. Joiners (U+200C, U+200D) stay: some scripts need them.
 */
const invisible =
  /[\p{Cc}\p{Cs}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\p{Noncharacter_Code_Point}\u{E0001}-\u{E007F}]/gu;
/**
 * Device names of Windows, which open the device whatever extension or trailing space follows; ¹²³ count as digits
 * there.
 */
const reserved = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/iu;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A file name that is safe on Windows, macOS and Linux for any text that a person typed: it stays inside its folder,
 * names no device, hides nothing, is visible (no leading dot), cannot be read as an option (no leading hyphen), and is
 * no longer than `MAXIMUM_FILE_NAME`. Applying it to its own stem changes nothing.
 * @param text e.g. `Module certificate - Sok Dara`; any string
 * @param extension with its dot, from the program, never from a person
 * @param fallback stem where nothing of `text` is left
 */
export function safeFileName(text: string, extension: string, fallback = 'certificate'): string {
  const stem = safeStem(text, extension);
  return (stem === '' ? fallback : stem) + extension;
}

function safeStem(text: string, extension: string): string {
  const oneLine = text.normalize('NFC').replace(/[\t\n\v\f\r\u2028\u2029]/gu, ' ');
  const visible = oneLine.replace(invisible, '').replace(forbidden, ' ');
  // Again NFC: taking a character out can bring a letter and its accent together.
  const spaced = trimmed(visible.replace(/\s+/gu, ' ').normalize('NFC'));
  const cut = trimmed(beginningThatFits(spaced, extension));
  // Only marks and joiners would be an invisible name.
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(cut)) return '';
  return reserved.test(cut) ? `_${trimmed(beginningThatFits(cut, `_${extension}`))}` : cut;
}

/**
 * Windows drops trailing dots and spaces (so that two names become one); a leading dot hides, a leading hyphen is an
 * option.
 */
function trimmed(name: string): string {
  return name.replace(/^[.\-\s]+/u, '').replace(/[.\s]+$/u, '');
}

/**
 * The longest prefix of whole words that fits: in Khmer, which has spaces between phrases alone, of whole phrases. Of
 * whole graphemes where the last one takes most of the room: half a cluster would be another word.
 */
function beginningThatFits(text: string, extension: string): string {
  let result = '';
  for (const { segment } of graphemes.segment(text)) {
    const name = result + segment + extension;
    if (name.length > MAXIMUM_FILE_NAME.units || Buffer.byteLength(name) > MAXIMUM_FILE_NAME.bytes)
      return wholeWords(result, text[result.length] ?? '');
    result += segment;
  }
  return result;
}

/** Words that say nothing where a name is cut behind them: "and the", "of". */
const CONNECTING =
  /(?:[\s,;–-]+(?:and|or|of|the|an?|in|on|to|for|with|by|from|as|at|និង|ឬ|នៃ|ដែល|ក្នុង|សម្រាប់|របស់))*[\s,;–-]*$/iu;

/** Without a last word that goes on in what comes next, and without what then joins or opens nothing. */
function wholeWords(prefix: string, next: string): string {
  const words = next === ' ' ? prefix : prefix.slice(0, prefix.lastIndexOf(' ') + 1);
  return words.length > prefix.length / 4 ? words.replace(/\s*\([^)]*$/u, '').replace(CONNECTING, '') : prefix;
}
