import { createHash } from 'node:crypto';
import { encode } from 'uqr';

/** Crockford's alphabet: no I, L, O, U to misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ten signs that tell one signed credential from another (50 bits of SHA-256 over its text), for comparing a printed
 * page with a file by eye. Not a proof: the signature is.
 */
export function shortCode(credential: string): string {
  const digest = createHash('sha256').update(credential, 'utf8').digest();
  const signs = Array.from(digest.subarray(0, 10), (byte) => ALPHABET[byte % 32]).join('');
  return `${signs.slice(0, 5)}-${signs.slice(5)}`;
}

/** What the template draws: the code in words, and the QR code as an outline. */
export interface CredentialMark {
  readonly code: string;
  /** Squares along each side of the QR code. */
  readonly size: number;
  /**
   * Its dark squares as the data of one SVG path, in squares. One shape, so that no viewer shows hairlines between
   * squares; one text, because thousands of drawing steps would take longer than the rest of the page.
   */
  readonly path: string;
}

/** The printed mark of a credential: its id and its short code. */
export function credentialMark(credential: string, id: string): CredentialMark {
  const code = shortCode(credential);
  const { data } = encode(`${id} ${code}`, { ecc: 'M', border: 0 });
  return { code, size: data.length, path: data.flatMap(rowPath).join('') };
}

/** A rectangle for each run of dark squares in a row. */
function rowPath(row: readonly boolean[], y: number): string[] {
  const squares = row.map((dark) => (dark ? '1' : '0')).join('');
  return [...squares.matchAll(/1+/gu)].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`);
}
