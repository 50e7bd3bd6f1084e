import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The id of a note that is one wherever it is written, made of what it is about: two computers whose records are merged
 * later write the same note (decision 012). A UUID version 8 (RFC 9562, section 5.8) of the first 122 bits of a
 * SHA-256.
 */
export function stableNoteId(subject: string): string {
  const hex = bytesToHex(sha256(utf8ToBytes(subject)));
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
