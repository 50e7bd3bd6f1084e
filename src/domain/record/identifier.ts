/**
 * A UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix time in milliseconds, then random bits, so that ids sort by
 * the time they were made.
 *
 * @param now milliseconds since 1970, 0 to 2^48-1; others are clamped, so that a wrong clock never makes an invalid id
 * @param random sixteen random bytes, from the caller
 * @throws RangeError for fewer than sixteen bytes
 */
export function uuidVersion7(now: number, random: Uint8Array): string {
  if (random.length < 16) throw new RangeError('A UUID needs sixteen random bytes.');
  const bytes = Uint8Array.from(random.subarray(0, 16));
  let time = Math.min(Math.max(0, Math.trunc(now)), 2 ** 48 - 1);
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
