import { CODE_SYMBOLS, typedSymbols } from '../text/code-symbols';

/** Ten symbols, in two groups. */
const LENGTH = 10;

/**
 * The short code of a signed credential: it tells one from another (50 bits), for comparing a printed page with a file
 * by eye. Not a proof: the signature is.
 * @param digest SHA-256 of the credential's text in UTF-8
 */
export function shortCodeOf(digest: Uint8Array): string {
  return inGroups(Array.from(digest.subarray(0, LENGTH), (byte) => CODE_SYMBOLS[byte % 32]).join(''));
}

/** A short code as typed from paper, in the printed form; null where it can't be one. */
export function readShortCode(typed: string): string | null {
  const symbols = typedSymbols(typed);
  return symbols.length === LENGTH && [...symbols].every((symbol) => CODE_SYMBOLS.includes(symbol))
    ? inGroups(symbols)
    : null;
}

function inGroups(symbols: string): string {
  return `${symbols.slice(0, LENGTH / 2)}-${symbols.slice(LENGTH / 2)}`;
}
