import { latinDigits } from './digits';

/**
 * Crockford's base32 alphabet (https://www.crockford.com/base32.html): no I, L, O, U, which are read or heard as
 * something else.
 */
export const CODE_SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The symbols of a code as typed, in one form. Small letters, Khmer digits, `O` for 0, `I` and `L` for 1, spaces and
 * dashes of any kind are accepted.
 */
export function typedSymbols(typed: string): string {
  return latinDigits(typed.normalize('NFKC'))
    .toUpperCase()
    .replace(/[\s\p{Dash_Punctuation}\u200B\u2212]/gu, '')
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1');
}
