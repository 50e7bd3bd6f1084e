import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const GROUPS = 6;
const BYTES_OF_GROUP = 5;

/**
 * A computer's public key as 30 digits in six groups, which one person reads aloud and another compares: some 99 bits
 * of its SHA-256.
 * @param publicKey in multibase, e.g. `z6Mk…`
 */
export function keyDigits(publicKey: string): string {
  const digest = sha256(utf8ToBytes(`Child Justice Series: digits of a key\n${publicKey}`));
  return Array.from({ length: GROUPS }, (_, group) => {
    const bytes = digest.subarray(group * BYTES_OF_GROUP, (group + 1) * BYTES_OF_GROUP);
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(value % 100_000).padStart(5, '0');
  }).join(' ');
}
