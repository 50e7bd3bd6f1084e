/** The symbols of RFC 9285: those of a QR code's alphanumeric mode. */
const SYMBOLS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Bytes as Base45 (RFC 9285): two bytes in three symbols, a last single one in two. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2);
    const value = second === undefined ? first : first * 256 + second;
    text += symbol(value) + symbol(Math.floor(value / 45));
    if (second !== undefined) text += symbol(Math.floor(value / 2_025));
  }
  return text;
}

/** The bytes of a text in Base45; null where it is none. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const [first = -1, second = -1, third] = Array.from(text.slice(at, at + 3), (each) => SYMBOLS.indexOf(each));
    const value = first + second * 45 + (third ?? 0) * 2_025;
    if (first < 0 || second < 0 || (third ?? 0) < 0 || value > (third === undefined ? 0xff : 0xffff)) return null;
    bytes.push(...(third === undefined ? [value] : [value >> 8, value & 0xff]));
  }
  return Uint8Array.from(bytes);
}

function symbol(value: number): string {
  return SYMBOLS.charAt(value % 45);
}
