import * as v from 'valibot';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** By character code, whether it is in the alphabet. */
const inAlphabet: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  ALPHABET.includes(String.fromCharCode(code)),
);

/**
 * Bytes as base64 (RFC 4648, section 4), padded and without line breaks; the empty text is no bytes. Read character by
 * character: a pattern that repeats a group, as `v.base64()` has, exhausts the stack at 4.5 million characters.
 * @param maximumBytes most bytes that it may hold
 */
export function base64Schema(maximumBytes: number): v.GenericSchema<string> {
  return v.pipe(v.string(), v.maxLength(Math.ceil(maximumBytes / 3) * 4), v.check(isBase64));
}

function isBase64(text: string): boolean {
  if (text.length % 4 !== 0) return false;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  for (let at = 0; at < text.length - padding; at += 1) if (inAlphabet[text.charCodeAt(at)] !== true) return false;
  return true;
}
