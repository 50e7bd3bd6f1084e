const NONCE_BYTES = 12;

/** Encrypts bytes with AES-256-GCM, the nonce in front; decryption needs the same `binding`. */
export async function encryptBytes(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  binding: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(binding) }, key, bytes),
  );
  const all = new Uint8Array(NONCE_BYTES + sealed.length);
  all.set(iv);
  all.set(sealed, NONCE_BYTES);
  return all;
}

/** The bytes that `encryptBytes` got, or null where key, bytes or binding differ. */
export async function decryptBytes(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  binding: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const iv = bytes.subarray(0, NONCE_BYTES);
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(binding) },
        key,
        bytes.subarray(NONCE_BYTES),
      ),
    );
  } catch {
    return null;
  }
}
