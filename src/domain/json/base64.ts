/** Bytes in one call of `String.fromCharCode`, whose argument list is bounded. */
const PIECE = 0x8000;

const SYMBOLS = /^[A-Za-z0-9+/]*={0,2}$/u;

function looksRight(text: string): boolean {
  return text.length % 4 === 0 && SYMBOLS.test(text);
}

/** Bytes as base64 (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary);
}

/** The bytes of a base64 text, or null where it isn't valid. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!looksRight(text)) return null;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** True for base64 text of at most so many characters. */
export function isBase64(value: unknown, maximum: number): value is string {
  return typeof value === 'string' && value.length <= maximum && looksRight(value);
}
