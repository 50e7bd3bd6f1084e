import { fromBase64, toBase64 } from '../../../../domain/json/base64';
import type { KeyWrap } from '../../../../domain/protection/protection';
import { decryptBytes, encryptBytes } from './encrypted-bytes';

const SALT_BYTES = 16;

/**
 * Wraps a key with one that is derived from a secret: PBKDF2-HMAC-SHA-256, then AES-256-GCM.
 *
 * @param binding the purpose of the wrap; unwrapping needs the same
 */
export async function wrapKey(
  raw: Uint8Array<ArrayBuffer>,
  secret: string,
  binding: string,
  iterations: number,
): Promise<KeyWrap> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const wrapping = await deriveKey(secret, salt, iterations);
  return {
    salt: toBase64(salt),
    iterations,
    wrapped: toBase64(await encryptBytes(wrapping, raw, bound(binding, iterations))),
  };
}

/** The bytes of a wrapped key, or null where the secret is wrong. The caller overwrites them after use. */
export async function unwrapKey(
  wrap: KeyWrap,
  secret: string,
  binding: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const salt = fromBase64(wrap.salt);
  const wrapped = fromBase64(wrap.wrapped);
  if (!salt || !wrapped) return null;
  return decryptBytes(await deriveKey(secret, salt, wrap.iterations), wrapped, bound(binding, wrap.iterations));
}

/** A non-extractable key for AES-GCM; the bytes are overwritten. */
export async function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  raw.fill(0);
  return key;
}

async function deriveKey(secret: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'PBKDF2', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function bound(binding: string, iterations: number): string {
  return `${binding}\n${iterations}`;
}
