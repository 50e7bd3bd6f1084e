import { latinDigits } from '../text/digits';

/**
 * Crockford's base32 alphabet (https://www.crockford.com/base32.html): no I, L, O, U, which are read or heard as
 * something else.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Prime just below 32 x 32, so that two symbols hold any remainder: one wrong symbol, or two neighbours that changed
 * places, always give another.
 */
const CHECK_MODULUS = 1021;

/** Random bytes of a code: 140 bits, so that the groups have equal length. */
export const RECOVERY_CODE_BYTES = 18;

/** Data symbols of five bits each; two check symbols follow. */
const SYMBOLS = 28;
const CHECK_SYMBOLS = 2;

/** Symbols a group as it is shown: six groups. */
const GROUP = 5;

/** A recovery code from random bytes, in groups: `ABCDE-FGH…`. Bits beyond 140 are left out. */
export function recoveryCode(random: Uint8Array): string {
  let bits = random.slice(0, RECOVERY_CODE_BYTES).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n) >> 4n;
  let symbols = '';
  for (let count = 0; count < SYMBOLS; count += 1) {
    symbols = `${ALPHABET[Number(bits & 31n)] ?? ''}${symbols}`;
    bits >>= 5n;
  }
  return inGroups(symbols + checkSymbols(symbols));
}

/** The groups of a code as it is shown. */
export function codeGroups(code: string): readonly string[] {
  return code.split('-');
}

/**
 * A code as typed, in the one form from which its key is made, or null where it can't be one (a symbol missing, or the
 * check symbols not right). Small letters, Khmer digits, `O` for 0, `I` and `L` for 1, spaces and dashes of any kind
 * are accepted.
 */
export function readRecoveryCode(typed: string): string | null {
  const symbols = plainSymbols(typed);
  const data = symbols.slice(0, SYMBOLS);
  if ([...symbols].length !== SYMBOLS + CHECK_SYMBOLS || ![...data].every((symbol) => ALPHABET.includes(symbol)))
    return null;
  return checkSymbols(data) === symbols.slice(SYMBOLS) ? inGroups(symbols) : null;
}

/** True where one group was typed as it is in the code. */
export function isCodeGroup(code: string, index: number, typed: string): boolean {
  const group = codeGroups(code)[index];
  return group !== undefined && plainSymbols(typed) === group;
}

function plainSymbols(typed: string): string {
  return latinDigits(typed.normalize('NFKC'))
    .toUpperCase()
    .replace(/[\s\p{Dash_Punctuation}\u200B\u2212]/gu, '')
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1');
}

function checkSymbols(symbols: string): string {
  const remainder = [...symbols].reduce((rest, symbol) => (rest * 32 + ALPHABET.indexOf(symbol)) % CHECK_MODULUS, 0);
  return `${ALPHABET[remainder >> 5] ?? ''}${ALPHABET[remainder & 31] ?? ''}`;
}

function inGroups(symbols: string): string {
  return symbols.match(new RegExp(`.{1,${GROUP}}`, 'gu'))?.join('-') ?? '';
}
